import type { MetricSpec } from '#ml/algorithm.ts';
import { qualityPattern } from '#ml/first-generation/metrics.ts';

/** What the log lines say. @see https://docs.aws.amazon.com/sagemaker/latest/dg/ip-insights-tuning.html */
export const metrics: readonly MetricSpec[] = [
	{
		name: 'validation:discriminator_auc',
		direction: 'Maximize',
		regex: qualityPattern('epoch=\\S+, validation discriminator_auc <score>')
	}
];
