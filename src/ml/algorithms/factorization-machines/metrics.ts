import type { MetricSpec } from '#ml/algorithm.ts';
import { progressMetric, qualityPattern, throughputMetric } from '#ml/first-generation/metrics.ts';

/** A metric, and the predictor_type that it is measured for; absent where it is for both. */
interface FactorMetric extends MetricSpec {
	readonly of?: 'binary_classifier' | 'regressor';
}

/** What the log lines say. @see https://docs.aws.amazon.com/sagemaker/latest/dg/fm-tuning.html */
export const metrics: readonly FactorMetric[] = [
	{ name: 'test:rmse', direction: 'Minimize', regex: qualityPattern('test rmse <loss>'), of: 'regressor' },
	{
		name: 'test:binary_classification_accuracy',
		direction: 'Maximize',
		regex: qualityPattern('test binary_classification_accuracy <score>'),
		of: 'binary_classifier'
	},
	{
		name: 'test:binary_classification_cross_entropy',
		direction: 'Minimize',
		regex: qualityPattern('test binary_classification_cross_entropy <loss>'),
		of: 'binary_classifier'
	},
	{
		name: 'test:binary_f_beta',
		direction: 'Maximize',
		regex: qualityPattern('test binary_f_1.000 <score>'),
		of: 'binary_classifier'
	},
	{
		name: 'train:rmse:epoch',
		direction: 'Minimize',
		isObjective: false,
		regex: qualityPattern('epoch=\\S+, train rmse <loss>'),
		of: 'regressor'
	},
	{
		name: 'train:binary_classification_cross_entropy:epoch',
		direction: 'Minimize',
		isObjective: false,
		regex: qualityPattern('epoch=\\S+, train binary_classification_cross_entropy <loss>'),
		of: 'binary_classifier'
	},
	progressMetric,
	throughputMetric
];
