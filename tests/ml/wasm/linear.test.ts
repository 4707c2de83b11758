import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { LinearKernel } from '#ml/wasm/linear.ts';
import { lossOf, type LossOptions } from '#ml/algorithms/linear-learner/losses.ts';
import { PlacedRows } from '#ml/algorithms/linear-learner/placed-rows.ts';
import type { Dataset } from '#ml/data/dataset.ts';

const ROWS = 27;
const rng = new Rng(4);

function placed(columns: number): { rows: PlacedRows; x: Float32Array } {
	const x = Float32Array.from({ length: ROWS * columns }, () => rng.next() * 4 - 2);
	const data: Dataset = { rows: ROWS, columns, x, labels: null, weights: null };
	const scaler = { shift: null, scale: new Float64Array(columns).fill(1), idle: new Uint8Array(columns) };
	const all = (length: number): Uint32Array => Uint32Array.from({ length }, (_, i) => i);
	return { rows: new PlacedRows(new LinearKernel(), data, all(ROWS), scaler, all(columns)), x };
}

const options: Omit<LossOptions, 'name'> = {
	margin: 1,
	quantile: 0.5,
	insensitivity: 0.01,
	huberDelta: 1,
	classes: 1,
	unit: 1
};

describe.each([
	[1, 7],
	[1, 8],
	[2, 5],
	[5, 12],
	[13, 9]
])('%d models of %d columns', (models, columns) => {
	const { rows, x } = placed(columns);
	const weights = Float64Array.from({ length: models * columns }, () => rng.next() - 0.5);
	const biases = Float64Array.from({ length: models }, () => rng.next());
	const [from, to] = [3, 26];
	const expected = (row: number, v: number): number => {
		let sum = biases[v]!;
		for (let j = 0; j < columns; j++) sum += x[row * columns + j]! * weights[v * columns + j]!;
		return sum;
	};

	test('margins are those of plain sums', () => {
		rows.addMargins(from, to, weights, biases);
		const margins = new Float64Array((to - from) * models);
		rows.readMargins(to - from, margins, models);
		margins.forEach((margin, i) =>
			expect(margin).toBeCloseTo(expected(from + Math.floor(i / models), i % models), 4)
		);
	});

	test.each([
		['logistic', 'logistic'],
		['squared', 'squared_loss']
	] as const)('losses, slopes and gradients of the %s loss are those of its definition', (name, lossName) => {
		const labels = Float64Array.from({ length: ROWS }, (_, row) =>
			name === 'logistic' ? row % 2 : rng.next() * 3 - 1
		);
		rows.placeLabels(labels);
		const classWeights =
			name === 'logistic' ? Float64Array.from({ length: 2 * models }, (_, i) => 1 + (i % 3)) : null;
		const sums = { losses: new Float64Array(models).fill(1), counts: new Float64Array(models) };
		rows.addMargins(from, to, weights, biases);
		rows.measure(name, from, to, classWeights, 0.25, sums);
		const gradients = new Float64Array(models * columns);
		const totals = new Float64Array(models);
		rows.addGradients(from, to, gradients, totals);

		const loss = lossOf({ name: lossName, ...options });
		const plain = new Float64Array(models * columns);
		const plainTotals = new Float64Array(models);
		const losses = new Float64Array(models).fill(1);
		const counts = new Float64Array(models);
		for (let row = from; row < to; row++) {
			for (let v = 0; v < models; v++) {
				const weight = classWeights?.[2 * v + labels[row]!] ?? 1;
				const own = Float64Array.of(expected(row, v));
				losses[v]! += weight * loss.measure(own, 0, labels[row]!, true);
				counts[v]! += weight;
				plainTotals[v]! += own[0]! * weight * 0.25;
				for (let j = 0; j < columns; j++) {
					plain[v * columns + j]! += own[0]! * weight * 0.25 * x[row * columns + j]!;
				}
			}
		}
		losses.forEach((each, v) => expect(sums.losses[v]! / each).toBeCloseTo(1, 5));
		expect([...sums.counts]).toEqual([...counts]);
		plain.forEach((each, i) => expect(gradients[i]).toBeCloseTo(each, 4));
		plainTotals.forEach((each, v) => expect(totals[v]).toBeCloseTo(each, 4));
	});
});

test('far from the border the logistic loss is the margin, or next to nothing', () => {
	const { rows } = placed(4);
	rows.placeLabels(Float64Array.from({ length: ROWS }, (_, row) => row % 2));
	for (const far of [30, 80, 500]) {
		for (const side of [-1, 1]) {
			const sums = { losses: new Float64Array(1), counts: new Float64Array(1) };
			rows.addMargins(0, 2, new Float64Array(4), Float64Array.of(side * far));
			rows.measure('logistic', 0, 2, null, 1, sums);
			expect(sums.losses[0]).toBeCloseTo(far, 3);
			const totals = new Float64Array(1);
			rows.addGradients(0, 2, new Float64Array(4), totals);
			expect(totals[0]).toBeCloseTo(side, 5);
		}
	}
});
