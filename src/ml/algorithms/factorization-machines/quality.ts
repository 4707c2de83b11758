import type { PredictorType } from './hyperparameters.ts';

/** A measure by the words of the log line, e.g. `rmse <loss>`. */
export type Measure = readonly [words: string, value: number];

/**
 * What is known of rows, added up. Of a regressor: their number, and of their errors the sum, the sum of squares and that
 * of sizes. Of a classifier: their number, the sum of the slopes of their losses, how many are right, how many of class 1
 * are called so, are called so at all, and are so, and the sum of their entropies.
 */
export type Sums = Float64Array;

/** How long {@link Sums} are. */
export const SUMS = 7;

/** NaN for each measure where there are no rows; F1 is 0 where nothing is positive and nothing called so. */
export function measuresOf(type: PredictorType, sums: Sums): Measure[] {
	const [rows, , ...more] = Array.from(sums) as [number, number, number, number, number, number, number];
	if (type === 'regressor') {
		const [squares, sizes] = more;
		return [
			['rmse <loss>', Math.sqrt(squares / rows)],
			['mse <loss>', squares / rows],
			['absolute_loss <loss>', sizes / rows]
		];
	}
	const [right, found, called, positive, entropy] = more;
	const f1 = called + positive === 0 ? 0 : (2 * found) / (called + positive);
	return [
		['binary_classification_accuracy <score>', right / rows],
		['binary_classification_cross_entropy <loss>', entropy / rows],
		['binary_f_1.000 <score>', rows === 0 ? NaN : f1]
	];
}

/** The probability that belongs to a margin. */
export function sigmoid(margin: number): number {
	return 1 / (1 + Math.exp(-margin));
}
