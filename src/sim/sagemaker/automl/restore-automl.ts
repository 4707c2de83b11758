import type { Context } from '../../core/context.ts';
import { autoMLJobs, putAutoMLJob } from './automl-record.ts';

/** Fails what was under way when the region last ended: the prepared data were in the process that died. */
export async function restoreAutoML(ctx: Context): Promise<void> {
	await ctx.store.transact((tx) => {
		for (const record of ctx.store.values(autoMLJobs)) {
			if (record.status !== 'InProgress') continue;
			const failureReason = `InternalServerError: The browser tab or process that ran the AutoML job was closed while the job was in status ${record.secondaryStatus}. Create the job again.`;
			const candidates = record.candidates.map((each) =>
				each.endedAt === null ? { ...each, endedAt: tx.now, status: 'Failed' as const } : each
			);
			const end = { status: 'Failed', secondaryStatus: 'Failed', endedAt: tx.now } as const;
			putAutoMLJob(tx, { ...record, ...end, failureReason, candidates });
		}
	});
}
