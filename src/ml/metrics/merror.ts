import { mostLikely } from './most-likely.ts';
import { meanOver, scoredRows, type Numbers } from './scored.ts';

/**
 * Share of rows given the wrong class. Labels are class numbers from 0; scores are class numbers too, or one score per
 * class and row (row-major), of which the highest counts. NaN for no rows or where any value is NaN.
 */
export function merror(yTrue: Numbers, yScore: Numbers, weights?: Numbers | null): number {
	const width = Math.max(1, Math.floor(yScore.length / Math.max(1, yTrue.length)));
	const rows = scoredRows(yTrue, yScore, weights, width);
	return meanOver(rows, weights, (row) => {
		const predicted = width === 1 ? yScore[row]! : mostLikely(yScore, row * width, width);
		if (Number.isNaN(predicted) || Number.isNaN(yTrue[row]!)) return NaN;
		return predicted === yTrue[row] ? 0 : 1;
	});
}
