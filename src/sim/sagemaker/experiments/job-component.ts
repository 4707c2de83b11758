import type {
	DescribeTrialComponentResponse,
	TrialComponentArtifact,
	TrialComponentMetricSummary,
	TrialComponentParameterValue
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { MetricPoint } from '../../events.ts';
import { resourceArn } from '../errors.ts';
import { metricChunks, trainingJobs, type TrainingJobRecord } from '../training/training-record.ts';
import type { TrialComponentRecord } from './records.ts';

type JobPart = Pick<
	DescribeTrialComponentResponse,
	| 'Source'
	| 'Status'
	| 'StartTime'
	| 'EndTime'
	| 'Parameters'
	| 'InputArtifacts'
	| 'OutputArtifacts'
	| 'Metrics'
>;

/** What a component's training job gives to it, as of now; undefined where it has none, or where it was deleted. */
export function componentOfJob(ctx: Context, { jobName }: TrialComponentRecord): JobPart | undefined {
	const job = jobName === null ? undefined : ctx.store.get(trainingJobs, jobName);
	if (!job) return undefined;
	const arn = resourceArn(ctx, 'training-job', job.name);
	return {
		Source: { SourceArn: arn, SourceType: 'SageMakerTrainingJob' },
		Status: { PrimaryStatus: job.status, Message: job.failureReason ?? undefined },
		StartTime: job.startedAt === null ? undefined : new Date(job.startedAt),
		EndTime: job.endedAt === null ? undefined : new Date(job.endedAt),
		Parameters: parametersOf(job),
		InputArtifacts: inputsOf(job),
		OutputArtifacts:
			job.modelArtifacts === null ? {} : { 'SageMaker.ModelArtifact': { Value: job.modelArtifacts } },
		Metrics: metricsOf(ctx, job.name, arn)
	};
}

function parametersOf(job: TrainingJobRecord): Record<string, TrialComponentParameterValue> {
	const given = Object.entries(job.request.HyperParameters ?? {});
	return {
		...Object.fromEntries(given.map(([name, text]) => [name, valueOf(text)])),
		'SageMaker.ImageUri': { StringValue: job.image },
		'SageMaker.InstanceCount': { NumberValue: job.instanceCount },
		'SageMaker.InstanceType': { StringValue: job.instanceType },
		'SageMaker.VolumeSizeInGB': { NumberValue: job.request.ResourceConfig?.VolumeSizeInGB ?? 0 }
	};
}

function valueOf(text: string): TrialComponentParameterValue {
	const number = Number(text);
	return text.trim() !== '' && Number.isFinite(number) ? { NumberValue: number } : { StringValue: text };
}

function inputsOf({ request }: TrainingJobRecord): Record<string, TrialComponentArtifact> {
	const channels = (request.InputDataConfig ?? []).map((channel) => {
		const Value = channel.DataSource?.S3DataSource?.S3Uri ?? '';
		return [channel.ChannelName!, { MediaType: channel.ContentType, Value }] as const;
	});
	return Object.fromEntries(channels);
}

function metricsOf(ctx: Context, jobName: string, arn: string): TrialComponentMetricSummary[] {
	const byName = new Map<string, MetricPoint[]>();
	const chunks = ctx.store.values(metricChunks).filter((chunk) => chunk.jobName === jobName);
	for (const { points } of chunks.sort((a, b) => a.index - b.index)) {
		for (const point of points) byName.set(point.name, [...(byName.get(point.name) ?? []), point]);
	}
	return [...byName].map(([name, points]) => summaryOf(name, points, arn));
}

function summaryOf(name: string, points: readonly MetricPoint[], arn: string): TrialComponentMetricSummary {
	const values = points.map(({ value }) => value);
	const last = points.at(-1)!;
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
	return {
		MetricName: name,
		SourceArn: arn,
		TimeStamp: new Date(last.at),
		Max: values.reduce((a, b) => Math.max(a, b)),
		Min: values.reduce((a, b) => Math.min(a, b)),
		Last: last.value,
		Count: values.length,
		Avg: mean,
		StdDev: Math.sqrt(variance)
	};
}
