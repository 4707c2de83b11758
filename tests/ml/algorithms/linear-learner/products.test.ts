import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { activeColumns, prepare } from '#ml/algorithms/linear-learner/features.ts';
import { addGradients, addMargins } from '#ml/algorithms/linear-learner/products.ts';
import { fitScaler } from '#ml/algorithms/linear-learner/scaler.ts';
import { sparseOf } from '#ml/data/sparse-rows.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { LinearKernel } from '#ml/wasm/linear.ts';

const rng = new Rng(9);
const rows = 23;
const columns = 7;
const x = Float32Array.from({ length: rows * columns }, (_, i) =>
	i % columns === 3 ? 5 : rng.next() < 0.5 ? 0 : rng.next() * 4 - 1
);
const dense: Dataset = { rows, columns, x, labels: null, weights: null };
const sparse: Dataset = { ...dense, x: new Float32Array(0), sparse: sparseOf(dense) };
const order = rng.shuffle(Uint32Array.from({ length: rows }, (_, i) => i));

/** Margins and gradients of some rows under six vectors, as plain sums say. */
function plain(scaled: (row: number, column: number) => number, weights: Float64Array, width: number) {
	const margins = [];
	for (let row = 4; row < 15; row++) {
		for (let v = 0; v < 6; v++) {
			let sum = v;
			for (let j = 0; j < width; j++) sum += scaled(row, j) * weights[v * width + j]!;
			margins.push(sum);
		}
	}
	return margins;
}

test.each([
	[true, true],
	[true, false],
	[false, true],
	[false, false]
])(
	'dense and sparse rows give the same margins and gradients (normalise %s, unbias %s)',
	(normalise, unbias) => {
		const found = [dense, sparse].map((data) => {
			const scaler = fitScaler(data, order, { normalise, unbias }, new LinearKernel());
			const active = activeColumns(scaler);
			const features = prepare(data, order, scaler, active, new LinearKernel());
			const weights = Float64Array.from({ length: 6 * active.length }, (_, i) => Math.sin(i));
			const biases = Float64Array.from({ length: 6 }, (_, v) => v);
			const margins = new Float64Array(11 * 6);
			addMargins(features, 4, 15, weights, biases, margins);
			const gradients = new Float64Array(weights.length);
			const totals = new Float64Array(6);
			addGradients(features, 4, 15, margins, gradients, totals);
			const { shift, scale } = scaler;
			const scaled = (row: number, k: number): number => {
				const j = active[k]!;
				return (x[order[row]! * columns + j]! - (shift?.[j] ?? 0)) * scale[j]!;
			};
			const expected = plain(scaled, weights, active.length);
			for (const [i, margin] of margins.entries()) expect(margin).toBeCloseTo(expected[i]!, 4);
			return { active: [...active], gradients, totals };
		});
		expect(found[0]!.active).toEqual(found[1]!.active);
		expect(found[0]!.active.includes(3)).toBe(!unbias);
		for (const [i, gradient] of found[0]!.gradients.entries()) {
			expect(gradient).toBeCloseTo(found[1]!.gradients[i]!, 3);
		}
		for (const [v, total] of found[0]!.totals.entries()) expect(total).toBeCloseTo(found[1]!.totals[v]!, 3);
	}
);

test('scaled columns have mean 0 and deviation 1', () => {
	const scaler = fitScaler(dense, order, { normalise: true, unbias: true }, new LinearKernel());
	const kernel = new LinearKernel();
	const { placed, columns: width } = prepare(dense, order, scaler, activeColumns(scaler), kernel);
	for (let j = 0; j < width; j++) {
		const column = Array.from({ length: rows }, (_, row) => placed!.row(row)[j]!);
		const mean = column.reduce((a, b) => a + b) / rows;
		expect(mean).toBeCloseTo(0, 6);
		expect(column.reduce((sum, value) => sum + value ** 2, 0) / rows).toBeCloseTo(1, 5);
	}
});
