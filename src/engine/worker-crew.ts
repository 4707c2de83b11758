import { PlatformError } from '#base/errors.ts';
import type { Crew, Hand } from '#ml/crew.ts';
import type { HandContract } from './hand-contract.ts';
import { connectInstance, type Instance, type InstanceWorker } from './instance.ts';

/** Further threads of one training instance, each a worker of its own. */
export class WorkerCrew implements Crew {
	readonly most: number;
	readonly #algorithm: string;
	readonly #spawn: () => InstanceWorker;
	#hired: readonly Instance<HandContract>[] = [];

	/**
	 * @param most hands at once, at least 1
	 * @param algorithm whose helper they run
	 */
	constructor(most: number, algorithm: string, spawn: () => InstanceWorker) {
		this.most = most;
		this.#algorithm = algorithm;
		this.#spawn = spawn;
	}

	hire(count: number): readonly Hand[] {
		const hired = Array.from({ length: count }, () => connectInstance<HandContract>(this.#spawn()));
		this.#hired = [...this.#hired, ...hired];
		return hired.map(({ peer }) => {
			// Who asks hears of it; who never asks need not.
			peer.call('begin', { algorithm: this.#algorithm }).catch(() => {});
			// Pages that are not isolated have no such memory.
			const sharesMemory = typeof SharedArrayBuffer === 'function';
			// Sent at once, before the helper is there: whoever asks goes on computing.
			return {
				sharesMemory,
				ask: (question, moved = []) => peer.call('ask', question, { transfer: [...moved] })
			};
		});
	}

	/** Ends all hands. */
	dismiss(): void {
		for (const hand of this.#hired) {
			hand.terminate(new PlatformError('InstanceReleased', 'The job is over.'));
		}
		this.#hired = [];
	}
}

/** Virtual processors of an instance type: 2 for `large`, 4 for `xlarge`, 4 N for `Nxlarge`; 1 for what is smaller. */
export function vcpusOf(instanceType: string): number {
	const size = instanceType.split('.').at(-1)!;
	if (size === 'large') return 2;
	const [, times] = /^(\d*)xlarge$/.exec(size) ?? [];
	return times === undefined ? 1 : 4 * Number(times || 1);
}
