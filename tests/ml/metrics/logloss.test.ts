import { expect, test } from 'vitest';
import { logloss } from '#ml/metrics/logloss.ts';

test('logloss of a coin is the logarithm of 2', () => {
	expect(logloss([0, 1], [0.5, 0.5])).toBeCloseTo(Math.LN2, 12);
});

test('logloss of a wrong certainty is finite', () => {
	expect(logloss([1], [0])).toBeCloseTo(-Math.log(1e-16), 10);
	expect(logloss([0], [1])).toBeCloseTo(-Math.log(1e-16), 10);
	expect(logloss([1], [1])).toBe(0);
});

test('logloss of no rows is NaN', () => {
	expect(logloss([], [])).toBeNaN();
});
