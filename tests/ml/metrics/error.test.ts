import { expect, test } from 'vitest';
import { error } from '#ml/metrics/error.ts';

test('error counts scores above the threshold as class 1', () => {
	expect(error([0, 1, 1, 0], [0.4, 0.6, 0.5, 0.9])).toBe(0.5);
	expect(error([0, 1], [0.4, 0.6], null, 0.3)).toBe(0.5);
});

test('error of no rows, or with a missing score, is NaN', () => {
	expect(error([], [])).toBeNaN();
	expect(error([1], [NaN])).toBeNaN();
});
