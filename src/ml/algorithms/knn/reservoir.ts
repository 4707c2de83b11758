import type { Rng } from '#base/rng.ts';

/**
 * Rows of a uniform sample without repetition, in their own order: all of them where there are no more than `size`.
 * One pass, so that rows could come as a stream.
 * @see J. Vitter, «Random sampling with a reservoir», ACM TOMS 11 (1985), algorithm R
 */
export function reservoirSample(rows: number, size: number, rng: Rng): Uint32Array {
	const kept = Uint32Array.from({ length: Math.min(rows, size) }, (_, i) => i);
	for (let row = size; row < rows; row++) {
		const place = rng.below(row + 1);
		if (place < size) kept[place] = row;
	}
	return kept.sort();
}
