import { expect, test } from 'vitest';
import { r2 } from '#ml/metrics/r2.ts';

test('r2 is 1 for perfect predictions, 0 for the mean, below 0 for worse', () => {
	expect(r2([1, 2, 3], [1, 2, 3])).toBe(1);
	expect(r2([1, 2, 3], [2, 2, 2])).toBe(0);
	expect(r2([1, 2, 3], [3, 2, 1])).toBe(-3);
});

test('r2 of equal labels is 1 if matched exactly, else 0; of fewer than two rows NaN', () => {
	expect(r2([5, 5], [5, 5])).toBe(1);
	expect(r2([5, 5], [5, 4])).toBe(0);
	expect(r2([5], [5])).toBeNaN();
});
