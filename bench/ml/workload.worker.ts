import { openGpu } from '#engine/web-gpu.ts';
import { answerInWorker } from './answer-in-worker.ts';
import { createHost } from './train.ts';
import type { Place, Run, Timed } from './workload.ts';
import { workloads } from './workloads.ts';

/** Runs one workload as often as asked for; not at all where there is no such graphics processor. */
answerInWorker<{ readonly name: string; readonly times: number; readonly place: Place }>(
	async ({ name, times, place }): Promise<Timed> => {
		const workload = workloads.find((each) => each.name === name)!;
		const gpu = place === 'cpu' ? null : await openGpu({ allowSoftware: place === 'software' });
		const runs: Run[] = [];
		if (place !== 'cpu' && !gpu) return { runs, gpu: null };
		const tables = workload.tables();
		const host = createHost(
			() => performance.now(),
			gpu,
			(line) => {
				if (line.includes('the GPU failed')) throw new Error(line);
			}
		);
		for (let i = 0; i < times; i++) runs.push(await workload.run(tables, host));
		gpu?.close();
		return { runs, gpu: gpu?.name ?? null };
	}
);
