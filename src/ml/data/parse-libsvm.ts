import { decodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import { tableOfPresent, type Dataset } from './dataset.ts';
import { parseNumber } from './parse-number.ts';

interface Entries {
	readonly labels: number[];
	readonly weights: number[];
	/** index, value, index, value … */
	readonly cells: number[];
	/** How many cells there are up to the end of each row. */
	readonly ends: number[];
	/** Where a row's `qid` is another than that of the row before. */
	readonly starts: number[];
	lastQuery: number | null;
	columns: number;
	weighted: boolean;
}

/**
 * Reads `label[:weight] [qid:q] index:value index:value …`, one row a line, indexes from 0, `#` begins a comment. What a line
 * does not name is missing, not zero, as XGBoost reads it. The table is as wide as its largest index says, and sparse
 * where it would take much memory else.
 * @param options.columns how wide it is at least
 * @param options.label `none`: lines may begin with a pair at once, as request bodies do; a label that is there is dropped
 * @throws UserError `BadLibsvm` naming file, line, column (of white-space-separated parts) and text
 * @see https://xgboost.readthedocs.io/en/release_1.7.0/tutorials/input_format.html
 */
export function parseLibsvm(
	bytes: Uint8Array,
	options: { readonly file: string; readonly label: 'first' | 'none'; readonly columns?: number }
): Dataset {
	const entries: Entries = {
		labels: [],
		weights: [],
		cells: [],
		ends: [],
		starts: [],
		lastQuery: null,
		columns: options.columns ?? 0,
		weighted: false
	};
	let at = 0;
	for (let line = 1; at < bytes.length; line++) {
		const found = bytes.indexOf(10, at);
		const end = found < 0 ? bytes.length : found;
		const text = decodeUtf8(bytes.subarray(at, end)).split('#')[0]!.trim();
		if (text !== '') readLine(text, entries, options, line);
		at = end + 1;
	}
	const rows = entries.labels.length;
	const { cells, ends } = entries;
	const count = cells.length / 2;
	const sparse = {
		starts: Uint32Array.from([0, ...ends]),
		places: Uint32Array.from({ length: count }, (_, i) => cells[2 * i]!),
		values: Float32Array.from({ length: count }, (_, i) => cells[2 * i + 1]!)
	};
	const labelled = options.label === 'first';
	return {
		...tableOfPresent(rows, entries.columns, sparse),
		labels: labelled ? Float32Array.from(entries.labels) : null,
		weights: labelled && entries.weighted ? Float32Array.from(entries.weights) : null,
		...(labelled && entries.starts.length > 0 && { groups: Int32Array.from([...entries.starts, rows]) })
	};
}

function readLine(
	text: string,
	entries: Entries,
	{ file, label }: { readonly file: string; readonly label: 'first' | 'none' },
	line: number
): void {
	const parts = text.split(/\s+/);
	const row = entries.labels.length;
	const fail = (column: number, rule: string): UserError =>
		badPart(file, line, column, parts[column - 1]!, rule);
	let first = 0;
	entries.labels.push(NaN);
	entries.weights.push(1);
	if (label === 'first' || !parts[0]!.includes(':')) {
		const [value, weight] = pairOf(parts[0]!);
		if (value === null || Number.isNaN(value)) throw fail(1, 'must be a label, a number');
		if (weight !== undefined && (weight === null || !(weight >= 0)))
			throw fail(1, 'must be label:weight, weight ≥ 0');
		entries.labels[row] = value;
		entries.weights[row] = weight ?? 1;
		entries.weighted ||= weight !== undefined;
		first = 1;
	}
	const next = parts[first];
	if (next?.startsWith('qid:')) {
		const query = numberOf(next.slice(4));
		if (query === null || !Number.isInteger(query)) throw fail(first + 1, 'must be qid:number');
		if (row > 0 && entries.starts.length === 0) throw fail(first + 1, 'must stand in every row or in none');
		if (query !== entries.lastQuery) entries.starts.push(row);
		entries.lastQuery = query;
		first++;
	} else if (entries.starts.length > 0 && label === 'first') {
		throw fail(first, 'must be followed by a qid, as in the rows before');
	}
	for (let i = first; i < parts.length; i++) {
		const [index, value] = pairOf(parts[i]!);
		if (index === null || value === undefined || value === null || !(Number.isInteger(index) && index >= 0)) {
			throw fail(i + 1, 'must be index:value, the index a whole number from 0');
		}
		entries.cells.push(index, value);
		entries.columns = Math.max(entries.columns, index + 1);
	}
	entries.ends.push(entries.cells.length / 2);
}

/** The numbers on both sides of the first colon; undefined without one, null where a side is no number. */
function pairOf(part: string): [number | null, number | null | undefined] {
	const colon = part.indexOf(':');
	if (colon < 0) return [numberOf(part), undefined];
	return [numberOf(part.slice(0, colon)), numberOf(part.slice(colon + 1))];
}

function numberOf(text: string): number | null {
	const bytes = Uint8Array.from(text, (char) => Math.min(char.charCodeAt(0), 255));
	const value = parseNumber(bytes, 0, bytes.length);
	return text === '' || value === Infinity ? null : value;
}

function badPart(file: string, line: number, column: number, text: string, rule: string): UserError {
	const shown = JSON.stringify(text.slice(0, 60));
	const comma = text.includes(',');
	return new UserError('BadLibsvm', `${file}, line ${line}, column ${column}: ${shown} ${rule}.`, {
		hint: comma
			? 'This looks like CSV: set its content type to text/csv (libsvm is assumed where none is given).'
			: 'A libsvm row reads «label index:value index:value», for example «1 0:0.5 3:2».'
	});
}
