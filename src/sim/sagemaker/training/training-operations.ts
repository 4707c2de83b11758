import type {
	CreateTrainingJobResponse,
	DescribeTrainingJobRequest,
	DescribeTrainingJobResponse,
	ListTrainingJobsRequest,
	ListTrainingJobsResponse,
	SecondaryStatus,
	TrainingJobSummary
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import type { Transaction } from '../../core/table.ts';
import { AwsError } from '#base/errors.ts';
import { jobNotFound, resourceArn, validationException } from '../errors.ts';
import { listTable } from '../listing.ts';
import { setTags } from '../tags.ts';
import { launchTrainingJob } from './launch.ts';
import { describedMetrics } from './metric-definitions.ts';
import { describedProfiling } from './profiling.ts';
import { checkTrainingJob, type TrainingJobInput } from './training-checks.ts';
import { enter, isLive, metricChunks, putJob, trainingJobs } from './training-record.ts';
import { refuseUnsupported } from '../unsupported.ts';

type OfJob = Given<DescribeTrainingJobRequest, 'TrainingJobName'>;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html */
export async function createTrainingJob(
	ctx: Context,
	input: TrainingJobInput
): Promise<CreateTrainingJobResponse> {
	checkTrainingJob(input);
	await launchTrainingJob(ctx, input);
	return { TrainingJobArn: resourceArn(ctx, 'training-job', input.TrainingJobName) };
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTrainingJob.html */
export async function describeTrainingJob(
	ctx: Context,
	{ TrainingJobName: name }: OfJob
): Promise<DescribeTrainingJobResponse> {
	const record = ctx.store.get(trainingJobs, name);
	if (!record) throw jobNotFound(name);
	const { request } = record;
	const { Tags: _tags, SessionChainingConfig: _chaining, ...echoed } = request;
	return {
		...echoed,
		AlgorithmSpecification: request.AlgorithmSpecification && {
			...request.AlgorithmSpecification,
			MetricDefinitions: describedMetrics(record)
		},
		TrainingJobName: name,
		TrainingJobArn: resourceArn(ctx, 'training-job', name),
		TuningJobArn: record.tuningJob && resourceArn(ctx, 'hyper-parameter-tuning-job', record.tuningJob),
		AutoMLJobArn: record.autoMLJob && resourceArn(ctx, 'automl-job', record.autoMLJob),
		ModelArtifacts: record.modelArtifacts === null ? undefined : { S3ModelArtifacts: record.modelArtifacts },
		TrainingJobStatus: record.status,
		SecondaryStatus: record.secondaryStatus as SecondaryStatus,
		FailureReason: record.failureReason ?? undefined,
		StoppingCondition: { ...request.StoppingCondition, MaxRuntimeInSeconds: record.maxRuntimeSeconds },
		CreationTime: new Date(record.createdAt),
		TrainingStartTime: dateOf(record.startedAt),
		TrainingEndTime: dateOf(record.endedAt),
		LastModifiedTime: new Date(record.modifiedAt),
		SecondaryStatusTransitions: record.transitions.map(({ status, message, startedAt, endedAt }) => ({
			Status: status as SecondaryStatus,
			StartTime: new Date(startedAt),
			EndTime: dateOf(endedAt),
			StatusMessage: message
		})),
		FinalMetricDataList: record.finalMetrics.map(({ name: MetricName, value, at }) => ({
			MetricName,
			Value: value,
			Timestamp: new Date(at)
		})),
		EnableNetworkIsolation: request.EnableNetworkIsolation ?? false,
		EnableInterContainerTrafficEncryption: request.EnableInterContainerTrafficEncryption ?? false,
		EnableManagedSpotTraining: false,
		...describedProfiling(request, record.createdAt),
		TrainingTimeInSeconds: record.trainingSeconds ?? undefined,
		BillableTimeInSeconds: record.trainingSeconds ?? undefined
	};
}

function dateOf(at: number | null): Date | undefined {
	return at === null ? undefined : new Date(at);
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTrainingJobs.html */
export async function listTrainingJobs(
	ctx: Context,
	input: ListTrainingJobsRequest
): Promise<ListTrainingJobsResponse> {
	refuseUnsupported('ListTrainingJobs', input, ['WarmPoolStatusEquals', 'TrainingPlanArnEquals']);
	const { items, nextToken } = listTable(ctx, trainingJobs, input);
	const summaries = items.map((record): TrainingJobSummary => ({
		TrainingJobName: record.name,
		TrainingJobArn: resourceArn(ctx, 'training-job', record.name),
		CreationTime: new Date(record.createdAt),
		TrainingEndTime: dateOf(record.endedAt),
		LastModifiedTime: new Date(record.modifiedAt),
		TrainingJobStatus: record.status,
		SecondaryStatus: record.secondaryStatus as SecondaryStatus
	}));
	return { TrainingJobSummaries: summaries, NextToken: nextToken };
}

/** Asks the container to stop; what it has learnt so far is uploaded. A job that is stopping already goes on so. */
export async function stopTrainingJob(ctx: Context, { TrainingJobName: name }: OfJob): Promise<object> {
	await ctx.store.transact((tx) => {
		const record = tx.get(trainingJobs, name);
		if (!record) throw jobNotFound(name);
		if (record.status === 'Stopping') return;
		if (record.status !== 'InProgress') {
			throw validationException(
				`The request was rejected because the training job is in status ${record.status}.`
			);
		}
		putJob(tx, { ...enter(record, 'stopping', tx.now), status: 'Stopping' });
	});
	ctx.live.jobs.get(name)?.stop();
	return {};
}

/** Forgets a job that has ended. Its logs and its artefact stay. */
export async function deleteTrainingJob(ctx: Context, { TrainingJobName: name }: OfJob): Promise<object> {
	return ctx.store.transact((tx) => {
		const record = tx.get(trainingJobs, name);
		if (!record) throw jobNotFound(name);
		if (isLive(record)) {
			throw new AwsError(
				'ResourceInUse',
				`The training job '${name}' is in status ${record.status}. Stop it first.`
			);
		}
		tx.remove(trainingJobs, name);
		removeMetrics(tx, ctx, name);
		setTags(tx, resourceArn(ctx, 'training-job', name), []);
		return {};
	});
}

function removeMetrics(tx: Transaction, ctx: Context, jobName: string): void {
	for (const [key, chunk] of ctx.store.entries(metricChunks)) {
		if (chunk.jobName === jobName) tx.remove(metricChunks, key);
	}
}
