import type { LinearHyperparameters } from './hyperparameters.ts';
import type { Candidate } from './candidates.ts';

/**
 * What a row of each class weighs, model after model; null where every row weighs 1.
 * @returns models · classes
 */
export function classWeights(
	p: LinearHyperparameters,
	candidates: readonly Candidate[],
	labels: Float32Array
): Float64Array | null {
	if (p.predictor_type === 'regressor') return null;
	const classes = p.predictor_type === 'binary_classifier' ? 2 : p.num_classes!;
	const counts = new Float64Array(classes);
	for (const label of labels) counts[label]!++;
	if (p.predictor_type === 'multiclass_classifier') {
		if (p.balance_multiclass_weights === 'false') return null;
		const there = counts.filter((count) => count > 0).length;
		const balanced = counts.map((count) => (count > 0 ? labels.length / (there * count) : 1));
		return Float64Array.from({ length: candidates.length * classes }, (_, i) => balanced[i % classes]!);
	}
	const balanced = counts[0]! > 0 && counts[1]! > 0 ? counts[0]! / counts[1]! : 1;
	return Float64Array.from(
		candidates.flatMap(({ positiveWeight }) => [1, positiveWeight === 'balanced' ? balanced : positiveWeight])
	);
}
