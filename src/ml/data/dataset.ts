import { UserError } from '#base/errors.ts';
import {
	concatSparse,
	presentInOrder,
	sparseOf,
	takeSparse,
	type Absent,
	type SparseRows
} from './sparse-rows.ts';

/** A table of numbers as algorithms take it. Missing values are NaN. Nobody writes into one after it was made. */
export interface Dataset {
	readonly rows: number;
	readonly columns: number;
	/** Features, row-major, rows · columns; empty where `sparse` has them. */
	readonly x: Float32Array;
	/**
	 * The features of wide tables that are mostly absent. Absent cells are zeros, or missing, as the algorithm has it that
	 * the table is for; where they are missing, cells rise by column within a row and none holds NaN.
	 */
	readonly sparse?: SparseRows;
	/** The cells, row-major, of algorithms that read texts; `x` is empty then. */
	readonly texts?: readonly string[];
	/** One per row; null where the data has none, as at inference. */
	readonly labels: Float32Array | null;
	/** One per row, ≥ 0; null counts each row once. */
	readonly weights: Float32Array | null;
	/**
	 * For ranking: where the groups of rows begin that are ranked against each other, and behind the last one the number of
	 * rows. Absent where nothing says so: all rows are one group then.
	 */
	readonly groups?: Int32Array;
}

/** Cells that one dense table may have: 2²⁸ of four bytes each are 1 GiB. */
const MAX_CELLS = 2 ** 28;
/** Up to 64 MiB a table is dense, however empty: that is quicker. */
const DENSE_CELLS = 2 ** 24;
/** A table with more cells filled than one of so many is dense. */
const SPARSE_SHARE = 8;
/** Columns that a sparse table may have; what is kept of each takes some hundred bytes. */
const MAX_SPARSE_COLUMNS = 2 ** 24;

/**
 * An all-missing matrix of that size.
 * @throws UserError `TooLarge` where it would not fit into a worker's memory
 */
export function missingMatrix(rows: number, columns: number): Float32Array {
	if (rows * columns > MAX_CELLS) {
		throw new UserError(
			'TooLarge',
			`A table of ${rows} rows and ${columns} columns has more than 2^28 cells.`,
			{
				hint: 'Drop columns or rows; a libsvm file with huge indexes becomes as wide as its largest index.'
			}
		);
	}
	return new Float32Array(rows * columns).fill(NaN);
}

/**
 * Rows of which most cells are missing, as a table: dense where that takes little memory, else sparse.
 * @throws UserError `TooLarge` where it would not fit into a worker's memory
 */
export function tableOfPresent(
	rows: number,
	columns: number,
	sparse: SparseRows
): Pick<Dataset, 'rows' | 'columns' | 'x' | 'sparse'> {
	const { starts, places, values } = sparse;
	const cells = rows * columns;
	const isSparse = cells > DENSE_CELLS && values.length * SPARSE_SHARE < cells;
	if (isSparse && columns <= MAX_SPARSE_COLUMNS) {
		return { rows, columns, x: new Float32Array(0), sparse: presentInOrder(sparse) };
	}
	const x = missingMatrix(rows, columns);
	for (let row = 0; row < rows; row++) {
		for (let i = starts[row]!; i < starts[row + 1]!; i++) x[row * columns + places[i]!] = values[i]!;
	}
	return { rows, columns, x };
}

/**
 * Puts the rows of several tables below each other. Narrower ones get missing columns on the right. Labels and weights
 * are kept where every part has them. An empty list gives an empty table; with one sparse table among them all become so.
 * @param absent what sparse tables leave out
 */
export function concatRows(parts: readonly Dataset[], absent: Absent = 'zero'): Dataset {
	if (parts.length === 1) return parts[0]!;
	const columns = parts.reduce((most, part) => Math.max(most, part.columns), 0);
	const rows = parts.reduce((sum, part) => sum + part.rows, 0);
	const groups = joinGroups(parts);
	const both = {
		labels: join(parts, 'labels', rows),
		weights: join(parts, 'weights', rows),
		...(groups && { groups })
	};
	if (parts.some((part) => part.sparse)) {
		return {
			rows,
			columns,
			x: new Float32Array(0),
			sparse: concatSparse(parts.map((part) => sparseOf(part, absent))),
			...both
		};
	}
	if (parts.some((part) => part.texts)) {
		return {
			rows,
			columns,
			x: new Float32Array(0),
			texts: parts.flatMap((part) => part.texts ?? []),
			...both
		};
	}
	const x = missingMatrix(rows, columns);
	let row = 0;
	for (const part of parts) {
		x.set(widen(part, columns).x, row * columns);
		row += part.rows;
	}
	return { rows, columns, x, ...both };
}

function join(parts: readonly Dataset[], key: 'labels' | 'weights', rows: number): Float32Array | null {
	const whole = new Float32Array(rows);
	let row = 0;
	for (const part of parts) {
		const values = part[key];
		if (values === null) return null;
		whole.set(values, row);
		row += part.rows;
	}
	return whole;
}

function joinGroups(parts: readonly Dataset[]): Int32Array | null {
	const starts = [0];
	for (const { groups } of parts) {
		if (!groups) return null;
		const before = starts[starts.length - 1]!;
		for (let i = 1; i < groups.length; i++) starts.push(before + groups[i]!);
	}
	return Int32Array.from(starts);
}

/** The same rows with missing columns (of sparse ones, absent) added on the right; the table itself where it is wide enough. */
export function widen(data: Dataset, columns: number): Dataset {
	if (data.columns >= columns) return data;
	if (data.sparse) return { ...data, columns };
	const x = missingMatrix(data.rows, columns);
	for (let row = 0; row < data.rows; row++) {
		x.set(data.x.subarray(row * data.columns, (row + 1) * data.columns), row * columns);
	}
	return { ...data, columns, x };
}

/** The rows with those indexes, in that order; an index may come twice. Groups are not kept. */
export function takeRows(data: Dataset, indexes: ArrayLike<number>): Dataset {
	const { columns } = data;
	const rows = indexes.length;
	const { texts } = data;
	const x = new Float32Array(data.sparse || texts ? 0 : rows * columns);
	const labels = data.labels && new Float32Array(rows);
	const weights = data.weights && new Float32Array(rows);
	for (let i = 0; i < rows; i++) {
		const from = indexes[i]!;
		if (x.length > 0) x.set(data.x.subarray(from * columns, (from + 1) * columns), i * columns);
		if (labels) labels[i] = data.labels![from]!;
		if (weights) weights[i] = data.weights![from]!;
	}
	const sparse = data.sparse && takeSparse(data.sparse, indexes);
	const taken =
		texts && Array.from(indexes, (from) => texts.slice(from * columns, (from + 1) * columns)).flat();
	return { rows, columns, x, ...(sparse && { sparse }), ...(taken && { texts: taken }), labels, weights };
}
