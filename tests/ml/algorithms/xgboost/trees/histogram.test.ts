import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { binTable } from '#ml/algorithms/xgboost/trees/binning.ts';
import { buildHistogram, roundToGrid, subtractHistogram } from '#ml/algorithms/xgboost/trees/histogram.ts';
import { withMissing } from '#tests/support/datasets.ts';

const data = withMissing();
const table = binTable(data, 256);
const bins = table.starts[table.columns]!;
const rng = new Rng(9);
const pairs = Float32Array.from({ length: 2 * data.rows }, () => rng.next() - 0.5);
roundToGrid(pairs);
const all = Int32Array.from({ length: data.rows }, (_, i) => i);

function histogramOf(order: Int32Array, features: Int32Array | null = null): Float64Array {
	const histogram = new Float64Array(2 * bins);
	buildHistogram(table, pairs, order, 0, order.length, features, histogram);
	return histogram;
}

test('the parent less one child is the other child, to the last bit', () => {
	const parent = histogramOf(all);
	subtractHistogram(parent, histogramOf(all.filter((row) => row % 3 === 0)));
	expect(parent).toEqual(histogramOf(all.filter((row) => row % 3 !== 0)));
});

test('the order of rows does not change a bit', () => {
	expect(histogramOf(rng.shuffle(all.slice()))).toEqual(histogramOf(all));
});

test('each column holds the sum over all rows', () => {
	const histogram = histogramOf(all);
	const sum = pairs.reduce((total, value, i) => (i % 2 === 0 ? total + value : total), 0);
	for (let f = 0; f < table.columns; f++) {
		let total = 0;
		for (let bin = table.starts[f]!; bin < table.starts[f + 1]!; bin++) total += histogram[2 * bin]!;
		expect(total).toBe(sum);
	}
});

test('only the columns asked for are filled', () => {
	const whole = histogramOf(all);
	const some = histogramOf(all, Int32Array.of(1));
	const [from, to] = [2 * table.starts[1]!, 2 * table.starts[2]!];
	expect(some.subarray(from, to)).toEqual(whole.subarray(from, to));
	expect(some.subarray(0, from).every((value) => value === 0)).toBe(true);
});

test('rounding to the grid keeps 32-bit floats, moves them by less than 2⁻³⁸ of the largest, and is done once', () => {
	const before = Float32Array.from({ length: 2000 }, () => rng.next() ** 8 * 100);
	const after = before.slice();
	roundToGrid(after);
	before.forEach((value, i) => expect(Math.abs(after[i]! - value)).toBeLessThan(100 * 2 ** -38));
	const again = after.slice();
	roundToGrid(again);
	expect(again).toEqual(after);
});

test('gradients that are all 0 stay 0', () => {
	const zeros = new Float32Array(4);
	roundToGrid(zeros);
	expect(Array.from(zeros)).toEqual([0, 0, 0, 0]);
});
