import { expect, test } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { readTable } from '#ml/data/read-table.ts';
import { toCsv } from '#ml/data/to-csv.ts';

test('each row becomes a record; columns of numbers give numbers', () => {
	expect(readTable('town,medv\nNahant,24.0\nSwampscott,21.6\n')).toEqual([
		{ town: 'Nahant', medv: 24 },
		{ town: 'Swampscott', medv: 21.6 }
	]);
});

test('bytes are read as UTF-8', () => {
	expect(readTable(encodeUtf8('ort\nKöln'))).toEqual([{ ort: 'Köln' }]);
});

test('an empty cell is NaN among numbers and empty text among texts', () => {
	expect(readTable('a,b\n1,x\n,\n')).toEqual([
		{ a: 1, b: 'x' },
		{ a: NaN, b: '' }
	]);
});

test('one text makes the whole column text', () => {
	expect(readTable('a\n1\nx')).toEqual([{ a: '1' }, { a: 'x' }]);
});

test('quoted cells may hold commas, quotes and line ends', () => {
	expect(readTable('a,b\r\n"x, ""y""","1\n2"\r\n')).toEqual([{ a: 'x, "y"', b: '1\n2' }]);
});

test('what toCsv writes with a header is read back', () => {
	const rows = [
		{ name: 'a "b", c', n: 1.5 },
		{ name: 'line\nend', n: NaN }
	];
	expect(readTable(toCsv(rows, { header: true }))).toEqual(rows);
});

test('no text and a header alone give no rows', () => {
	expect(readTable('')).toEqual([]);
	expect(readTable('a,b\n')).toEqual([]);
});

test('an odd row, a doubled name and an open quote are refused by line', () => {
	expect(() => readTable('a,b\n1,2\n3\n')).toThrow('Line 3 has 1 cells, but the header has 2 names.');
	expect(() => readTable('a,a\n1,2\n')).toThrow("'a' comes twice");
	expect(() => readTable('a\n"x\n')).toThrow('Line 2: a cell begins with a quote');
});
