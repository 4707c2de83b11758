import type { Run } from '../workload.ts';

declare global {
	/** Runs a workload in a fresh worker. */
	var runWorkload: (name: string, times: number) => Promise<Run[]>;
}

globalThis.runWorkload = (name, times) =>
	new Promise((resolve, reject) => {
		const worker = new Worker(new URL('../workload.worker.ts', import.meta.url), { type: 'module' });
		worker.onmessage = ({ data }: MessageEvent<{ runs?: Run[]; error?: string }>) => {
			worker.terminate();
			if (data.runs) resolve(data.runs);
			else reject(new Error(data.error));
		};
		worker.onerror = (event) => reject(new Error(event.message));
		worker.postMessage({ name, times });
	});
