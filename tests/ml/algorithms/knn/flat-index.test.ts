import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { FlatIndex } from '#ml/algorithms/knn/flat-index.ts';
import { distanceOf, type Metric } from '#ml/algorithms/knn/search-index.ts';

/** Numbers on a coarse grid, so that many distances are equal. */
function grid(count: number, rng: Rng): Float32Array {
	return Float32Array.from({ length: count }, () => rng.below(4) - 1.5);
}

test.each([
	['L2', 1, 700, 50],
	['L2', 7, 1100, 3],
	['INNER_PRODUCT', 7, 600, 9],
	['L2', 37, 65, 65]
] as [Metric, number, number, number][])(
	'%s, %i numbers: sorted by distance and then by place, as if all %i rows were sorted',
	(metric, dimension, count, k) => {
		const rng = new Rng(count);
		const rows = grid(count * dimension, rng);
		const x = grid(40 * dimension, rng);
		const data = { x, rows: 40, columns: dimension, labels: null, weights: null };
		const { ids, distances } = new FlatIndex(metric, dimension, rows).search(data, k);
		for (let row = 0; row < 40; row++) {
			const all = Array.from({ length: count }, (_, id) => ({
				id,
				distance: distanceOf(metric, x, row, rows, id, dimension)
			}));
			const expected = all.sort((a, b) => a.distance - b.distance || a.id - b.id).slice(0, k);
			expect([...ids.subarray(row * k, row * k + k)]).toEqual(expected.map(({ id }) => id));
			expect([...distances.subarray(row * k, row * k + k)]).toEqual(expected.map(({ distance }) => distance));
		}
	}
);
