import { meanOver, scoredRows, type Numbers } from './scored.ts';

const LEAST = 1e-16;

/**
 * Negative log-likelihood of labels in [0, 1] (fractions allowed) under probabilities of class 1, natural logarithm,
 * mean per row. A probability is taken as at least 1e-16, so a wrong certainty costs 36.8 and not infinity.
 * NaN for no rows or where any value is NaN.
 */
export function logloss(yTrue: Numbers, yScore: Numbers, weights?: Numbers | null): number {
	const rows = scoredRows(yTrue, yScore, weights);
	if (weights) return meanOver(rows, weights, (row) => costOf(yTrue[row]!, yScore[row]!));
	// The logarithm of a product of sixteen stands for sixteen logarithms; it is at least 1e-256.
	let sum = 0;
	for (let from = 0; from < rows; from += 16) {
		let product = 1;
		for (let row = from, to = Math.min(from + 16, rows); row < to; row++) {
			const y = yTrue[row]!;
			const p = yScore[row]!;
			if (y * (1 - y) !== 0) {
				sum += costOf(y, p);
				continue;
			}
			// p or 1 − p to the bit, without asking which: labels follow no pattern that a processor could foretell.
			const share = 1 - y + (y + y - 1) * p;
			product *= share < LEAST ? LEAST : share;
		}
		sum -= Math.log(product);
	}
	return sum / rows;
}

function costOf(y: number, p: number): number {
	return -y * Math.log(Math.max(p, LEAST)) - (1 - y) * Math.log(Math.max(1 - p, LEAST));
}
