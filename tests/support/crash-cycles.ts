import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Rng } from '#base/rng.ts';
import { CrashWorkload } from './crash-workload.ts';
import { httpCall } from './http-call.ts';
import { startRegion } from './region-process.ts';

/** Writes are small: the server begins a new state many times in each life. */
const SHORT_JOURNAL = { SAGEBRUSH_JOURNAL_BYTES: '20000' };
/** A life is counted in writes, so that a busy machine does as much as an idle one, and ends at any moment after them. */
const MOST_WRITES = 24;
const LONGEST_REST_MS = 40;

export interface CrashReport {
	readonly kills: number;
	readonly acknowledged: number;
	/** Requests that were under way when the server died. */
	readonly unanswered: number;
	/** Whatever was acknowledged and is not there; empty when all is well. */
	readonly lost: readonly string[];
}

/**
 * Starts a server over `folder`, kills it in the middle of a workload, starts it again, and looks whether everything
 * acknowledged is there; as often as `kills` says.
 */
export async function crashCycles(
	main: string,
	folder: string,
	kills: number,
	seed: number,
	onCycle: (done: number) => void = () => {}
): Promise<CrashReport> {
	const rng = new Rng(seed);
	const workload = new CrashWorkload(seed);
	const lost: string[] = [];
	for (let cycle = 0; cycle <= kills; cycle++) {
		const server = await startRegion(main, ['--data', folder, '--clock', 'instant'], SHORT_JOURNAL);
		if (cycle === 0) await makeBucket(server.url);
		const found = await workload.check(server.url);
		lost.push(...found.map((what) => `after kill ${cycle}: ${what}`));
		onCycle(cycle);
		if (cycle < kills) {
			const killing = workload
				.acknowledgedMore(1 + rng.below(MOST_WRITES))
				.then(() => wait(rng.next() * LONGEST_REST_MS))
				.then(() => server.kill());
			await Promise.all([workload.run(server.url), killing]);
		} else await server.stop();
	}
	return { kills, acknowledged: workload.acknowledged, unanswered: workload.unanswered, lost };
}

async function makeBucket(url: string): Promise<void> {
	const agent = new Agent();
	await httpCall(agent, `${url}/crash`, 'PUT');
	agent.destroy();
}
