import type { TableCell, TableData, ValueRef } from '../outputs.ts';
import { summarise } from './column-summary.ts';
import type { TableSource } from './table-source.ts';

/** Rows that go with the output itself. */
export const TABLE_ROWS = 200;
/** Up to so many cells the columns are summed up at once, since it takes no time. */
const FEW_CELLS = 50_000;

/** A table as an output: its first rows, and what its columns hold where that is soon said. */
export function toTable(source: TableSource, hold?: (table: TableSource) => ValueRef): TableData {
	const { columns, rows: total, label } = source;
	const rows = readRows(source, range(Math.min(total, TABLE_ROWS)));
	const isSmall = total * columns.length <= FEW_CELLS;
	return {
		columns,
		rows,
		total,
		...(label === null ? {} : { label }),
		...(isSmall ? { summaries: columns.map((_, i) => summaryOf(source, i)) } : {}),
		...(hold && total > rows.length ? { ref: hold(source) } : {})
	};
}

/** What a column of the table holds. */
export function summaryOf(source: TableSource, column: number): NonNullable<TableData['summaries']>[number] {
	return summarise(source.columns[column]!, source.rows, (row) => source.cell(row, column));
}

/** The rows of those numbers, whole. */
export function readRows(source: TableSource, numbers: Iterable<number>): TableCell[][] {
	return Array.from(numbers, (row) => source.columns.map((_, column) => source.cell(row, column)));
}

function range(count: number): number[] {
	return Array.from({ length: count }, (_, i) => i);
}
