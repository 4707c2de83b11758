import { expect, test } from 'vitest';
import { concatRows, missingMatrix, takeRows, widen, type Dataset } from '#ml/data/dataset.ts';
import { tableOf } from '#tests/support/datasets.ts';

const narrow = tableOf([[1], [2]], [10, 20]);
const wide = tableOf([[3, 4]], [30]);

test('tables are put below each other, narrower ones with missing columns', () => {
	const whole = concatRows([narrow, wide]);
	expect(Array.from(whole.x)).toEqual([1, NaN, 2, NaN, 3, 4]);
	expect(Array.from(whole.labels!)).toEqual([10, 20, 30]);
	expect(concatRows([]).rows).toBe(0);
});

test('labels are kept only where every part has them', () => {
	const bare: Dataset = { ...wide, labels: null };
	expect(concatRows([narrow, bare]).labels).toBeNull();
});

test('widening adds missing columns and never takes any', () => {
	expect(Array.from(widen(narrow, 2).x)).toEqual([1, NaN, 2, NaN]);
	expect(widen(wide, 1)).toBe(wide);
});

test('rows are taken in the order asked for, twice if asked twice', () => {
	const taken = takeRows({ ...narrow, weights: Float32Array.of(1, 2) }, [1, 0, 1]);
	expect(Array.from(taken.x)).toEqual([2, 1, 2]);
	expect(Array.from(taken.labels!)).toEqual([20, 10, 20]);
	expect(Array.from(taken.weights!)).toEqual([2, 1, 2]);
});

test('a matrix beyond 2^28 cells is refused', () => {
	expect(() => missingMatrix(2 ** 20, 2 ** 10)).toThrow('more than 2^28 cells');
});
