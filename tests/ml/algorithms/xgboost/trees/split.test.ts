import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { binTable } from '#ml/algorithms/xgboost/trees/binning.ts';
import { GradientGrid } from '#ml/algorithms/xgboost/trees/gradient-grid.ts';
import { BinSums } from '#ml/wasm/bin-sums.ts';
import { FREE, gainOf, type Regularisation } from '#ml/algorithms/xgboost/trees/leaf-weight.ts';
import { findSplit, type Split } from '#ml/algorithms/xgboost/trees/split.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { tableOf } from '#tests/support/datasets.ts';

const plain: Regularisation = { lambda: 1, alpha: 0, maxDeltaStep: 0, minChildWeight: 0, monotone: null };

function drawn(seed: number): { data: Dataset; pairs: Float32Array } {
	const rng = new Rng(seed);
	const rows = Array.from({ length: 40 }, () =>
		Array.from({ length: 3 }, () => (rng.next() < 0.2 ? null : rng.below(12)))
	);
	const pairs = Float32Array.from({ length: 80 }, (_, i) =>
		i % 2 === 0 ? rng.next() - 0.5 : 0.1 + rng.next()
	);
	new GradientGrid(40).round(pairs);
	return { data: tableOf(rows), pairs };
}

function sums(pairs: Float32Array, rows: readonly number[]): [number, number] {
	return [
		rows.reduce((sum, row) => sum + pairs[2 * row]!, 0),
		rows.reduce((sum, row) => sum + pairs[2 * row + 1]!, 0)
	];
}

function best(data: Dataset, pairs: Float32Array, rule: Regularisation, features = [0, 1, 2]): Split | null {
	const table = binTable(data, 256);
	const all = Int32Array.from({ length: data.rows }, (_, i) => i);
	const kernel = new BinSums(table);
	kernel.begin(pairs, all);
	const histogram = kernel.take();
	kernel.fill(histogram, 0, all.length, null);
	const [gradient, hessian] = sums(pairs, Array.from(all));
	const gain = Math.fround(gainOf(gradient, hessian, rule));
	return findSplit(
		table,
		kernel,
		histogram,
		Int32Array.from(features),
		{ gradient, hessian, gain, bounds: FREE },
		rule
	);
}

/** Tries every column, threshold and side of the missing values on the rows themselves. */
function bestByRows(data: Dataset, pairs: Float32Array, rule: Regularisation): number {
	const all = Array.from({ length: data.rows }, (_, i) => i);
	let most = 0;
	for (let f = 0; f < data.columns; f++) {
		const value = (row: number): number => data.x[row * data.columns + f]!;
		for (let threshold = 0; threshold <= 13; threshold++) {
			for (const missingLeft of [false, true]) {
				const goesLeft = (row: number): boolean =>
					Number.isNaN(value(row)) ? missingLeft : value(row) < threshold;
				const [gl, hl] = sums(pairs, all.filter(goesLeft));
				const [gr, hr] = sums(
					pairs,
					all.filter((row) => !goesLeft(row))
				);
				if (hl < rule.minChildWeight || hr < rule.minChildWeight || hl === 0 || hr === 0) continue;
				most = Math.max(most, gainOf(gl, hl, rule) + gainOf(gr, hr, rule) - gainOf(gl + gr, hl + hr, rule));
			}
		}
	}
	return most;
}

test.each([
	['plain', plain],
	['with a least child weight', { ...plain, minChildWeight: 6, monotone: null }],
	['with an L1 penalty', { ...plain, alpha: 0.4 }],
	['with a largest step', { ...plain, maxDeltaStep: 0.05 }]
])('the split found on bins is the best of all on rows, %s', (_title, rule) => {
	for (let seed = 1; seed <= 20; seed++) {
		const { data, pairs } = drawn(seed);
		expect(best(data, pairs, rule)?.gain ?? 0).toBeCloseTo(bestByRows(data, pairs, rule), 5);
	}
});

test('the kernel and the scan under every rule find the same splits', () => {
	const free = { ...plain, monotone: new Int8Array(3) };
	for (let seed = 1; seed <= 30; seed++) {
		const { data, pairs } = drawn(seed);
		const { gain, ...split } = best(data, pairs, plain)!;
		const { gain: other, ...same } = best(data, pairs, free)!;
		expect(same).toEqual(split);
		expect(other).toBeCloseTo(gain, 5);
	}
});

test('both sides add up to the node', () => {
	const { data, pairs } = drawn(3);
	const split = best(data, pairs, plain)!;
	const [gradient, hessian] = sums(
		pairs,
		Array.from({ length: 40 }, (_, i) => i)
	);
	expect(split.leftGradient + split.rightGradient).toBeCloseTo(gradient, 12);
	expect(split.leftHessian + split.rightHessian).toBeCloseTo(hessian, 12);
});

test('only the columns asked for are tried', () => {
	const { data, pairs } = drawn(4);
	for (const feature of [0, 1, 2])
		expect(best(data, pairs, plain, [feature])?.feature ?? feature).toBe(feature);
});

test('of equal columns the first is taken', () => {
	const data = tableOf(Array.from({ length: 8 }, (_, i) => [i, i, i]));
	const pairs = Float32Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? (i < 8 ? 1 : -1) : 1));
	expect(best(data, pairs, plain)).toMatchObject({ feature: 0, threshold: 4, defaultLeft: false });
});

test('gradients that are all 0 give no split', () => {
	const { data, pairs } = drawn(5);
	expect(
		best(
			data,
			pairs.map((value, i) => (i % 2 === 0 ? 0 : value)),
			plain
		)
	).toBeNull();
});
