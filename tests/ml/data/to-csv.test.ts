import { expect, test } from 'vitest';
import { toCsv } from '#ml/data/to-csv.ts';

test('arrays and typed arrays become lines without a header', () => {
	expect(toCsv([[1, 'a'], Float32Array.of(0.5, 2)])).toBe('1,a\n0.5,2\n');
});

test('columns choose and order the fields of records', () => {
	const rows = [{ rm: 6.5, town: 'x', medv: 24 }];
	expect(toCsv(rows, { columns: ['medv', 'rm'] })).toBe('24,6.5\n');
	expect(toCsv(rows, { columns: ['medv', 'rm'], header: true })).toBe('medv,rm\n24,6.5\n');
});

test('what is missing becomes an empty cell, true and false 1 and 0', () => {
	expect(toCsv([{ a: NaN, b: null, c: undefined, d: true, e: false }])).toBe(',,,1,0\n');
});

test('no rows give no text', () => {
	expect(toCsv([])).toBe('');
});

test('a column that is not there is refused with those that are', () => {
	expect(() => toCsv([{ a: 1 }], { columns: ['b'] })).toThrow(
		expect.objectContaining({ message: "There is no column 'b'.", hint: 'The columns are a.' })
	);
});
