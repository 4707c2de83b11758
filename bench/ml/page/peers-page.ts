import type { NativeRuns } from '../native.ts';
import { inWorker } from './in-worker.ts';

declare global {
	/** Runs another library's code for a workload in a fresh worker. */
	var runPeer: (workload: string, file: string, times: number) => Promise<NativeRuns>;
}

globalThis.runPeer = (workload, file, times) => {
	const worker = new Worker(new URL('../peer.worker.ts', import.meta.url), { type: 'module' });
	return inWorker(worker, { workload, file, times });
};
