import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { roundToGrid } from '#ml/algorithms/xgboost/trees/round-to-grid.ts';

const rng = new Rng(9);

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
