import { meanOver, scoredRows, type Numbers } from './scored.ts';

const LEAST = 1e-16;

/**
 * Negative log-likelihood of labels in [0, 1] (fractions allowed) under probabilities of class 1, natural logarithm,
 * mean per row. A probability is taken as at least 1e-16, so a wrong certainty costs 36.8 and not infinity.
 * NaN for no rows or where any value is NaN.
 */
export function logloss(yTrue: Numbers, yScore: Numbers, weights?: Numbers | null): number {
	const rows = scoredRows(yTrue, yScore, weights);
	return meanOver(rows, weights, (row) => {
		const y = yTrue[row]!;
		const p = yScore[row]!;
		return -y * Math.log(Math.max(p, LEAST)) - (1 - y) * Math.log(Math.max(1 - p, LEAST));
	});
}
