import { answerInWorker } from './answer-in-worker.ts';
import { createHost } from './train.ts';
import type { Run } from './workload.ts';
import { workloads } from './workloads.ts';

/** Runs one workload as often as asked for. */
answerInWorker<{ readonly name: string; readonly times: number }>(async ({ name, times }) => {
	const workload = workloads.find((each) => each.name === name)!;
	const tables = workload.tables();
	const host = createHost(() => performance.now());
	const runs: Run[] = [];
	for (let i = 0; i < times; i++) runs.push(await workload.run(tables, host));
	return runs;
});
