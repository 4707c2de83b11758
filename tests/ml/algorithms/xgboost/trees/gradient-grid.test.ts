import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { GradientGrid } from '#ml/algorithms/xgboost/trees/gradient-grid.ts';

const rng = new Rng(9);
const ROWS = 1001;
const drawn = (): Float32Array =>
	Float32Array.from({ length: 2 * ROWS }, () => (rng.next() - 0.4) ** 9 * 100);

test('rounding to the grid keeps 32-bit floats, moves them by less than 2⁻³⁸ of the largest, and is done once', () => {
	const grid = new GradientGrid(ROWS);
	const before = drawn();
	const after = before.slice();
	grid.round(after);
	before.forEach((value, i) => expect(Math.abs(after[i]! - value)).toBeLessThan(100 * 2 ** -38));
	expect(after).not.toEqual(before);
	const again = after.slice();
	grid.round(again);
	expect(again).toEqual(after);
});

test('the sum that comes with it is that of the rounded rows, in any order', () => {
	const pairs = drawn();
	const { gradient, hessian } = new GradientGrid(ROWS).round(pairs);
	const sums = [0, 0];
	for (let i = pairs.length - 1; i >= 0; i--) sums[i % 2]! += pairs[i]!;
	expect([gradient, hessian]).toEqual(sums);
});

test('gradients that are all 0 stay 0', () => {
	const zeros = new Float32Array(4);
	expect(new GradientGrid(2).round(zeros)).toEqual({ gradient: 0, hessian: 0 });
	expect(Array.from(zeros)).toEqual([0, 0, 0, 0]);
});

test('what is not finite is left alone', () => {
	const pairs = Float32Array.of(1 / 3, 1, Infinity, 1);
	new GradientGrid(2).round(pairs);
	expect(Array.from(pairs)).toEqual([Math.fround(1 / 3), 1, Infinity, 1]);
});
