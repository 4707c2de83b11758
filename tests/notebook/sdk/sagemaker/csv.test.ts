import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { parseCsvTexts, serialiseCsv } from '#notebook/sdk/sagemaker/csv.ts';

describe('serialiseCsv', () => {
	test('writes one row of numbers as one line', () => {
		expect(serialiseCsv([6.5, 0, -1e-7])).toBe('6.5,0,-1e-7');
		expect(serialiseCsv(Float64Array.of(1, 2))).toBe('1,2');
	});

	test('writes many rows as lines, without an end after the last', () => {
		expect(serialiseCsv([[1, 2], Float32Array.of(3, 4)])).toBe('1,2\n3,4');
	});

	test('writes NaN as an empty cell', () => {
		expect(serialiseCsv([1, NaN, 2])).toBe('1,,2');
	});

	test('passes text as it is and makes nothing of nothing', () => {
		expect(serialiseCsv('a,b\n')).toBe('a,b\n');
		expect(serialiseCsv([])).toBe('');
	});

	test('refuses what is neither a number nor a text', () => {
		expect(() => serialiseCsv([[1, null as never]])).toThrow('A CSV cell is a number or a text, not null.');
	});
});

describe('parseCsvTexts', () => {
	test('reads rows of texts, with any line end and without blank lines', () => {
		expect(parseCsvTexts('1.5,a\r\n\n2, b\n')).toEqual([
			['1.5', 'a'],
			['2', ' b']
		]);
	});

	test('keeps empty cells', () => {
		expect(parseCsvTexts('a,,\n,')).toEqual([
			['a', '', ''],
			['', '']
		]);
	});

	test('reads a quoted cell with commas, quotes and line ends in it', () => {
		expect(parseCsvTexts('"a ""b"", c\nd",2')).toEqual([['a "b", c\nd', '2']]);
	});

	test('says where a text stops being CSV', () => {
		expect(() => parseCsvTexts('a,b\nc,"d"e')).toThrow("no CSV at character 9: 'e'");
	});

	test('reads what serialiseCsv wrote', () => {
		const cell = fc.string({ minLength: 1 });
		fc.assert(
			fc.property(fc.array(fc.array(cell, { minLength: 1 }), { minLength: 1 }), (rows) => {
				expect(parseCsvTexts(serialiseCsv(rows))).toEqual(rows);
			}),
			{ seed: 1 }
		);
	});
});
