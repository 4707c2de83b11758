import type { Rng } from '#base/rng.ts';

/** `count` vectors in the unit cube; in each dimension each of `count` equal slices holds exactly one of them. */
export function latinHypercube(count: number, dimensions: number, rng: Rng): Float64Array[] {
	const rows = Array.from({ length: count }, () => new Float64Array(dimensions));
	for (let d = 0; d < dimensions; d++) {
		const slices = rng.shuffle(Array.from({ length: count }, (_, i) => i));
		rows.forEach((row, i) => (row[d] = (slices[i]! + rng.next()) / count));
	}
	return rows;
}
