import type { Context } from '../../core/context.ts';
import { processingJobs } from './processing-record.ts';
import { closeProcessingJob } from './processing-run.ts';

/** Fails the jobs whose script died with the process. */
export async function restoreProcessing(ctx: Context): Promise<void> {
	await ctx.store.transact((tx) => {
		for (const record of ctx.store.values(processingJobs)) {
			if (record.endedAt !== null) continue;
			const failureReason =
				'InternalServerError: The browser tab or process that ran the processing job was closed. Create the job again.';
			closeProcessingJob(tx, { ...record, status: 'Failed', failureReason });
		}
	});
}
