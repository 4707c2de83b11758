import type { Context } from '../core/context.ts';
import { bringBack, bringDown, bringForward, bringUp } from './hosting/endpoint-life.ts';
import { endpoints } from './hosting/hosting-records.ts';
import { modernEndpoint } from './hosting/modern-endpoint.ts';
import { resumeFeatureGroups } from './feature-store/group-life.ts';
import { resumeSchedules } from './monitoring/schedule-states.ts';
import { resumeNotebooks } from './notebooks/notebook-life.ts';
import { resumeExecutions } from './pipelines/execution-run.ts';
import { trainingJobs } from './training/training-record.ts';
import { closeJob, failed } from './training/training-run.ts';
import { restoreAutoML } from './automl/restore-automl.ts';
import { closeTransformJob, transformJobs } from './transform/transform-record.ts';
import { restoreProcessing } from './processing/restore-processing.ts';
import { restoreTuning } from './tuning/restore-tuning.ts';

/**
 * Takes up what was under way when the region last ended. Jobs whose instance died with it fail, as of the last time
 * that was stored; endpoints that were being made or deleted go on with that, and so do executions of
 * pipelines.
 */
export async function restoreSageMaker(ctx: Context, lastSeen: number | null): Promise<void> {
	await ctx.store.transact((tx) => {
		for (const job of ctx.store.values(trainingJobs)) {
			if (job.status !== 'InProgress' && job.status !== 'Stopping') continue;
			const at = Math.max(job.modifiedAt, Math.round(lastSeen ?? 0));
			closeJob(tx, failed(job, lostReason('training', job.secondaryStatus), at), at);
		}
		for (const job of ctx.store.values(transformJobs)) {
			if (job.status !== 'InProgress' && job.status !== 'Stopping') continue;
			const at = Math.max(job.modifiedAt, Math.round(lastSeen ?? 0));
			const failureReason = lostReason('transform', job.status);
			closeTransformJob(tx, job, { status: 'Failed', failureReason }, at);
		}
	});
	await modernise(ctx);
	await restoreTuning(ctx);
	await restoreAutoML(ctx);
	await restoreProcessing(ctx);
	for (const endpoint of ctx.store.values(endpoints)) {
		if (endpoint.status === 'Creating') void bringUp(ctx, endpoint);
		if (endpoint.status === 'Updating') void bringForward(ctx, endpoint);
		if (endpoint.status === 'RollingBack') void bringBack(ctx, endpoint);
		if (endpoint.status === 'Deleting') void bringDown(ctx, endpoint);
	}
	resumeExecutions(ctx);
	resumeFeatureGroups(ctx);
	resumeNotebooks(ctx);
	resumeSchedules(ctx);
}

/** Endpoints that an earlier release stored have another form. */
async function modernise(ctx: Context): Promise<void> {
	await ctx.store.transact((tx) => {
		for (const [name, stored] of ctx.store.entries(endpoints)) {
			const endpoint = modernEndpoint(stored);
			if (endpoint !== stored) tx.put(endpoints, name, endpoint);
		}
	});
}

function lostReason(kind: string, status: string): string {
	return `InternalServerError: The browser tab or process that ran the ${kind} instance was closed while the job was in status ${status}. Create the job again.`;
}
