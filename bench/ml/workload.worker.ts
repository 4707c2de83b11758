import { createHost } from './train.ts';
import type { Run, Tables } from './workload.ts';
import { workloads } from './workloads.ts';

/** Runs one workload as often as asked for; the page hears of each run. */
addEventListener('message', (event: MessageEvent<{ name: string; times: number }>) => {
	void runAll(event.data.name, event.data.times).then(
		(runs) => postMessage({ runs }),
		(error: unknown) => postMessage({ error: String((error as Error).stack ?? error) })
	);
});

async function runAll(name: string, times: number): Promise<Run[]> {
	const workload = workloads.find((each) => each.name === name)!;
	const tables: Tables = workload.tables();
	const host = createHost(() => performance.now());
	const runs: Run[] = [];
	for (let i = 0; i < times; i++) runs.push(await workload.run(tables, host));
	return runs;
}
