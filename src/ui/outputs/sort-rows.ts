import type { TableData } from '#notebook/outputs.ts';

export interface SortOrder {
	readonly column: number;
	readonly direction: 'ascending' | 'descending';
}

type Row = TableData['rows'][number];

/**
 * The rows in the order asked for, a new array; null leaves them as they came. Numbers go by value, texts by letters
 * with numbers in them by value; missing values and NaN come last both ways. Equal rows keep their order.
 */
export function sortRows(rows: readonly Row[], order: SortOrder | null): readonly Row[] {
	if (!order) return rows;
	const sign = order.direction === 'ascending' ? 1 : -1;
	return rows.toSorted((a, b) => compare(a[order.column] ?? null, b[order.column] ?? null, sign));
}

/** What a click on a column's head makes of the order: ascending, descending, as it came. */
export function nextOrder(order: SortOrder | null, column: number): SortOrder | null {
	if (order?.column !== column) return { column, direction: 'ascending' };
	return order.direction === 'ascending' ? { column, direction: 'descending' } : null;
}

function compare(a: Row[number], b: Row[number], sign: number): number {
	const [noA, noB] = [isMissing(a), isMissing(b)];
	if (noA || noB) return Number(noA) - Number(noB);
	if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
	return sign * String(a).localeCompare(String(b), 'en', { numeric: true });
}

function isMissing(value: Row[number]): boolean {
	return value === null || Number.isNaN(value);
}
