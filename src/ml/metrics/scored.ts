import { UserError } from '#base/errors.ts';

/** Numbers in any kind of array. */
export type Numbers = ArrayLike<number>;

/**
 * Number of rows that a metric compares.
 * @throws UserError `LengthMismatch` where the scores are not `width` per label, or the weights not one
 */
export function scoredRows(
	yTrue: Numbers,
	yScore: Numbers,
	weights: Numbers | null | undefined,
	width = 1
): number {
	const rows = yTrue.length;
	if (yScore.length !== rows * width || (weights && weights.length !== rows)) {
		throw new UserError(
			'LengthMismatch',
			`There are ${rows} labels, but ${yScore.length} scores${weights ? ` and ${weights.length} weights` : ''}.`,
			{ hint: 'Compare predictions with the labels of the very rows that were predicted.' }
		);
	}
	return rows;
}

/** Weighted mean of a per-row value; NaN where there are no rows or no weight. */
export function meanOver(
	rows: number,
	weights: Numbers | null | undefined,
	valueOf: (row: number) => number
): number {
	let sum = 0;
	let total = 0;
	for (let row = 0; row < rows; row++) {
		const weight = weights ? weights[row]! : 1;
		sum += weight * valueOf(row);
		total += weight;
	}
	return sum / total;
}
