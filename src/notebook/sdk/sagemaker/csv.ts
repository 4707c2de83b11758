import { UserError } from '#base/errors.ts';
import { toCsv } from '#ml/data/to-csv.ts';

/** One row or many, as the serialisers take them. */
export type CsvData = string | ArrayLike<number | string> | readonly ArrayLike<number | string>[];

/**
 * Writes rows as CSV without a header, one line a row, no line end after the last. A text passes as it is; a flat list
 * is one row; NaN is an empty cell, which algorithms read as missing. An empty list gives an empty text.
 *
 * Throws a UserError `NotSerializable` for a cell that is neither a number nor a text.
 */
export function serialiseCsv(data: CsvData): string {
	if (typeof data === 'string') return data;
	const rows = isRows(data)
		? Array.from(data)
		: data.length === 0
			? []
			: [data as ArrayLike<number | string>];
	for (const row of rows) Array.from(row, checkCell);
	return toCsv(rows).replace(/\n$/, '');
}

function isRows(data: CsvData): data is readonly ArrayLike<number | string>[] {
	const first: unknown = (data as ArrayLike<unknown>)[0];
	return typeof first === 'object' && first !== null;
}

function checkCell(value: unknown): void {
	if (typeof value === 'number' || typeof value === 'string') return;
	throw new UserError('NotSerializable', `A CSV cell is a number or a text, not ${describe(value)}.`, {
		hint: 'Pass an array of numbers, or an array of such rows: [[6.5, 4.9], [5.7, 12.1]].'
	});
}

function describe(value: unknown): string {
	if (value === null || value === undefined) return String(value);
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/**
 * Reads CSV into rows of texts: quotes as RFC 4180 has them, blank lines dropped, spaces kept.
 * Throws a UserError `NotCsv` that names the place where the text stops being CSV.
 */
export function parseCsvTexts(text: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	// A cell, quoted or bare, and what ends it.
	const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n][^,\r\n]*)?)(,|\r?\n|\r|$)/gy;
	let at = 0;
	let ending: string | undefined = '';
	while (at < text.length || ending === ',') {
		cells.lastIndex = at;
		const match = cells.exec(text);
		if (!match) throw notCsv(text, at);
		row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
		at = cells.lastIndex;
		ending = match[3];
		if (ending === ',') continue;
		if (row.length > 1 || row[0] !== '') rows.push(row);
		row = [];
	}
	return rows;
}

function notCsv(text: string, from: number): UserError {
	const close = /^"(?:[^"]|"")*"/.exec(text.slice(from))?.[0].length ?? 0;
	const at = from + close;
	return new UserError('NotCsv', `The text is no CSV at character ${at}: '${text.slice(at, at + 20)}'.`, {
		hint: 'A cell that holds a quote begins and ends with one, and doubles those within.'
	});
}
