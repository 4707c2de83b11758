import { expect, test } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { isPreprocessorImage, preprocessorImageOf } from '#ml/prep/image.ts';
import {
	fitPreprocessor,
	preprocessRow,
	readPreprocessor,
	writePreprocessor
} from '#ml/prep/preprocessor.ts';

const rows = [
	[1, 0, 5],
	[3, 1, NaN],
	[2, 2, 7],
	[2, 400, 6]
];

test('missing values become the mean of the others and a flag; long tails become logarithms where wanted', () => {
	const plain = fitPreprocessor(rows, false);
	expect(rows.map((row) => preprocessRow(plain, row))).toEqual([
		[1, 0, 5, 0],
		[3, 1, 6, 1],
		[2, 2, 7, 0],
		[2, 400, 6, 0]
	]);
	const logs = fitPreprocessor(rows, true);
	expect(logs.steps.map((step) => step.logs)).toEqual([false, true, false]);
	expect(preprocessRow(logs, [NaN, 400, 1])).toEqual([2, Math.log(401), 1, 0]);
	expect(preprocessRow(logs, [2, -5, 1])[1]).toBe(0);
});

test('a column that is always missing, constant or negative gives numbers still', () => {
	const strange = fitPreprocessor(
		[
			[NaN, 4, -1],
			[NaN, 4, -900]
		],
		true
	);
	expect(strange.steps.map(({ logs }) => logs)).toEqual([false, false, false]);
	expect(preprocessRow(strange, [NaN, 4, -1])).toEqual([0, 4, -1, 1]);
});

test('it is read back as it was written, and refused otherwise', () => {
	const made = fitPreprocessor(rows, true);
	expect(readPreprocessor(writePreprocessor(made))).toEqual(made);
	for (const bytes of [undefined, encodeUtf8('no'), encodeUtf8('{"steps":[{"fill":1}]}')]) {
		expect(() => readPreprocessor(bytes)).toThrow(expect.objectContaining({ code: 'BadModel' }));
	}
});

test('its image is known by its address alone', () => {
	expect(isPreprocessorImage(preprocessorImageOf('eu-west-1'))).toBe(true);
	expect(preprocessorImageOf('xx-east-9')).toBe(preprocessorImageOf('us-east-1'));
	expect(isPreprocessorImage(preprocessorImageOf('us-east-1').replace('2.5', '2.6'))).toBe(false);
	expect(isPreprocessorImage('')).toBe(false);
});
