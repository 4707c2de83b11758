import { expect, test } from 'vitest';
import { mlogloss } from '#ml/metrics/mlogloss.ts';

test('mlogloss of even chances is the logarithm of the number of classes', () => {
	expect(mlogloss([0, 2], [1 / 3, 1 / 3, 1 / 3, 1 / 3, 1 / 3, 1 / 3])).toBeCloseTo(Math.log(3), 12);
});

test('mlogloss of a label that is no class is NaN', () => {
	expect(mlogloss([2], [0.5, 0.5])).toBeNaN();
	expect(mlogloss([0.5], [0.5, 0.5])).toBeNaN();
});
