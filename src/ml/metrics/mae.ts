import { meanOver, scoredRows, type Numbers } from './scored.ts';

/** Mean absolute error Σ w |y − ŷ| / Σ w, in the unit of the labels. NaN for no rows or where any value is NaN. */
export function mae(yTrue: Numbers, yScore: Numbers, weights?: Numbers | null): number {
	const rows = scoredRows(yTrue, yScore, weights);
	return meanOver(rows, weights, (row) => Math.abs(yTrue[row]! - yScore[row]!));
}
