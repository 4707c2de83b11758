import { encodeUtf8 } from '#base/bytes.ts';
import type { InferenceRunner } from '#sim/ports.ts';

/** One started container as a test sees it. */
export interface SeenContainer {
	readonly number: number;
	invocations: number;
	isClosed: boolean;
}

export interface GatedInference {
	readonly runner: InferenceRunner;
	readonly containers: readonly SeenContainer[];
	/** Requests wait from now on. */
	shut(): void;
	/** Lets all waiting requests go on. */
	open(): void;
}

/** Containers that answer with their own number, and hold requests back while the gate is shut. */
export function gatedInference(): GatedInference {
	const containers: SeenContainer[] = [];
	let gate = Promise.resolve();
	let open = (): void => {};
	const runner: InferenceRunner = {
		start: async () => {
			const container: SeenContainer = { number: containers.length, invocations: 0, isClosed: false };
			containers.push(container);
			return {
				async invoke() {
					container.invocations++;
					await gate;
					if (container.isClosed) throw new Error('The container was closed while it worked.');
					return { status: 200, contentType: 'text/csv', body: encodeUtf8(String(container.number)) };
				},
				close: () => void (container.isClosed = true)
			};
		}
	};
	return {
		runner,
		containers,
		shut() {
			gate = new Promise((resolve) => {
				open = resolve;
			});
		},
		open: () => open()
	};
}
