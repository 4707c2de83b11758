import { Program } from './program.ts';
import type { OpenSandbox } from './sandbox.ts';

/** No sandbox at all: the program runs in this very realm. For tests whose programs are their own. */
export const openInlineSandbox: OpenSandbox = async (onMessage) => {
	let isClosed = false;
	const program = new Program({
		compile: (parameters, body, path) =>
			new Function(...parameters, `${body}\n//# sourceURL=${path}`) as (...given: unknown[]) => unknown,
		after: (ms, run) => {
			const timer = setTimeout(() => {
				if (!isClosed) run();
			}, ms);
			return () => clearTimeout(timer);
		},
		now: () => performance.now(),
		send: (message) => {
			// A turn later, and a copy, as from another realm.
			queueMicrotask(() => {
				if (!isClosed) onMessage(structuredClone(message));
			});
		}
	});
	return {
		post: (message) => program.receive(structuredClone(message)),
		close: () => {
			isClosed = true;
		}
	};
};
