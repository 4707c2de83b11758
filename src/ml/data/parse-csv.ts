import { decodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import type { Dataset } from './dataset.ts';
import { parseNumber } from './parse-number.ts';

export interface CsvOptions {
	/** Named in errors. */
	readonly file: string;
	/** `first` (SageMaker's layout for training): column 1 is the label. `none`: features only. */
	readonly label: 'first' | 'none';
	/** With a label: column 2 is the row's weight. Default false. */
	readonly weights?: boolean;
	/** One character. Default: that of `,` `;` tab `|` space which the first line has most of, a comma on a tie. */
	readonly delimiter?: string;
}

const LF = 10;
const CR = 13;
const SPACE = 32;

/**
 * Numbers of a CSV without header, in one pass over its bytes. An empty cell is NaN; empty lines are skipped; lines end
 * in LF or CRLF, the last one may go without. Empty bytes give an empty table.
 * @throws UserError `BadCsv` naming file, line, column and text where a cell is no number or rows differ in width
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/cdf-training.html
 */
export function parseCsv(bytes: Uint8Array, options: CsvOptions): Dataset {
	const delimiter = (options.delimiter ?? sniffDelimiter(bytes)).charCodeAt(0);
	const special = (options.label === 'first' ? 1 : 0) + (options.weights ? 1 : 0);
	const { cells, width } = readCells(bytes, delimiter, options.file);
	const rows = width === 0 ? 0 : cells.length / width;
	if (rows > 0 && width <= special) {
		throw new UserError(
			'BadCsv',
			`${options.file}: rows have ${width} column(s), but a label and features are needed.`,
			{
				hint: 'Put the label first and at least one feature behind it, separated by commas.'
			}
		);
	}
	const columns = rows === 0 ? 0 : width - special;
	if (special === 0) return { rows, columns, x: cells, labels: null, weights: null };
	const x = new Float32Array(rows * columns);
	const labels = new Float32Array(rows);
	const weights = options.weights ? new Float32Array(rows) : null;
	for (let row = 0; row < rows; row++) {
		const at = row * width;
		labels[row] = cells[at]!;
		if (weights) weights[row] = cells[at + 1]!;
		x.set(cells.subarray(at + special, at + width), row * columns);
	}
	return { rows, columns, x, labels, weights };
}

/** The character of `,` `;` tab `|` space that separates the cells of the first line; a comma where there is none. */
export function sniffDelimiter(bytes: Uint8Array): string {
	const end = bytes.indexOf(LF);
	const line = decodeUtf8(bytes.subarray(0, end < 0 ? bytes.length : end)).trim();
	let best = ',';
	let most = 0;
	for (const candidate of [',', ';', '\t', '|', ' ']) {
		const count = line.split(candidate).length - 1;
		if (count > most) [best, most] = [candidate, count];
	}
	return best;
}

function readCells(
	bytes: Uint8Array,
	delimiter: number,
	file: string
): { cells: Float32Array; width: number } {
	const length = bytes.length;
	let cells: Float32Array = new Float32Array(1024);
	let count = 0;
	let width = 0;
	let line = 0;
	let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
	while (at < length) {
		line++;
		const found = bytes.indexOf(LF, at);
		const next = found < 0 ? length : found;
		const end = bytes[next - 1] === CR && next > at ? next - 1 : next;
		if (isBlank(bytes, at, end)) {
			at = next + 1;
			continue;
		}
		const before = count;
		for (let cell = at; cell <= end;) {
			let stop = cell;
			while (stop < end && bytes[stop] !== delimiter) stop++;
			const value = parseNumber(bytes, cell, stop);
			if (value === Infinity) throw notANumber(bytes, at, end, delimiter, file, line, count - before);
			if (count === cells.length) cells = grow(cells, (length * count) / Math.max(stop, 1));
			cells[count++] = value;
			cell = stop + 1;
		}
		if (width === 0) width = count - before;
		if (count - before !== width) throw unevenRow(file, line, count - before, width);
		at = next + 1;
	}
	return { cells: cells.slice(0, count), width };
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
	while (from < to && bytes[from] === SPACE) from++;
	return from === to;
}

/** A larger copy; `expected` is what the rest of the file will need if it goes on like this. */
function grow(cells: Float32Array, expected: number): Float32Array {
	const larger = new Float32Array(
		Math.max(cells.length * 2, Math.min(Math.ceil(expected * 1.05), cells.length * 64))
	);
	larger.set(cells);
	return larger;
}

function notANumber(
	bytes: Uint8Array,
	from: number,
	to: number,
	delimiter: number,
	file: string,
	line: number,
	column: number
): UserError {
	const texts = decodeUtf8(bytes.subarray(from, to)).split(String.fromCharCode(delimiter));
	const words = texts.filter((text) => !Number.isFinite(Number(text))).length;
	const header = line === 1 && words * 2 > texts.length;
	const shown = JSON.stringify((texts[column] ?? '').trim().slice(0, 60));
	return new UserError(
		'BadCsv',
		`${file}, line ${line}, column ${column + 1}: ${shown} is not a number. Every cell must be a finite decimal number or empty.`,
		{
			hint: header
				? "SageMaker's CSV has no header row: write the rows without the column names."
				: 'Encode text as numbers (one column per category) before uploading; leave a missing value empty.'
		}
	);
}

function unevenRow(file: string, line: number, found: number, width: number): UserError {
	return new UserError(
		'BadCsv',
		`${file}, line ${line}: the row has ${found} columns, but every row must have ${width} as the first one has.`,
		{ hint: 'Look for a missing or an extra delimiter in that line.' }
	);
}
