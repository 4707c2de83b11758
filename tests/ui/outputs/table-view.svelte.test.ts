import { describe, expect, it, vi } from 'vitest';
import type { TableData } from '#notebook/outputs.ts';
import type { Inspect } from '#notebook/values/questions.ts';
import { filterOf } from '#ui/outputs/table/filter-of.ts';
import { firstSight, TableView } from '#ui/outputs/table/table-view.svelte.ts';

const GONE: Inspect = () => Promise.resolve({ kind: 'gone' });
const columns = [
	{ name: 'n', type: 'number' },
	{ name: 's', type: 'string' }
] as const;
const here: TableData = {
	columns,
	rows: Array.from({ length: 30 }, (_, i) => [29 - i, `row ${i}`]),
	total: 30
};
const far: TableData = { ...here, total: 1000, ref: 'k-1' };

describe('a table that is all here', () => {
	it('is sorted, filtered and paged without the kernel', async () => {
		const inspect = vi.fn(GONE);
		const view = new TableView(here, inspect, firstSight());
		view.start();
		expect(view.rows).toHaveLength(10);
		await view.sortBy({ column: 0, direction: 'ascending' });
		expect(view.rows[0]).toEqual([0, 'row 29']);
		await view.goTo(1000);
		expect([view.from, view.rows[9]]).toEqual([20, [29, 'row 0']]);
		await view.filterBy(1, filterOf(1, false, 'row 2', ''));
		expect([view.matching, view.from]).toEqual([11, 0]);
		await view.filterBy(1, null);
		expect(view.matching).toBe(30);
		expect(inspect).not.toHaveBeenCalled();
		expect(view.summaryOf(0)).toMatchObject({ kind: 'number', min: 0, max: 29 });
	});

	it('is written out whole, with its head', async () => {
		const view = new TableView(here, GONE, firstSight());
		const parts: string[] = [];
		for await (const part of view.text('csv')) parts.push(part);
		expect(parts.join('').split('\r\n')).toHaveLength(32);
		expect(parts[0]).toBe('n,s\r\n');
	});

	it('is looked at as before when its cell has run again, unless its columns are others', async () => {
		const sight = firstSight();
		await new TableView(here, GONE, sight).sortBy({ column: 0, direction: 'descending' });
		expect(new TableView(here, GONE, sight).sort).toEqual({ column: 0, direction: 'descending' });
		const other: TableData = { columns: [{ name: 'x', type: 'number' }], rows: [[1]], total: 1 };
		expect(new TableView(other, GONE, sight).sort).toBeNull();
	});
});

describe('a table in the kernel', () => {
	it('asks for the rows that are seen; of several wishes the last counts', async () => {
		const settle: ((n: number) => void)[] = [];
		const inspect = vi.fn<Inspect>(
			() =>
				new Promise((resolve) => settle.push((n) => resolve({ kind: 'rows', rows: [[n, 'x']], matching: n })))
		);
		const view = new TableView(far, inspect, firstSight());
		const wishes = [view.goTo(10), view.goTo(20)];
		expect(view.isWaiting).toBe(true);
		settle[1]!(2);
		settle[0]!(1);
		await Promise.all(wishes);
		expect([view.rows, view.matching, view.isWaiting]).toEqual([[[2, 'x']], 2, false]);
		expect(inspect.mock.calls[1]![0]).toMatchObject({ ask: 'rows', ref: 'k-1', from: 20, count: 10 });
	});

	it('shows the rows that it has when the kernel is gone, and says so', async () => {
		const view = new TableView(far, GONE, firstSight());
		await view.sortBy({ column: 0, direction: 'ascending' });
		expect([view.isGone, view.matching, view.rows[0]]).toEqual([true, 30, [0, 'row 29']]);
		expect(view.summaryOf(0)).toBeNull();
	});
});

it.each([
	[true, '1,5', '', { column: 0, kind: 'range', min: 1.5, max: null }],
	[true, '', 'x', null],
	[false, 'a', '', { column: 0, kind: 'contains', text: 'a' }],
	[false, '', '', null]
] as const)(
	'what is typed above a column becomes a condition: %s %s %s',
	(isNumber, first, second, filter) => {
		expect(filterOf(0, isNumber, first, second)).toEqual(filter);
	}
);
