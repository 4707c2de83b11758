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

/** The most that a description may list. */
const MOST = 40;

/**
 * The same, as a job's description gives them: SageMaker fills in those of its own algorithms. Where there are more than a
 * description may list, it gives those of rows that were not learnt from.
 */
export function describedMetrics(record: TrainingJobRecord): MetricDefinitionOutput[] | undefined {
	const all = metricsOf(record);
	const metrics = all.length > MOST ? all.filter(({ name }) => !name.startsWith('train:')) : all;
	return metrics.length === 0 ? undefined : metrics.map(({ name: Name, regex: Regex }) => ({ Name, Regex }));
}
