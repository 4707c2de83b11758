import { expect, it } from 'vitest';
import { toDelimited } from '#notebook/values/delimited.ts';

it('CSV quotes what would be read otherwise; missing values are empty', () => {
	expect(toDelimited([['a,b', 'say "x"', null, 1.5, 'two\nlines']], 'csv')).toBe(
		'"a,b","say ""x""",,1.5,"two\nlines"\r\n'
	);
});

it('TSV has a line a row, whatever the cells hold', () => {
	expect(toDelimited([['a\tb', 'c\r\nd'], [true]], 'tsv')).toBe('a b\tc d\r\ntrue\r\n');
});
