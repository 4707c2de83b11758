import type { ScriptOutcome, ScriptRun } from '../../ports.ts';

interface Started {
	readonly run: ScriptRun;
	/** The end of `run`, or what its end means. */
	readonly finished: Promise<ScriptOutcome>;
}

/**
 * Waits for the programs of all hosts, in the order of the hosts. The first that fails takes the instances of the others
 * away; its error is the job's, once all of them are over.
 */
export async function runOnHosts(started: readonly Started[]): Promise<ScriptOutcome[]> {
	try {
		return await Promise.all(started.map(({ finished }) => finished));
	} catch (error) {
		for (const { run } of started) run.kill();
		await Promise.allSettled(started.map(({ finished }) => finished));
		throw error;
	}
}
