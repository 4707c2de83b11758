import type { MetricSpec } from '#ml/algorithm.ts';
import { progressMetric, qualityPattern, throughputMetric } from '#ml/first-generation/metrics.ts';

/** A metric, and the predictor_type that it is measured for; absent where it is for all. */
interface LinearMetric extends MetricSpec {
	readonly of?: 'binary_classifier' | 'multiclass_classifier' | 'regressor';
}

const REGRESSOR: readonly (readonly [string, string])[] = [
	['absolute_loss', 'absolute_loss <loss>'],
	['mse', 'mse <loss>']
];
const BINARY: readonly (readonly [string, string])[] = [
	['binary_classification_accuracy', 'binary_classification_accuracy <score>'],
	['binary_f_beta', 'binary_f_\\S+ <score>'],
	['precision', 'precision <score>'],
	['recall', 'recall <score>'],
	['roc_auc_score', 'roc_auc_score <score>']
];
const MULTICLASS: readonly (readonly [string, string])[] = [
	['dcg', 'dcg <score>'],
	['macro_f_beta', 'macro_f_\\S+ <score>'],
	['macro_precision', 'macro_precision <score>'],
	['macro_recall', 'macro_recall <score>'],
	['multiclass_accuracy', 'multiclass_accuracy <score>'],
	['multiclass_top_k_accuracy', 'multiclass_top_k_accuracy_\\S+ <score>']
];

function finalMetrics(channel: 'test' | 'validation'): LinearMetric[] {
	const regressor = channel === 'test' ? REGRESSOR : [...REGRESSOR, ['rmse', 'rmse <loss>'] as const];
	const of = (
		type: NonNullable<LinearMetric['of']>,
		direction: 'Minimize' | 'Maximize',
		entries: readonly (readonly [string, string])[]
	): LinearMetric[] =>
		entries.map(([name, words]) => ({
			name: `${channel}:${name}`,
			direction,
			regex: qualityPattern(`${channel} ${words}`),
			of: type
		}));
	return [
		...of('regressor', 'Minimize', regressor),
		...of('binary_classifier', 'Maximize', BINARY),
		...of('multiclass_classifier', 'Maximize', MULTICLASS)
	];
}

/** What the log lines say. @see https://docs.aws.amazon.com/sagemaker/latest/dg/linear-learner-tuning.html */
export const metrics: readonly LinearMetric[] = [
	...finalMetrics('test'),
	{
		name: 'test:objective_loss',
		direction: 'Minimize',
		regex: qualityPattern('test \\S+_objective <loss>')
	},
	...finalMetrics('validation'),
	{
		name: 'validation:objective_loss',
		direction: 'Minimize',
		regex: qualityPattern('epoch=\\S+, validation \\S+_objective <loss>')
	},
	{
		name: 'train:objective_loss',
		direction: 'Minimize',
		isObjective: false,
		regex: qualityPattern('epoch=\\S+, train \\S+_objective <loss>')
	},
	progressMetric,
	throughputMetric
];
