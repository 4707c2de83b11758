import type {
	CreateTransformJobResponse,
	DescribeTransformJobRequest,
	DescribeTransformJobResponse,
	ListTransformJobsRequest,
	ListTransformJobsResponse,
	TransformJobSummary
} from '@aws-sdk/client-sagemaker';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import type { Transaction } from '../../core/table.ts';
import { couldNotFind, jobNotFound, resourceArn, validationException } from '../errors.ts';
import { models } from '../hosting/hosting-records.ts';
import { containersOf } from '../hosting/model-operations.ts';
import { newContainer } from '../hosting/plan-endpoint.ts';
import { listPage } from '../listing.ts';
import { checkQuota } from '../quota.ts';
import { setTags } from '../tags.ts';
import { checkTransformJob, type TransformJobInput } from './transform-checks.ts';
import { putTransformJob, transformJobs, type TransformJobRecord } from './transform-record.ts';
import { liveKey, TransformJobRun } from './transform-run.ts';

type OfJob = Given<DescribeTransformJobRequest, 'TransformJobName'>;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTransformJob.html */
export async function createTransformJob(
	ctx: Context,
	input: TransformJobInput
): Promise<CreateTransformJobResponse> {
	checkTransformJob(input);
	const name = input.TransformJobName;
	const arn = resourceArn(ctx, 'transform-job', name);
	const record = await ctx.store.transact((tx) => {
		if (tx.get(transformJobs, name)) throw inUse(arn);
		const created: TransformJobRecord = {
			name,
			request: input,
			...modelIn(tx, ctx, input.ModelName),
			instanceType: input.TransformResources.InstanceType!,
			instanceCount: input.TransformResources.InstanceCount!,
			status: 'InProgress',
			createdAt: tx.now,
			modifiedAt: tx.now,
			startedAt: null,
			endedAt: null,
			failureReason: null
		};
		const { instanceType, instanceCount } = created;
		checkQuota(ctx, instanceType, 'transform job', instancesOf(ctx, instanceType), instanceCount);
		putTransformJob(tx, created);
		setTags(tx, arn, input.Tags ?? []);
		return created;
	});
	void new TransformJobRun(ctx, record).run();
	return { TransformJobArn: arn };
}

function inUse(arn: string): AwsError {
	return new AwsError(
		'ResourceInUse',
		`Job name must be unique within an AWS account and region, and a job with this name already exists (${arn})`,
		400,
		{ hint: 'Give the job another name, with the time in it for instance.' }
	);
}

function modelIn(
	tx: Transaction,
	ctx: Context,
	modelName: string
): Pick<TransformJobRecord, 'containers' | 'roleArn'> {
	const model = tx.get(models, modelName);
	if (!model) throw couldNotFind(ctx, 'model', modelName);
	const { request } = model;
	const containers = containersOf(request).map(newContainer);
	if (
		containers.some(({ isMultiModel }) => isMultiModel) ||
		request.InferenceExecutionConfig?.Mode === 'Direct'
	) {
		throw validationException(
			`The model ${modelName} cannot be used by a transform job: its requests would have to name a model or a container.`
		);
	}
	return { containers, roleArn: request.ExecutionRoleArn };
}

function instancesOf(ctx: Context, instanceType: string): number {
	return ctx.store
		.values(transformJobs)
		.filter((job) => job.instanceType === instanceType && isLive(job))
		.reduce((n, { instanceCount }) => n + instanceCount, 0);
}

function isLive({ status }: TransformJobRecord): boolean {
	return status === 'InProgress' || status === 'Stopping';
}

/** @throws AwsError ValidationException */
function needJob(source: Pick<Transaction, 'get'>, name: string): TransformJobRecord {
	const record = source.get(transformJobs, name);
	if (record) return record;
	throw jobNotFound(name, 'transform-job');
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTransformJob.html */
export async function describeTransformJob(
	ctx: Context,
	{ TransformJobName: name }: OfJob
): Promise<DescribeTransformJobResponse> {
	const record = needJob(ctx.store, name);
	const { Tags: _tags, ...echoed } = record.request;
	return {
		...echoed,
		TransformJobName: name,
		TransformJobArn: resourceArn(ctx, 'transform-job', name),
		ModelName: record.request.ModelName,
		TransformInput: record.request.TransformInput,
		TransformResources: record.request.TransformResources,
		TransformJobStatus: record.status,
		FailureReason: record.failureReason ?? undefined,
		DataProcessing: { InputFilter: '$', OutputFilter: '$', JoinSource: 'None', ...echoed.DataProcessing },
		CreationTime: new Date(record.createdAt),
		TransformStartTime: dateOf(record.startedAt),
		TransformEndTime: dateOf(record.endedAt)
	};
}

function dateOf(at: number | null): Date | undefined {
	return at === null ? undefined : new Date(at);
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTransformJobs.html */
export async function listTransformJobs(
	ctx: Context,
	input: ListTransformJobsRequest
): Promise<ListTransformJobsResponse> {
	const { items, nextToken } = listPage(ctx, ctx.store.values(transformJobs), input);
	const summaries = items.map((record): TransformJobSummary => ({
		TransformJobName: record.name,
		TransformJobArn: resourceArn(ctx, 'transform-job', record.name),
		CreationTime: new Date(record.createdAt),
		TransformEndTime: dateOf(record.endedAt),
		LastModifiedTime: new Date(record.modifiedAt),
		TransformJobStatus: record.status,
		FailureReason: record.failureReason ?? undefined
	}));
	return { TransformJobSummaries: summaries, NextToken: nextToken };
}

/** Ends a job after the requests that are under way; objects that are done keep their output. */
export async function stopTransformJob(ctx: Context, { TransformJobName: name }: OfJob): Promise<object> {
	await ctx.store.transact((tx) => {
		const record = needJob(tx, name);
		if (record.status === 'Stopping') return;
		if (record.status !== 'InProgress') {
			throw validationException(
				`The request was rejected because the transform job is in status ${record.status}.`
			);
		}
		putTransformJob(tx, { ...record, status: 'Stopping' });
	});
	ctx.live.jobs.get(liveKey(name))?.stop();
	return {};
}
