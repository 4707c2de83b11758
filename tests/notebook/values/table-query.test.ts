import { describe, expect, it } from 'vitest';
import type { TableCell } from '#notebook/outputs.ts';
import { queryRows, type TableFilter } from '#notebook/values/table-query.ts';

const rows: readonly (readonly TableCell[])[] = [
	[3, 'b10'],
	[null, 'b9'],
	[1, null],
	[NaN, 'A1'],
	[2, 'b9']
];
const table = { rows: rows.length, cell: (row: number, column: number) => rows[row]![column]! };
const ordered = (column: number, direction: 'ascending' | 'descending'): number[] => [
	...queryRows(table, { sort: { column, direction }, filters: [] })
];
const kept = (...filters: TableFilter[]): number[] => [...queryRows(table, { sort: null, filters })];

describe('rows in order', () => {
	it('go by value, missing ones last both ways', () => {
		expect(ordered(0, 'ascending')).toEqual([2, 4, 0, 1, 3]);
		expect(ordered(0, 'descending')).toEqual([0, 4, 2, 1, 3]);
	});

	it('go by letters with numbers in them by value, equal ones as they came', () => {
		expect(ordered(1, 'ascending')).toEqual([3, 1, 4, 0, 2]);
		expect(ordered(1, 'descending')).toEqual([0, 1, 4, 3, 2]);
	});

	it('are those of a plain sort, a hundred thousand of them too', () => {
		const values = Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i * 7919));
		const big = { rows: values.length, cell: (row: number) => values[row]! };
		const found = queryRows(big, { sort: { column: 0, direction: 'ascending' }, filters: [] });
		expect(found.every((row, i) => i === 0 || values[found[i - 1]!]! <= values[row]!)).toBe(true);
		expect(new Set(found).size).toBe(values.length);
	});
});

describe('filters', () => {
	it('keep what contains a text, in large or small letters', () => {
		expect(kept({ column: 1, kind: 'contains', text: 'B9' })).toEqual([1, 4]);
	});

	it('keep numbers within a range, both ends in it, and no missing ones', () => {
		expect(kept({ column: 0, kind: 'range', min: 2, max: 3 })).toEqual([0, 4]);
		expect(kept({ column: 0, kind: 'range', min: null, max: 1 })).toEqual([2]);
	});

	it('keep what is missing', () => {
		expect(kept({ column: 0, kind: 'missing' })).toEqual([1, 3]);
	});

	it('must all be met', () => {
		expect(
			kept({ column: 0, kind: 'range', min: 0, max: 9 }, { column: 1, kind: 'contains', text: 'b' })
		).toEqual([0, 4]);
	});
});
