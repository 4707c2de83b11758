import { serveRegion } from './region-server.ts';
import type { Wire } from './rpc.ts';

/** The trusted worker in which the page's region lives. */
serveRegion(globalThis as unknown as Wire, {
	training: () =>
		new Worker(new URL('./training.worker.ts', import.meta.url), { type: 'module', name: 'training' }),
	inference: () =>
		new Worker(new URL('./inference.worker.ts', import.meta.url), { type: 'module', name: 'inference' })
});
