import { scoredRows, type Numbers } from './scored.ts';

/**
 * Area under the ROC curve: the chance that a random row of class 1 scores higher than one of class 0, ties counting
 * half. Labels are 0 or 1; scores in any unit. NaN where a class is absent or any value is NaN. O(n log n).
 * @see Fawcett, «An introduction to ROC analysis», Pattern Recognition Letters 27 (2006)
 */
export function auc(yTrue: Numbers, yScore: Numbers, weights?: Numbers | null): number {
	const rows = scoredRows(yTrue, yScore, weights);
	for (let row = 0; row < rows; row++) {
		if (Number.isNaN(yTrue[row]!) || Number.isNaN(yScore[row]!)) return NaN;
	}
	const order = Uint32Array.from({ length: rows }, (_, i) => i).sort((a, b) => yScore[a]! - yScore[b]!);
	let negatives = 0;
	let positives = 0;
	let area = 0;
	for (let from = 0; from < rows;) {
		const score = yScore[order[from]!]!;
		let tiedPositives = 0;
		let tiedNegatives = 0;
		for (; from < rows && yScore[order[from]!] === score; from++) {
			const row = order[from]!;
			const weight = weights ? weights[row]! : 1;
			tiedPositives += weight * yTrue[row]!;
			tiedNegatives += weight * (1 - yTrue[row]!);
		}
		area += tiedPositives * (negatives + tiedNegatives / 2);
		positives += tiedPositives;
		negatives += tiedNegatives;
	}
	return area / (positives * negatives);
}
