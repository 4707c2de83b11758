import type { TableCell } from '../outputs.ts';

export type DelimitedFormat = 'csv' | 'tsv';

/**
 * Rows as lines of CSV (RFC 4180) or tab-separated text, each with its line end. Missing values are empty. In TSV, tabs
 * and line ends within a cell become spaces, since that format has no quotes.
 */
export function toDelimited(rows: readonly (readonly TableCell[])[], format: DelimitedFormat): string {
	const write = format === 'csv' ? quoted : flat;
	const separator = format === 'csv' ? ',' : '\t';
	return rows.map((row) => `${row.map((cell) => write(textOf(cell))).join(separator)}\r\n`).join('');
}

function textOf(cell: TableCell): string {
	return cell === null ? '' : String(cell);
}

function quoted(text: string): string {
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function flat(text: string): string {
	return text.replace(/[\t\r\n]+/g, ' ');
}
