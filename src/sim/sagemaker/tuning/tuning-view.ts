import type {
	DescribeHyperParameterTuningJobResponse,
	HyperParameterTrainingJobSummary,
	HyperParameterTuningJobSummary,
	ObjectiveStatus,
	ObjectiveStatusCounters,
	TrainingJobStatusCounters
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import { resourceArn } from '../errors.ts';
import { trainingJobs } from '../training/training-record.ts';
import { OBJECTIVE_HYPERPARAMETER } from './algorithm-checks.ts';
import { notImproving } from './completion.ts';
import { bestTrial, textsOf, type TrialRecord, type TuningJobRecord } from './tuning-record.ts';

/** A tuning job as DescribeHyperParameterTuningJob shows it. */
export function describeTuning(
	ctx: Context,
	record: TuningJobRecord
): DescribeHyperParameterTuningJobResponse {
	const { request, objective } = record;
	const { Tags: _tags, ...echoed } = request;
	const { StaticHyperParameters } = request.TrainingJobDefinition;
	const statics = { [OBJECTIVE_HYPERPARAMETER]: objective.MetricName, ...StaticHyperParameters };
	const best = bestTrial(record);
	const until = record.endedAt ?? ctx.clock.now();
	return {
		...echoed,
		TrainingJobDefinition: { ...request.TrainingJobDefinition, StaticHyperParameters: statics },
		HyperParameterTuningJobArn: resourceArn(ctx, 'hyper-parameter-tuning-job', record.name),
		HyperParameterTuningJobStatus: record.status,
		CreationTime: new Date(record.createdAt),
		HyperParameterTuningEndTime: dateOf(record.endedAt),
		LastModifiedTime: new Date(record.modifiedAt),
		...countersOf(record),
		BestTrainingJob: best ? trialSummary(ctx, record, best) : undefined,
		FailureReason: record.failureReason ?? undefined,
		TuningJobCompletionDetails: { NumberOfTrainingJobsObjectiveNotImproving: notImproving(record) },
		ConsumedResources: { RuntimeInSeconds: Math.round((until - record.createdAt) / 1000) }
	};
}

/** A tuning job as ListHyperParameterTuningJobs shows it. */
export function tuningSummary(ctx: Context, record: TuningJobRecord): HyperParameterTuningJobSummary {
	const { Strategy, ResourceLimits } = record.request.HyperParameterTuningJobConfig;
	return {
		HyperParameterTuningJobName: record.name,
		HyperParameterTuningJobArn: resourceArn(ctx, 'hyper-parameter-tuning-job', record.name),
		HyperParameterTuningJobStatus: record.status,
		Strategy,
		CreationTime: new Date(record.createdAt),
		HyperParameterTuningEndTime: dateOf(record.endedAt),
		LastModifiedTime: new Date(record.modifiedAt),
		...countersOf(record),
		ResourceLimits
	};
}

/** One of its training jobs; while that still runs, as it is now. */
export function trialSummary(
	ctx: Context,
	record: TuningJobRecord,
	trial: TrialRecord
): HyperParameterTrainingJobSummary {
	const { name, objective, request } = record;
	const job = trial.endedAt === null ? ctx.store.get(trainingJobs, trial.jobName) : undefined;
	const status = job?.status ?? trial.status;
	return {
		TrainingJobDefinitionName: request.TrainingJobDefinition.DefinitionName,
		TrainingJobName: trial.jobName,
		TrainingJobArn: resourceArn(ctx, 'training-job', trial.jobName),
		TuningJobName: name,
		CreationTime: new Date(trial.createdAt),
		TrainingStartTime: dateOf(job?.startedAt ?? trial.startedAt),
		TrainingEndTime: dateOf(trial.endedAt),
		TrainingJobStatus: status,
		TunedHyperParameters: textsOf(trial.point),
		FailureReason: trial.failureReason ?? undefined,
		FinalHyperParameterTuningJobObjectiveMetric:
			trial.value === null
				? undefined
				: { Type: objective.Type, MetricName: objective.MetricName, Value: trial.value },
		ObjectiveStatus: objectiveStatusOf(trial)
	};
}

function objectiveStatusOf({ endedAt, value }: TrialRecord): ObjectiveStatus {
	if (endedAt === null) return 'Pending';
	return value === null ? 'Failed' : 'Succeeded';
}

interface Counters {
	readonly TrainingJobStatusCounters: TrainingJobStatusCounters;
	readonly ObjectiveStatusCounters: ObjectiveStatusCounters;
}

function countersOf({ trials }: TuningJobRecord): Counters {
	const having = (...statuses: TrialRecord['status'][]): number =>
		trials.filter(({ status }) => statuses.includes(status)).length;
	const objectives = trials.map(objectiveStatusOf);
	const failed = trials.filter(({ status }) => status === 'Failed');
	const retryable = failed.filter(({ failureReason }) => failureReason?.startsWith('InternalServerError'));
	return {
		TrainingJobStatusCounters: {
			Completed: having('Completed'),
			InProgress: having('InProgress', 'Stopping'),
			RetryableError: retryable.length,
			NonRetryableError: failed.length - retryable.length,
			Stopped: having('Stopped')
		},
		ObjectiveStatusCounters: {
			Succeeded: objectives.filter((each) => each === 'Succeeded').length,
			Pending: objectives.filter((each) => each === 'Pending').length,
			Failed: objectives.filter((each) => each === 'Failed').length
		}
	};
}

function dateOf(at: number | null): Date | undefined {
	return at === null ? undefined : new Date(at);
}
