import type { Point } from '#ml/tuning/parameter.ts';
import type { Context } from '../../core/context.ts';
import type { TrainingJobInput } from '../training/training-checks.ts';
import { textsOf } from '../tuning/tuning-record.ts';
import type { AutoMLRecord, Resolved } from './automl-record.ts';
import { ruleOf } from './objectives.ts';
import { trainingImage, type Recipe } from './recipes.ts';

export const CANDIDATE_INSTANCE = 'ml.m5.4xlarge';
const DEFAULT_SECONDS = 3600;

/** Input of CreateTrainingJob for the candidate at `point`. */
export function candidateInput(
	ctx: Context,
	{ request }: AutoMLRecord,
	resolved: Resolved,
	recipe: Recipe,
	jobName: string,
	point: Point
): TrainingJobInput {
	const tabular = request.AutoMLProblemTypeConfig.TabularJobConfig!;
	const uris = resolved.prepared[recipe.name]!;
	const seconds = tabular.CompletionCriteria?.MaxRuntimePerTrainingJobInSeconds ?? DEFAULT_SECONDS;
	const channel = (ChannelName: string, S3Uri: string) => ({
		ChannelName,
		ContentType: 'text/csv',
		DataSource: { S3DataSource: { S3DataType: 'S3Prefix' as const, S3Uri } }
	});
	return {
		TrainingJobName: jobName,
		RoleArn: request.RoleArn,
		AlgorithmSpecification: { TrainingImage: trainingImage(ctx, recipe), TrainingInputMode: 'File' },
		HyperParameters: {
			...(recipe.algorithm === 'xgboost' ? treesOf(resolved) : linesOf(resolved)),
			_tuning_objective_metric: ruleOf(resolved.problemType, resolved.metric)![recipe.algorithm].measuredBy,
			...textsOf(point)
		},
		InputDataConfig: [channel('train', uris.train), channel('validation', uris.validation)],
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

function treesOf({ problemType, classes }: Resolved): Record<string, string> {
	switch (problemType) {
		case 'Regression':
			return { objective: 'reg:squarederror' };
		case 'BinaryClassification':
			return { objective: 'binary:logistic' };
		case 'MulticlassClassification':
			return { objective: 'multi:softprob', num_class: String(classes) };
	}
}

/** Most rows of a batch, and batches of an epoch where there are fewer. */
const BATCH = 1000;
const BATCHES = 10;

function linesOf({ problemType, classes, trainRows }: Resolved): Record<string, string> {
	const batch = Math.min(BATCH, Math.max(1, Math.floor(trainRows / BATCHES)));
	const common = { mini_batch_size: String(batch), epochs: '30' };
	switch (problemType) {
		case 'Regression':
			return { ...common, predictor_type: 'regressor' };
		case 'BinaryClassification':
			// The rows that judge the candidates must not choose its threshold too.
			return {
				...common,
				predictor_type: 'binary_classifier',
				binary_classifier_model_selection_criteria: 'loss_function'
			};
		case 'MulticlassClassification':
			return { ...common, predictor_type: 'multiclass_classifier', num_classes: String(classes) };
	}
}
