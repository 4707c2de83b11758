import type { MetricDefinition as MetricDefinitionOutput } from '@aws-sdk/client-sagemaker';
import { builtinAlgorithmOf } from '#ml/registry.ts';
import type { MetricDefinition } from './metric-reader.ts';
import type { TrainingJobRecord } from './training-record.ts';

/** Expressions of the algorithm, or of the request where the image is the learner's own. */
export function metricsOf({
	image,
	request
}: Pick<TrainingJobRecord, 'image' | 'request'>): readonly MetricDefinition[] {
	const own = request.AlgorithmSpecification?.MetricDefinitions ?? [];
	return builtinAlgorithmOf(image)?.metrics ?? own.map(({ Name, Regex }) => ({ name: Name!, regex: Regex! }));
}

/** The same, as a job's description gives them: SageMaker fills in those of its own algorithms. */
export function describedMetrics(record: TrainingJobRecord): MetricDefinitionOutput[] | undefined {
	const metrics = metricsOf(record);
	return metrics.length === 0 ? undefined : metrics.map(({ name: Name, regex: Regex }) => ({ Name, Regex }));
}
