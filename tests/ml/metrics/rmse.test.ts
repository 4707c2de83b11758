import { expect, test } from 'vitest';
import { rmse } from '#ml/metrics/rmse.ts';

test('rmse is the root of the mean squared difference', () => {
	expect(rmse([1, 2], [1, 4])).toBe(Math.SQRT2);
	expect(rmse([3, 3], [3, 3])).toBe(0);
});

test('rmse of no rows, or with a missing value, is NaN', () => {
	expect(rmse([], [])).toBeNaN();
	expect(rmse([1, NaN], [1, 1])).toBeNaN();
});

test('rmse refuses lists of different lengths', () => {
	expect(() => rmse([1, 2], [1])).toThrow('There are 2 labels, but 1 scores.');
});
