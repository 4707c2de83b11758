import type { Place, Timed } from '../workload.ts';
import { inWorker } from './in-worker.ts';

declare global {
	/** Runs a workload in a fresh worker. */
	var runWorkload: (name: string, times: number, place: Place) => Promise<Timed>;
}

globalThis.runWorkload = (name, times, place) => {
	const worker = new Worker(new URL('../workload.worker.ts', import.meta.url), { type: 'module' });
	return inWorker(worker, { name, times, place });
};
