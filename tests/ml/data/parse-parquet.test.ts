import { expect, test } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { parseParquet } from '#ml/data/parse-parquet.ts';
import { writeParquet } from '#sim/sagemaker/feature-store/parquet.ts';

const bytes = writeParquet([
	{ name: 'price', kind: 'double', values: [1.5, 2.5, -3] },
	{ name: 'rooms', kind: 'int64', values: [4n, null, 6n] },
	{ name: 'garden', kind: 'boolean', values: [true, false, true] }
]);

test('the first column is the label, and what is null is missing', async () => {
	expect(await parseParquet(bytes, { file: 'f', label: 'first' })).toEqual({
		rows: 3,
		columns: 2,
		x: Float32Array.of(4, 1, NaN, 0, 6, 1),
		labels: Float32Array.of(1.5, 2.5, -3),
		weights: null
	});
});

test('the second column is the weight where that is said; without a label all are features', async () => {
	const weighted = await parseParquet(bytes, { file: 'f', label: 'first', weights: true });
	expect(weighted.weights).toEqual(Float32Array.of(4, NaN, 6));
	expect(weighted.columns).toBe(1);
	expect((await parseParquet(bytes, { file: 'f', label: 'none' })).columns).toBe(3);
});

test.each([
	['bytes of another format', encodeUtf8('1,2,3\n4,5,6\n'), 'f: is no Parquet file that can be read'],
	[
		'words',
		writeParquet([
			{ name: 'y', kind: 'double', values: [1] },
			{ name: 'town', kind: 'utf8', values: ['Ulm'] }
		]),
		'f: column «town», row 1: "Ulm" is not a number'
	],
	[
		'a label alone',
		writeParquet([{ name: 'y', kind: 'double', values: [1] }]),
		'rows have 1 column(s), but a label and features are needed'
	]
])('%s are refused', async (_title, given, message) => {
	await expect(parseParquet(given, { file: 'f', label: 'first' })).rejects.toMatchObject({
		code: 'BadParquet',
		message: expect.stringContaining(message) as string
	});
});
