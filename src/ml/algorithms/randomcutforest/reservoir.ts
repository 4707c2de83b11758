import type { Rng } from '#base/rng.ts';

/**
 * Rows of a uniform sample without repetition, as one pass over a stream with `size` places keeps them: it counts how many
 * rows pass by before the next one takes a place. All rows where there are no more than `size`.
 * @returns ascending
 * @see K.-H. Li, «Reservoir-sampling algorithms of time complexity O(n(1 + log(N/n)))», ACM TOMS 20 (1994), algorithm L
 */
export function reservoirRows(rows: number, size: number, rng: Rng): Uint32Array {
	const kept = Uint32Array.from({ length: Math.min(rows, size) }, (_, i) => i);
	let largest = Math.exp(Math.log(1 - rng.next()) / size);
	for (let row = size - 1; ;) {
		row += 1 + Math.floor(Math.log(1 - rng.next()) / Math.log1p(-largest));
		// Also where the chance has become so small that the step is beyond all numbers.
		if (!(row < rows)) break;
		kept[rng.below(size)] = row;
		largest *= Math.exp(Math.log(1 - rng.next()) / size);
	}
	return kept.sort();
}
