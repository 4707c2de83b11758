import type { Numbers } from './scored.ts';

/** Class with the highest of scores[from…from + classes); the first of equals. NaN where a score is NaN. */
export function mostLikely(scores: Numbers, from: number, classes: number): number {
	let best = 0;
	for (let k = 0; k < classes; k++) {
		if (Number.isNaN(scores[from + k]!)) return NaN;
		if (scores[from + k]! > scores[from + best]!) best = k;
	}
	return best;
}
