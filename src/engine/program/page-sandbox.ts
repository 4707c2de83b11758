import { PlatformError } from '#base/errors.ts';
import type { OpenSandbox } from './sandbox.ts';

/**
 * Sandboxes that the page makes, for a worker that cannot: each speaks over a channel of its own, of which the page hands
 * the other end into the frame and hears nothing itself.
 * @param ask asks the page for one; resolves with the reason of its end
 */
export function pageSandbox(ask: (port: MessagePort, stop: AbortSignal) => Promise<string>): OpenSandbox {
	return async (onMessage, onEnd) => {
		const { port1, port2 } = new MessageChannel();
		const closing = new AbortController();
		port1.onmessage = ({ data }: MessageEvent<unknown>) => onMessage(data);
		const end = (reason: string): void => {
			if (!closing.signal.aborted) onEnd(reason);
		};
		ask(port2, closing.signal).then(end, (error: unknown) =>
			end(error instanceof Error ? error.message : String(error))
		);
		return {
			post: (message) => port1.postMessage(message),
			close: () => {
				closing.abort(new PlatformError('Stopped', 'The program is over.'));
				port1.close();
			}
		};
	};
}
