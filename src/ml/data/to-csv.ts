import { UserError } from '#base/errors.ts';

export interface ToCsvOptions {
	/** For records: which fields, in that order (SageMaker wants the label first). Default: those of the first record. */
	readonly columns?: readonly string[];
	/** For records: writes the names as first line. Default false, since SageMaker's CSV has no header row. */
	readonly header?: boolean;
}

type Cell = number | string | boolean | null | undefined;
type Row = ArrayLike<number | string> | Readonly<Record<string, Cell>>;

/**
 * CSV text of rows, which are arrays of cells or records; each line ends in a line feed. NaN, null and undefined become
 * empty cells (missing), true and false 1 and 0. Text with a comma, quote or line end is quoted.
 * @throws UserError `UnknownColumn` where `columns` names a field that a record lacks
 * @example
 * toCsv([{ rm: 6.5, medv: 24 }], { columns: ['medv', 'rm'] }); // '24,6.5\n'
 */
export function toCsv(rows: readonly Row[], options: ToCsvOptions = {}): string {
	const first = rows[0];
	const columns = options.columns ?? (first && !isArray(first) ? Object.keys(first) : []);
	const lines = rows.map((row) => lineOf(isArray(row) ? Array.from(row) : pick(row, columns)));
	if (options.header) lines.unshift(lineOf([...columns]));
	return lines.map((line) => `${line}\n`).join('');
}

function isArray(row: Row): row is ArrayLike<number | string> {
	return Array.isArray(row) || ArrayBuffer.isView(row);
}

function pick(row: Readonly<Record<string, Cell>>, columns: readonly string[]): Cell[] {
	return columns.map((name) => {
		if (Object.hasOwn(row, name)) return row[name];
		throw new UserError('UnknownColumn', `There is no column '${name}'.`, {
			hint: `The columns are ${Object.keys(row).join(', ')}.`
		});
	});
}

function lineOf(cells: readonly Cell[]): string {
	return cells.map(textOf).join(',');
}

function textOf(cell: Cell): string {
	if (cell === null || cell === undefined || Number.isNaN(cell)) return '';
	if (typeof cell === 'boolean') return cell ? '1' : '0';
	const text = String(cell);
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
