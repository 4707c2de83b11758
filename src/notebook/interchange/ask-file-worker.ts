import { PlatformError } from '#base/errors.ts';
import { Peer } from '#engine/rpc.ts';
import type { InterchangeContract } from './interchange-contract.ts';

/** One question to the worker that reads and writes files; the worker lives as long as its answer takes. */
export async function askFileWorker<M extends keyof InterchangeContract & string>(
	method: M,
	params: InterchangeContract[M]['params']
): Promise<InterchangeContract[M]['result']> {
	const worker = new Worker(new URL('./interchange.worker.ts', import.meta.url), {
		type: 'module',
		name: 'files'
	});
	const peer = new Peer<Record<never, never>, InterchangeContract>(worker, {});
	worker.addEventListener('error', (event) => {
		peer.close(
			new PlatformError('FileWorkerDied', `The worker that reads files has broken down: ${event.message}`)
		);
	});
	try {
		return await peer.call(method, params);
	} finally {
		worker.terminate();
	}
}
