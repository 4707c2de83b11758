import { builtinAlgorithms, recommendedImageOf } from '#ml/registry.ts';
import type { Parameter, Point } from '#ml/tuning/parameter.ts';
import type { Context } from '../../core/context.ts';
import type { TrainingJobInput } from '../training/training-checks.ts';
import { textsOf } from '../tuning/tuning-record.ts';
import type { AutoMLRecord, Resolved } from './automl-record.ts';
import { ruleOf } from './objectives.ts';

export const CANDIDATE_INSTANCE = 'ml.m5.4xlarge';
const DEFAULT_SECONDS = 3600;

/**
 * What is searched. The number of rounds belongs to it, rather than stopping early: so the last value of the metric is that
 * of the model.
 */
export const CANDIDATE_PARAMETERS: readonly Parameter[] = [
	{ type: 'Integer', name: 'num_round', min: 20, max: 200, scaling: 'Logarithmic' },
	{ type: 'Integer', name: 'max_depth', min: 2, max: 10, scaling: 'Linear' },
	{ type: 'Continuous', name: 'eta', min: 0.03, max: 0.5, scaling: 'Logarithmic' },
	{ type: 'Continuous', name: 'min_child_weight', min: 0.5, max: 20, scaling: 'Logarithmic' },
	{ type: 'Continuous', name: 'subsample', min: 0.5, max: 1, scaling: 'Linear' },
	{ type: 'Continuous', name: 'colsample_bytree', min: 0.5, max: 1, scaling: 'Linear' },
	{ type: 'Continuous', name: 'lambda', min: 0.01, max: 100, scaling: 'Logarithmic' }
];

/** Image of the algorithm that the candidates train. */
export function candidateImage({ region }: Context): string {
	const spec = builtinAlgorithms.find(({ name }) => name === 'xgboost')!;
	return recommendedImageOf(spec, region) ?? recommendedImageOf(spec, 'us-east-1')!;
}

/** Input of CreateTrainingJob for the candidate at `point`. */
export function candidateInput(
	ctx: Context,
	{ request }: AutoMLRecord,
	resolved: Resolved,
	jobName: string,
	point: Point
): TrainingJobInput {
	const tabular = request.AutoMLProblemTypeConfig.TabularJobConfig!;
	const seconds = tabular.CompletionCriteria?.MaxRuntimePerTrainingJobInSeconds ?? DEFAULT_SECONDS;
	const channel = (ChannelName: string, S3Uri: string) => ({
		ChannelName,
		ContentType: 'text/csv',
		DataSource: { S3DataSource: { S3DataType: 'S3Prefix' as const, S3Uri } }
	});
	return {
		TrainingJobName: jobName,
		RoleArn: request.RoleArn,
		AlgorithmSpecification: { TrainingImage: candidateImage(ctx), TrainingInputMode: 'File' },
		HyperParameters: {
			...objectiveOf(resolved),
			_tuning_objective_metric: ruleOf(resolved.problemType, resolved.metric)!.measuredBy,
			...textsOf(point)
		},
		InputDataConfig: [channel('train', resolved.trainUri), channel('validation', resolved.validationUri)],
		OutputDataConfig: {
			S3OutputPath: `${folderOf(request.OutputDataConfig.S3OutputPath ?? '')}/tuning`
		},
		ResourceConfig: { InstanceType: CANDIDATE_INSTANCE, InstanceCount: 1, VolumeSizeInGB: 50 },
		StoppingCondition: { MaxRuntimeInSeconds: seconds },
		Tags: request.Tags
	};
}

/** An address without slashes at its end. */
export function folderOf(uri: string): string {
	return uri.replace(/\/+$/, '');
}

function objectiveOf({ problemType, classes }: Resolved): Record<string, string> {
	switch (problemType) {
		case 'Regression':
			return { objective: 'reg:squarederror' };
		case 'BinaryClassification':
			return { objective: 'binary:logistic' };
		case 'MulticlassClassification':
			return { objective: 'multi:softprob', num_class: String(classes) };
	}
}
