import { meanOver, scoredRows, type Numbers } from './scored.ts';

/**
 * Root mean squared error √(Σ w (y − ŷ)² / Σ w), in the unit of the labels; 0 is perfect.
 * NaN for no rows or where any value is NaN.
 * @example
 * rmse([1, 2], [1, 4]); // √2
 */
export function rmse(yTrue: Numbers, yScore: Numbers, weights?: Numbers | null): number {
	const rows = scoredRows(yTrue, yScore, weights);
	return Math.sqrt(meanOver(rows, weights, (row) => (yTrue[row]! - yScore[row]!) ** 2));
}
