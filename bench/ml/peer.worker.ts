import { answerInWorker } from './answer-in-worker.ts';
import type { NativeRuns } from './native.ts';
import type { Tables } from './workload.ts';
import { workloads } from './workloads.ts';

/** What each file under peers/ exports; see peers/README.md. */
interface Peer {
	readonly name: string;
	prepare(tables: Tables, args: unknown): unknown;
	run(prepared: unknown): unknown;
	quality(result: unknown, prepared: unknown): number | Promise<number>;
}

const peers = import.meta.glob<Peer>('./peers/*.js');

/** Runs one library's code for a workload as often as asked for. */
answerInWorker<{ readonly workload: string; readonly file: string; readonly times: number }>(
	async ({ workload: name, file, times }): Promise<NativeRuns> => {
		const workload = workloads.find((each) => each.name === name)!;
		const { args } = workload.peers!.find((each) => each.file === file)!;
		const peer = await peers[`./peers/${file}`]!();
		const prepared = await peer.prepare(workload.tables(), args);
		const seconds: number[] = [];
		let result: unknown;
		for (let i = 0; i < times; i++) {
			const start = performance.now();
			result = await peer.run(prepared);
			seconds.push((performance.now() - start) / 1000);
		}
		return { name: peer.name, seconds, quality: await peer.quality(result, prepared) };
	}
);
