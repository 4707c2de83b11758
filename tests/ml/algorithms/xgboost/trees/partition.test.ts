import { expect, test } from 'vitest';
import { binTable } from '#ml/algorithms/xgboost/trees/binning.ts';
import { partitionRows } from '#ml/algorithms/xgboost/trees/partition.ts';
import { tableOf } from '#tests/support/datasets.ts';

const table = binTable(tableOf([[1], [null], [3], [2], [1], [9]]), 256);
const split = {
	gain: 1,
	feature: 0,
	lastLeftBin: 1,
	threshold: 3,
	leftGradient: 0,
	leftHessian: 1,
	rightGradient: 0,
	rightHessian: 1
};

test('rows keep their order on both sides, and rows outside of the range their place', () => {
	const order = Int32Array.of(5, 4, 3, 2, 1, 0);
	const middle = partitionRows(table, { ...split, defaultLeft: true }, order, 1, 6, new Int32Array(6));
	expect(middle).toBe(5);
	expect(Array.from(order)).toEqual([5, 4, 3, 1, 0, 2]);
});

test('missing values go to the default side', () => {
	const order = Int32Array.of(0, 1, 2, 3);
	expect(partitionRows(table, { ...split, defaultLeft: false }, order, 0, 4, new Int32Array(4))).toBe(2);
	expect(Array.from(order)).toEqual([0, 3, 1, 2]);
});
