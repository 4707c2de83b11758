import type { TableCell } from '../outputs.ts';

/** A condition on the rows of a table. Missing cells meet none but `missing`. */
export type TableFilter =
	/** The cell, written out, contains the text; large and small letters are the same. */
	| { readonly column: number; readonly kind: 'contains'; readonly text: string }
	/** The cell is a number from `min` to `max`; null leaves an end open. */
	| {
			readonly column: number;
			readonly kind: 'range';
			readonly min: number | null;
			readonly max: number | null;
	  }
	/** The cell is missing, or NaN. */
	| { readonly column: number; readonly kind: 'missing' };

export interface TableSort {
	readonly column: number;
	readonly direction: 'ascending' | 'descending';
}

export interface TableQuery {
	readonly sort: TableSort | null;
	readonly filters: readonly TableFilter[];
}

/** What rows are asked of; both the kernel's tables and those on the page fit. */
export interface TableCells {
	readonly rows: number;
	cell(row: number, column: number): TableCell;
}

/** Above so many texts, order by letters of the alphabet gives way to order by code, which takes a tenth of the time. */
const MOST_COLLATED = 50_000;

/**
 * The numbers of the rows that meet all filters, in the order asked for. Numbers go by value, texts by letters with
 * numbers in them by value; missing values and NaN come last both ways. Equal rows keep their order. O(n log n).
 */
export function queryRows(table: TableCells, { sort, filters }: TableQuery): Uint32Array {
	const found = filterRows(table, filters);
	return sort ? sortRows(table, found, sort) : found;
}

function filterRows(table: TableCells, filters: readonly TableFilter[]): Uint32Array {
	const tests = filters.map((filter) => ({ column: filter.column, meets: testOf(filter) }));
	const found = new Uint32Array(table.rows);
	let count = 0;
	for (let row = 0; row < table.rows; row++) {
		if (tests.every(({ column, meets }) => meets(table.cell(row, column)))) found[count++] = row;
	}
	return found.subarray(0, count);
}

function testOf(filter: TableFilter): (cell: TableCell) => boolean {
	switch (filter.kind) {
		case 'missing':
			return isMissing;
		case 'range': {
			const { min, max } = filter;
			return (cell) => typeof cell === 'number' && cell >= (min ?? -Infinity) && cell <= (max ?? Infinity);
		}
		case 'contains': {
			const text = filter.text.toLowerCase();
			return (cell) => cell !== null && String(cell).toLowerCase().includes(text);
		}
	}
}

/** Whether a cell holds no value. */
export function isMissing(cell: TableCell): boolean {
	return cell === null || Number.isNaN(cell);
}

function sortRows(table: TableCells, rows: Uint32Array, { column, direction }: TableSort): Uint32Array {
	const sign = direction === 'ascending' ? 1 : -1;
	const present: number[] = [];
	const missing: number[] = [];
	const keys: TableCell[] = [];
	let isNumeric = true;
	for (const row of rows) {
		const key = table.cell(row, column);
		keys[row] = key;
		if (isMissing(key)) missing.push(row);
		else {
			present.push(row);
			isNumeric &&= typeof key === 'number';
		}
	}
	const sorted = isNumeric
		? byNumber(present, keys as number[], sign)
		: present.sort((a, b) => sign * compareText(keys[a]!, keys[b]!, present.length) || a - b);
	const ordered = new Uint32Array(rows.length);
	ordered.set(sorted);
	ordered.set(missing, sorted.length);
	return ordered;
}

function byNumber(rows: readonly number[], keys: readonly number[], sign: number): Uint32Array {
	const values = Float64Array.from(rows, (row) => sign * keys[row]!);
	const places = Uint32Array.from(rows, (_, i) => i);
	places.sort((a, b) => values[a]! - values[b]! || a - b);
	return places.map((place) => rows[place]!);
}

const collator = new Intl.Collator('en', { numeric: true });

function compareText(a: TableCell, b: TableCell, count: number): number {
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	const [left, right] = [String(a), String(b)];
	if (count <= MOST_COLLATED) return collator.compare(left, right);
	return left < right ? -1 : left > right ? 1 : 0;
}
