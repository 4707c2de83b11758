import type { Context } from '../../core/context.ts';
import { putTuningJob, tuningJobs } from './tuning-record.ts';
import { settleTrial } from './settle-trial.ts';
import { TuningJobRun } from './tuning-run.ts';

/**
 * Goes on with the searches that were under way when the region last ended. Training jobs that were lost count as
 * failed trials, so this comes after those were failed.
 */
export async function restoreTuning(ctx: Context): Promise<void> {
	const names = ctx.store
		.values(tuningJobs)
		.filter(({ status }) => status === 'InProgress' || status === 'Stopping')
		.map(({ name }) => name);
	for (const name of names) {
		const record = await ctx.store.transact((tx) => {
			const before = tx.get(tuningJobs, name)!;
			const open = before.trials.filter(({ endedAt }) => endedAt === null);
			const settled = open.reduce((job, { jobName }) => settleTrial(tx, job, jobName), before);
			putTuningJob(tx, settled);
			return settled;
		});
		const run = new TuningJobRun(ctx, record);
		if (record.status === 'Stopping') run.stop();
		void run.run();
	}
}
