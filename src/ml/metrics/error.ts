import { meanOver, scoredRows, type Numbers } from './scored.ts';

/**
 * Share of rows on the wrong side: scores above the threshold count as class 1.
 * NaN for no rows or where any value is NaN.
 * @param threshold default 0.5
 */
export function error(yTrue: Numbers, yScore: Numbers, weights?: Numbers | null, threshold = 0.5): number {
	const rows = scoredRows(yTrue, yScore, weights);
	return meanOver(rows, weights, (row) => {
		const y = yTrue[row]!;
		const p = yScore[row]!;
		if (Number.isNaN(y) || Number.isNaN(p)) return NaN;
		return p > threshold ? 1 - y : y;
	});
}
