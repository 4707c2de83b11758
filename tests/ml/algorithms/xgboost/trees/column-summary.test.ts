import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { ColumnSummaries } from '#ml/algorithms/xgboost/trees/column-summary.ts';

/** Values of all magnitudes and both signs, many of them equal, some missing. */
function column(rows: number): Float32Array {
	const rng = new Rng(4);
	const kinds = [
		() => NaN,
		() => rng.below(9) - 4,
		() => (rng.next() - 0.5) * 10 ** (rng.below(70) - 35),
		() => [Infinity, -Infinity, 0, -0][rng.below(4)]!
	];
	return Float32Array.from({ length: rows }, () => kinds[rng.below(4)]!());
}

/** By comparing and adding, value by value. */
function plainly(values: Float32Array, weights: Float32Array | null): unknown {
	const sums = new Map<number, number>();
	values.forEach((value, row) => {
		const key = value + 0;
		if (!Number.isNaN(value)) sums.set(key, (sums.get(key) ?? 0) + (weights ? weights[row]! : 1));
	});
	const rising = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
	let smaller = 0;
	return {
		values: rising.map(([value]) => value),
		own: rising.map(([, weight]) => weight),
		below: rising.map(([, weight]) => (smaller += weight) - weight),
		present: values.filter((value) => !Number.isNaN(value)).length
	};
}

test.each([false, true])(
	'a column is summed up as by comparing its values, with weights: %s',
	(isWeighted) => {
		const rows = 3000;
		const x = column(2 * rows);
		// Halves, so that sums are exact in any order.
		const weights = isWeighted ? Float32Array.from({ length: rows }, (_, row) => (row % 7) / 2) : null;
		const summaries = new ColumnSummaries(rows, weights);
		for (const f of [0, 1]) {
			const { values, below, own, present } = summaries.of(x, f, 2);
			const expected = plainly(
				x.filter((_, i) => i % 2 === f),
				weights
			);
			expect({
				values: Array.from(values),
				own: Array.from(own),
				below: Array.from(below),
				present
			}).toEqual(expected);
		}
	}
);

test('a column of missing values has none', () => {
	const { values, present } = new ColumnSummaries(2, null).of(Float32Array.of(NaN, NaN), 0, 1);
	expect([values.length, present]).toEqual([0, 0]);
});
