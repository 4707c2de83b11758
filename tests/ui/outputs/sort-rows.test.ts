import { describe, expect, it } from 'vitest';
import { nextOrder, sortRows } from '#ui/outputs/sort-rows.ts';

const column = (...values: (string | number | null)[]) => values.map((value) => [value]);

describe('sortRows', () => {
	it('orders numbers by value both ways, and what is missing last both ways', () => {
		const rows = column(10, null, 9, NaN, -1);
		expect(sortRows(rows, { column: 0, direction: 'ascending' }).flat()).toEqual([-1, 9, 10, null, NaN]);
		expect(sortRows(rows, { column: 0, direction: 'descending' }).flat()).toEqual([10, 9, -1, null, NaN]);
	});

	it('orders texts by the numbers in them', () => {
		const rows = column('job-10', 'job-9');
		expect(sortRows(rows, { column: 0, direction: 'ascending' }).flat()).toEqual(['job-9', 'job-10']);
	});

	it('leaves rows as they came without an order, and never touches what it was given', () => {
		const rows = column(2, 1);
		expect(sortRows(rows, null)).toBe(rows);
		sortRows(rows, { column: 0, direction: 'ascending' });
		expect(rows.flat()).toEqual([2, 1]);
	});
});

describe('nextOrder', () => {
	it('goes from ascending to descending to none, and begins anew on another column', () => {
		const first = nextOrder(null, 1);
		const second = nextOrder(first, 1);
		expect([first?.direction, second?.direction, nextOrder(second, 1)]).toEqual([
			'ascending',
			'descending',
			null
		]);
		expect(nextOrder(second, 0)).toEqual({ column: 0, direction: 'ascending' });
	});
});
