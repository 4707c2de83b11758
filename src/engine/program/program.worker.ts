import type { ToProgram } from './program-contract.ts';
import { Program } from './program.ts';

/**
 * Entry of the worker in which a learner's program runs: inside a sandbox that has neither network nor storage. The
 * frame's first message brings two ports; the second is the program's.
 */
addEventListener(
	'message',
	({ ports: [, port] }) => {
		if (!port) throw new TypeError('The program needs its port.');
		const { setTimeout, clearTimeout, performance } = globalThis;
		const program = new Program({
			compile: (parameters, body, path) =>
				// The sandbox around this worker is what keeps a learner's code in: that it is text is no more than its form.
				new Function(...parameters, `${body}\n//# sourceURL=${path}`) as (...given: unknown[]) => unknown,
			after: (ms, run) => {
				const timer = setTimeout(run, ms);
				return () => clearTimeout(timer);
			},
			now: () => performance.now(),
			send: (message) => port.postMessage(message)
		});
		addEventListener('unhandledrejection', (event) => {
			event.preventDefault();
			program.rejected(event.reason);
		});
		port.onmessage = ({ data }: MessageEvent<ToProgram>) => program.receive(data);
	},
	{ once: true }
);
