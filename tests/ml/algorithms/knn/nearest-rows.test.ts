import { setFlagsFromString } from 'node:v8';
import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { kernelForms, NearestRows } from '#ml/algorithms/knn/nearest-rows.ts';
import { distanceOf, type Metric } from '#ml/algorithms/knn/search-index.ts';
import { webAssembly } from '#ml/wasm/web-assembly.ts';

// Node 20 knows relaxed SIMD by a flag only.
if (!webAssembly.validate(kernelForms.fused)) setFlagsFromString('--experimental-wasm-relaxed-simd');

type Draw = (rng: Rng) => number;

/** Numbers on a coarse grid, so that many distances are equal. */
const onGrid: Draw = (rng) => rng.below(4) - 1.5;
const anywhere: Draw = (rng) => rng.next() * 2 - 1;
/** Their differences are at the end of what 32 bits hold. */
const farAway: Draw = (rng) => 1e6 + rng.next();
/** Their squares are nothing in 32 bits. */
const tiny: Draw = (rng) => 1e-25 * rng.next();
/** Their squares are beyond 32 bits. */
const huge: Draw = (rng) => 3e38 * (rng.next() * 2 - 1);

describe.each(Object.entries(kernelForms))('the kernel, %s', (_, bytes) => {
	test.each([
		['L2', 1, 700, 50, 40, onGrid],
		['L2', 7, 1100, 3, 40, onGrid],
		['INNER_PRODUCT', 7, 600, 9, 40, onGrid],
		['L2', 37, 65, 65, 40, onGrid],
		['L2', 5, 1, 1, 2, onGrid],
		['L2', 16, 400, 10, 300, anywhere],
		['INNER_PRODUCT', 6, 500, 10, 131, anywhere],
		['L2', 3, 300, 5, 33, farAway],
		['INNER_PRODUCT', 3, 300, 5, 33, farAway],
		['L2', 9, 200, 4, 10, tiny],
		['INNER_PRODUCT', 9, 200, 4, 10, tiny],
		['L2', 9, 200, 4, 10, huge],
		['INNER_PRODUCT', 9, 200, 4, 10, huge]
	] as [Metric, number, number, number, number, Draw][])(
		'%s, %i numbers: sorted by distance and then by place, as if all %i rows were sorted',
		(metric, columns, count, k, questions, draw) => {
			const rng = new Rng(count);
			const rows = Float32Array.from({ length: count * columns }, () => draw(rng));
			const x = Float32Array.from({ length: questions * columns }, () => draw(rng));
			const { ids, distances } = new NearestRows(metric, columns, rows, bytes).nearest(x, k);
			for (let row = 0; row < questions; row++) {
				const all = Array.from({ length: count }, (_, id) => ({
					id,
					distance: distanceOf(metric, x, row, rows, id, columns)
				}));
				const expected = all.sort((a, b) => a.distance - b.distance || a.id - b.id).slice(0, k);
				expect([...ids.subarray(row * k, row * k + k)]).toEqual(expected.map(({ id }) => id));
				expect([...distances.subarray(row * k, row * k + k)]).toEqual(
					expected.map(({ distance }) => distance)
				);
			}
		}
	);
});

test('rows can be read again after searches', () => {
	const rows = Float32Array.from({ length: 90 }, (_, i) => i);
	const nearest = new NearestRows('L2', 3, rows);
	nearest.nearest(rows, 30);
	expect(nearest.rows).toEqual(rows);
});
