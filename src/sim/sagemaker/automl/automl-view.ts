import type {
	AutoMLCandidate,
	AutoMLContainerDefinition,
	AutoMLJobSummary,
	DescribeAutoMLJobV2Response
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import { resourceArn } from '../errors.ts';
import type { AutoMLRecord, CandidateRecord, Resolved } from './automl-record.ts';
import { ruleOf } from './objectives.ts';
import { preprocessorImage, recipeOf, trainingImage } from './recipes.ts';

/** An AutoML job as DescribeAutoMLJobV2 shows it. */
export function describeAutoML(ctx: Context, record: AutoMLRecord): DescribeAutoMLJobV2Response {
	const { request, resolved } = record;
	const { Tags: _tags, ...echoed } = request;
	const best = bestCandidate(record);
	const tabular = request.AutoMLProblemTypeConfig.TabularJobConfig;
	return {
		...echoed,
		AutoMLProblemTypeConfigName: 'Tabular',
		AutoMLJobArn: resourceArn(ctx, 'automl-job', record.name),
		...timesOf(record),
		AutoMLJobStatus: record.status,
		AutoMLJobSecondaryStatus: record.secondaryStatus,
		FailureReason: record.failureReason ?? undefined,
		BestCandidate: best ? candidateView(ctx, record, best) : undefined,
		ResolvedAttributes: resolved
			? {
					AutoMLJobObjective: { MetricName: resolved.metric },
					CompletionCriteria: { ...tabular?.CompletionCriteria, MaxCandidates: record.limit },
					AutoMLProblemTypeResolvedAttributes: {
						TabularResolvedAttributes: { ProblemType: resolved.problemType }
					}
				}
			: undefined
	};
}

/** An AutoML job as ListAutoMLJobs shows it. */
export function autoMLSummary(ctx: Context, record: AutoMLRecord): AutoMLJobSummary {
	return {
		AutoMLJobName: record.name,
		AutoMLJobArn: resourceArn(ctx, 'automl-job', record.name),
		AutoMLJobStatus: record.status,
		AutoMLJobSecondaryStatus: record.secondaryStatus,
		...timesOf(record),
		FailureReason: record.failureReason ?? undefined
	};
}

interface Times {
	readonly CreationTime: Date;
	readonly EndTime: Date | undefined;
	readonly LastModifiedTime: Date;
}

function timesOf({ createdAt, endedAt, modifiedAt }: AutoMLRecord): Times {
	return {
		CreationTime: new Date(createdAt),
		EndTime: endedAt === null ? undefined : new Date(endedAt),
		LastModifiedTime: new Date(modifiedAt)
	};
}

/** The candidate with the best objective so far. */
export function bestCandidate({ candidates, resolved }: AutoMLRecord): CandidateRecord | null {
	if (!resolved) return null;
	const sign = ruleOf(resolved.problemType, resolved.metric)!.type === 'Maximize' ? -1 : 1;
	return candidates.reduce<CandidateRecord | null>((best, each) => {
		if (each.value === null) return best;
		return best === null || sign * each.value < sign * best.value! ? each : best;
	}, null);
}

/** A candidate: the training job, what it came to, and the container that serves it. */
export function candidateView(
	ctx: Context,
	{ resolved }: AutoMLRecord,
	candidate: CandidateRecord
): AutoMLCandidate {
	const { jobName, value, endedAt, createdAt, modelArtifacts } = candidate;
	const metric = resolved!.metric;
	return {
		CandidateName: jobName,
		CandidateStatus: candidate.status,
		ObjectiveStatus: endedAt === null ? 'Pending' : value === null ? 'Failed' : 'Succeeded',
		CandidateSteps: [
			{
				CandidateStepType: 'AWS::SageMaker::TrainingJob',
				CandidateStepName: jobName,
				CandidateStepArn: resourceArn(ctx, 'training-job', jobName)
			}
		],
		FinalAutoMLJobObjectiveMetric:
			value === null
				? undefined
				: {
						Type: ruleOf(resolved!.problemType, metric)!.type,
						MetricName: metric,
						StandardMetricName: metric,
						Value: value
					},
		InferenceContainers:
			modelArtifacts === null ? undefined : containersOf(ctx, resolved!, candidate, modelArtifacts),
		CreationTime: new Date(createdAt),
		EndTime: endedAt === null ? undefined : new Date(endedAt),
		LastModifiedTime: new Date(endedAt ?? createdAt),
		FailureReason: candidate.failureReason ?? undefined
	};
}

/** What prepares the rows of a request, where anything does, and the model behind it. */
function containersOf(
	ctx: Context,
	{ prepared }: Resolved,
	candidate: CandidateRecord,
	modelArtifacts: string
): AutoMLContainerDefinition[] {
	const recipe = recipeOf(candidate);
	const image = preprocessorImage(ctx, recipe);
	const before = prepared?.[recipe.name]?.preprocessor ?? null;
	const model = { Image: trainingImage(ctx, recipe), ModelDataUrl: modelArtifacts, Environment: {} };
	if (image === null || before === null) return [model];
	return [{ Image: image, ModelDataUrl: before, Environment: {} }, model];
}
