import { decodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';

/** One row by column name. */
export type TableRow = Record<string, number | string>;

/**
 * Reads a CSV with a header row into one record per row. A column whose filled cells are all numbers gives numbers
 * (an empty cell is NaN there); any other column gives text. Cells may be quoted: `"a, ""b"""`. Lines end in LF or CRLF.
 * Empty lines are skipped.
 * @param source text, or its UTF-8 bytes
 * @throws UserError `BadTable` for rows that differ in width, a name that comes twice, an unclosed quote
 * @example
 * const rows = readTable('town,medv\nNahant,24.0'); // [{ town: 'Nahant', medv: 24 }]
 */
export function readTable(source: string | Uint8Array): TableRow[] {
	const [header, ...records] = splitRecords(typeof source === 'string' ? source : decodeUtf8(source));
	if (!header) return [];
	const names = header.cells.map((name) => name.trim());
	const twice = names.find((name, i) => names.indexOf(name) !== i);
	if (twice !== undefined) {
		throw new UserError('BadTable', `The column name '${twice}' comes twice in the header row.`, {
			hint: 'Give every column a name of its own.'
		});
	}
	for (const { cells, line } of records) {
		if (cells.length === names.length) continue;
		throw new UserError(
			'BadTable',
			`Line ${line} has ${cells.length} cells, but the header has ${names.length} names.`,
			{
				hint: 'Look for a missing or an extra comma, or an unquoted one inside a text.'
			}
		);
	}
	const numeric = names.map(
		(_, i) => records.length > 0 && records.every(({ cells }) => isNumberOrEmpty(cells[i]!))
	);
	return records.map(({ cells }) =>
		Object.fromEntries(names.map((name, i) => [name, numeric[i] ? numberOf(cells[i]!) : cells[i]!]))
	);
}

function isNumberOrEmpty(cell: string): boolean {
	return /^\s*([+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?|nan)?\s*$/i.test(cell);
}

function numberOf(cell: string): number {
	return cell.trim() === '' ? NaN : Number(cell);
}

interface TableRecord {
	readonly cells: string[];
	readonly line: number;
}

function splitRecords(source: string): TableRecord[] {
	const text = source.replace(/^\uFEFF/, '');
	const records: TableRecord[] = [];
	let at = 0;
	let line = 1;
	while (at < text.length) {
		const cells: string[] = [];
		const start = at;
		const startLine = line;
		do {
			const { cell, next } = readCell(text, at, line);
			cells.push(cell);
			line += cell.split('\n').length - 1;
			at = next + 1;
		} while (text[at - 1] === ',');
		if (text[at - 1] === '\r' && text[at] === '\n') at++;
		line++;
		if (text.slice(start, at).trim() !== '') records.push({ cells, line: startLine });
	}
	return records;
}

/** The cell that begins at `from`, and where it ends: at a comma, a line end or the end of the text. */
function readCell(text: string, from: number, line: number): { cell: string; next: number } {
	if (text[from] !== '"') {
		let next = from;
		while (next < text.length && !',\r\n'.includes(text[next]!)) next++;
		return { cell: text.slice(from, next), next };
	}
	let cell = '';
	for (let at = from + 1; ;) {
		const quote = text.indexOf('"', at);
		if (quote < 0) {
			throw new UserError('BadTable', `Line ${line}: a cell begins with a quote that is never closed.`, {
				hint: 'Close the quote; inside a quoted cell a quote is written twice.'
			});
		}
		cell += text.slice(at, quote);
		if (text[quote + 1] !== '"') return { cell, next: quote + 1 };
		cell += '"';
		at = quote + 2;
	}
}
