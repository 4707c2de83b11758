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
	const share = (row: number): number => {
		const k = yTrue[row]!;
		const p = k >= 0 && k < width && Number.isInteger(k) ? yScore[row * width + k]! : NaN;
		return Math.max(p, LEAST);
	};
	if (weights) return meanOver(rows, weights, (row) => -Math.log(share(row)));
	// The logarithm of a product of sixteen stands for sixteen logarithms; it is at least 1e-256.
	let sum = 0;
	let product = 1;
	for (let row = 0; row < rows; row++) {
		product *= share(row);
		if (row % 16 !== 15) continue;
		sum -= Math.log(product);
		product = 1;
	}
	return (sum - Math.log(product)) / rows;
}
