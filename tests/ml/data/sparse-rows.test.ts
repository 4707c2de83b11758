import { expect, test } from 'vitest';
import { concatRows, takeRows, widen, type Dataset } from '#ml/data/dataset.ts';
import { sparseOf } from '#ml/data/sparse-rows.ts';
import { tableOf } from '#tests/support/datasets.ts';

const dense = tableOf(
	[
		[0, 2, 0],
		[0, 0, 0],
		[1, 0, 3]
	],
	[7, 8, 9]
);
const sparse: Dataset = { ...dense, x: new Float32Array(0), sparse: sparseOf(dense) };

test('only cells that are not 0 are kept, row after row', () => {
	const { starts, places, values } = sparseOf(dense);
	expect([...starts]).toEqual([0, 1, 1, 3]);
	expect([...places]).toEqual([1, 0, 2]);
	expect([...values]).toEqual([2, 1, 3]);
	expect(sparseOf(sparse)).toBe(sparse.sparse);
});

test('rows that are taken, put together and widened stay what they are', () => {
	expect(takeRows(sparse, [2, 0]).sparse).toEqual(sparseOf(takeRows(dense, [2, 0])));
	const both = concatRows([dense, sparse]);
	expect(both.x).toHaveLength(0);
	expect(both.sparse).toEqual(sparseOf(concatRows([dense, dense])));
	expect([...both.labels!]).toEqual([7, 8, 9, 7, 8, 9]);
	expect(widen(sparse, 9)).toMatchObject({ columns: 9, sparse: sparse.sparse });
});
