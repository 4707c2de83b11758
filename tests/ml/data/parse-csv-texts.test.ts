import { expect, test } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { concatRows, takeRows } from '#ml/data/dataset.ts';
import { parseCsvTexts } from '#ml/data/parse-csv-texts.ts';
import { parseJsonTexts } from '#ml/data/parse-json-instances.ts';

const parse = (text: string) => parseCsvTexts(encodeUtf8(text), 'train/part');

test('cells are texts; spaces around them, quotes and empty lines are no part of them', () => {
	const table = parse('\ufeffuser_a, 192.168.1.2\r\n\n"Doe, ""Jo""" ,10.0.0.1\nü,\n');
	expect(table).toMatchObject({ rows: 3, columns: 2, labels: null });
	expect(table.texts).toEqual(['user_a', '192.168.1.2', 'Doe, "Jo"', '10.0.0.1', 'ü', '']);
	expect(parse('')).toMatchObject({ rows: 0, columns: 0, texts: [] });
});

test.each([
	['a,b\nc', 'train/part, line 2: the row has 1 columns, but every row must have 2 as the first one has.'],
	['a,"b\n', 'train/part, line 1: a double quote is not closed.'],
	['a,"b"c\n', 'train/part, line 1: a double quote is not closed.']
])('%j is refused', (text, message) => {
	expect(() => parse(text)).toThrow(expect.objectContaining({ kind: 'user', code: 'BadCsv', message }));
});

test('tables of texts are joined and taken from like others', () => {
	const all = concatRows([parse('a,1\nb,2'), parse('c,3')]);
	expect(all).toMatchObject({ rows: 3, columns: 2, texts: ['a', '1', 'b', '2', 'c', '3'] });
	expect(takeRows(all, [2, 0, 2])).toMatchObject({ rows: 3, texts: ['c', '3', 'a', '1', 'c', '3'] });
});

test('requests in JSON', () => {
	const document =
		'{"instances": [{"features": ["a", "1.2.3.4"]}, {"data": {"features": {"values": [7, "5.6.7.8"]}}}]}';
	const expected = { rows: 2, columns: 2, texts: ['a', '1.2.3.4', '7', '5.6.7.8'] };
	expect(parseJsonTexts(encodeUtf8(document), 'document')).toMatchObject(expected);
	const lines = '{"features": ["a", "1.2.3.4"]}\n{"features": [7, "5.6.7.8"]}\n';
	expect(parseJsonTexts(encodeUtf8(lines), 'lines')).toMatchObject(expected);
	for (const bad of [
		'{"features": "a"}',
		'{"features": [null, "a"]}',
		'{"features": ["a"]}\n{"features": ["a", "b"]}'
	]) {
		expect(() => parseJsonTexts(encodeUtf8(bad), 'lines')).toThrow(
			expect.objectContaining({ kind: 'user', code: 'BadJson' })
		);
	}
});
