import { meanOver, scoredRows, type Numbers } from './scored.ts';

const LEAST = 1e-16;

/**
 * Negative log-likelihood of the true class, natural logarithm, mean per row. Labels are class numbers from 0, scores
 * one probability per class and row, row-major. A probability is taken as at least 1e-16.
 * NaN for no rows, for a label that is no class, or where any value is NaN.
 */
export function mlogloss(yTrue: Numbers, yScore: Numbers, weights?: Numbers | null): number {
	const width = Math.max(1, Math.floor(yScore.length / Math.max(1, yTrue.length)));
	const rows = scoredRows(yTrue, yScore, weights, width);
	return meanOver(rows, weights, (row) => {
		const k = yTrue[row]!;
		const p = k >= 0 && k < width && Number.isInteger(k) ? yScore[row * width + k]! : NaN;
		return -Math.log(Math.max(p, LEAST));
	});
}
