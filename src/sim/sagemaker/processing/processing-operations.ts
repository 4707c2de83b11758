import type {
	CreateProcessingJobResponse,
	DescribeProcessingJobRequest,
	DescribeProcessingJobResponse,
	ListProcessingJobsRequest,
	ListProcessingJobsResponse
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { jobInUse, jobNotFound, resourceArn, validationException } from '../errors.ts';
import { listPage } from '../listing.ts';
import { checkQuota } from '../quota.ts';
import { setTags } from '../tags.ts';
import { checkProcessing } from './processing-checks.ts';
import {
	instanceCountOf,
	processingJobs,
	putProcessingJob,
	type ProcessingInput,
	type ProcessingRecord
} from './processing-record.ts';
import { DEFAULT_RUNTIME_SECONDS, ProcessingRun } from './processing-run.ts';

const KIND = 'processing-job';

type OfJob = Given<DescribeProcessingJobRequest, 'ProcessingJobName'>;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html */
export async function createProcessingJob(
	ctx: Context,
	input: ProcessingInput
): Promise<CreateProcessingJobResponse> {
	const scripts = checkProcessing(ctx, input);
	const name = input.ProcessingJobName;
	const instanceType = input.ProcessingResources.ClusterConfig!.InstanceType!;
	const record = await ctx.store.transact((tx) => {
		if (tx.get(processingJobs, name)) throw jobInUse(ctx, name, KIND);
		const used = ctx.store
			.values(processingJobs)
			.filter((job) => job.instanceType === instanceType && job.endedAt === null)
			.reduce((n, job) => n + instanceCountOf(job), 0);
		checkQuota(ctx, instanceType, 'processing job', used, instanceCountOf({ request: input }));
		const created: ProcessingRecord = {
			name,
			request: input,
			instanceType,
			status: 'InProgress',
			createdAt: tx.now,
			modifiedAt: tx.now,
			startedAt: null,
			endedAt: null,
			exitMessage: null,
			failureReason: null
		};
		putProcessingJob(tx, created);
		setTags(tx, resourceArn(ctx, KIND, name), input.Tags ?? []);
		return created;
	});
	void new ProcessingRun(ctx, scripts, record).run();
	return { ProcessingJobArn: resourceArn(ctx, KIND, name) };
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeProcessingJob.html */
export async function describeProcessingJob(
	ctx: Context,
	{ ProcessingJobName: name }: OfJob
): Promise<DescribeProcessingJobResponse> {
	const record = ctx.store.get(processingJobs, name);
	if (!record) throw jobNotFound(name, KIND);
	const { Tags: _tags, ...echoed } = record.request;
	return {
		...echoed,
		...viewOf(ctx, record),
		StoppingCondition: echoed.StoppingCondition ?? { MaxRuntimeInSeconds: DEFAULT_RUNTIME_SECONDS },
		ProcessingStartTime: record.startedAt === null ? undefined : new Date(record.startedAt)
	};
}

function viewOf(ctx: Context, record: ProcessingRecord) {
	const { name, status, createdAt, modifiedAt, endedAt, exitMessage, failureReason } = record;
	return {
		ProcessingJobName: name,
		ProcessingJobArn: resourceArn(ctx, KIND, name),
		ProcessingJobStatus: status,
		CreationTime: new Date(createdAt),
		LastModifiedTime: new Date(modifiedAt),
		ProcessingEndTime: endedAt === null ? undefined : new Date(endedAt),
		ExitMessage: exitMessage ?? undefined,
		FailureReason: failureReason ?? undefined
	};
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListProcessingJobs.html */
export async function listProcessingJobs(
	ctx: Context,
	input: ListProcessingJobsRequest
): Promise<ListProcessingJobsResponse> {
	const { items, nextToken } = listPage(ctx, ctx.store.values(processingJobs), input);
	return { ProcessingJobSummaries: items.map((record) => viewOf(ctx, record)), NextToken: nextToken };
}

/** Asks the script to stop. What it has written is not kept. A job that is stopping already goes on so. */
export async function stopProcessingJob(ctx: Context, { ProcessingJobName: name }: OfJob): Promise<object> {
	await ctx.store.transact((tx) => {
		const record = tx.get(processingJobs, name);
		if (!record) throw jobNotFound(name, KIND);
		if (record.status === 'Stopping') return;
		if (record.status !== 'InProgress') {
			throw validationException(
				`The request was rejected because the processing job is in status ${record.status}.`
			);
		}
		putProcessingJob(tx, { ...record, status: 'Stopping' });
	});
	ctx.live.searches.get(`processing/${name}`)?.stop();
	return {};
}
