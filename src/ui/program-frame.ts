import { programUrl } from 'virtual:sagebrush-kernel';
import { openSandboxFrame } from './kernel-frame.ts';

/**
 * Runs one program of a learner in a sandbox of its own, as strict as the kernel's: an opaque origin without network and
 * storage, a gate that stops floods. The program speaks on `port`; the page does not listen. It dies with its frame, which
 * `stop` takes away.
 * @returns the reason when it has ended by itself. Rejects with a PlatformError when the sandbox cannot be loaded
 */
export async function runProgramFrame(
	container: Element,
	port: MessagePort,
	stop: AbortSignal
): Promise<string> {
	const frame = await openSandboxFrame(container, programUrl, 'Program');
	try {
		if (stop.aborted) return 'it was stopped';
		return await new Promise<string>((resolve) => {
			frame.died.on(resolve);
			stop.addEventListener('abort', () => resolve('it was stopped'), { once: true });
			// The frame's other way out, which a kernel uses and a program does not.
			void frame.spawn(new MessageChannel().port1, port);
		});
	} finally {
		frame.close();
	}
}
