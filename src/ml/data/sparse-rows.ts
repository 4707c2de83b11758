import type { Dataset } from './dataset.ts';

/** Rows that are mostly zeros: of each only the cells that are not. */
export interface SparseRows {
	/** Where the cells of each row begin, and behind the last row their number: rows + 1. */
	readonly starts: Uint32Array;
	/** Columns of the cells. */
	readonly places: Uint32Array;
	readonly values: Float32Array;
}

/** What the cells are that sparse rows leave out: zeros, or missing values. */
export type Absent = 'zero' | 'missing';

/**
 * The features without their absent cells; those that are there already where the table has them. NaN is kept where
 * zeros are left out, and zeros where NaN is.
 */
export function sparseOf({ rows, columns, x, sparse }: Dataset, absent: Absent = 'zero'): SparseRows {
	if (sparse) return sparse;
	const isAbsent = (value: number): boolean => (absent === 'zero' ? value === 0 : value !== value);
	const starts = new Uint32Array(rows + 1);
	for (let row = 0; row < rows; row++) {
		let count = 0;
		for (let i = row * columns; i < (row + 1) * columns; i++) if (!isAbsent(x[i]!)) count++;
		starts[row + 1] = starts[row]! + count;
	}
	const places = new Uint32Array(starts[rows]!);
	const values = new Float32Array(starts[rows]!);
	let at = 0;
	for (let row = 0; row < rows; row++) {
		for (let column = 0; column < columns; column++) {
			const value = x[row * columns + column]!;
			if (isAbsent(value)) continue;
			places[at] = column;
			values[at++] = value;
		}
	}
	return { starts, places, values };
}

/**
 * Of rows whose absent cells are missing, the cells that are not: those of each row by rising column, of two in one place
 * the later, and none that holds NaN.
 */
export function presentInOrder(sparse: SparseRows): SparseRows {
	const { starts, places, values } = sparse;
	const isRising = (row: number): boolean => {
		for (let i = starts[row]! + 1; i < starts[row + 1]!; i++) if (places[i]! <= places[i - 1]!) return false;
		return true;
	};
	const rows = starts.length - 1;
	let ordered = 0;
	while (ordered < rows && isRising(ordered)) ordered++;
	if (ordered === rows && !values.some(Number.isNaN)) return sparse;
	const whole = {
		starts: new Uint32Array(rows + 1),
		places: new Uint32Array(places.length),
		values: new Float32Array(values.length)
	};
	let to = 0;
	for (let row = 0; row < rows; row++) {
		const cells = Array.from({ length: starts[row + 1]! - starts[row]! }, (_, i) => starts[row]! + i);
		cells.sort((a, b) => places[a]! - places[b]!);
		for (const [i, cell] of cells.entries()) {
			if (Number.isNaN(values[cell]!) || places[cells[i + 1] ?? -1] === places[cell]) continue;
			whole.places[to] = places[cell]!;
			whole.values[to++] = values[cell]!;
		}
		whole.starts[row + 1] = to;
	}
	return { starts: whole.starts, places: whole.places.slice(0, to), values: whole.values.slice(0, to) };
}

/** Rows of several tables below each other. */
export function concatSparse(parts: readonly SparseRows[]): SparseRows {
	const rows = parts.reduce((sum, { starts }) => sum + starts.length - 1, 0);
	const cells = parts.reduce((sum, { values }) => sum + values.length, 0);
	const whole = {
		starts: new Uint32Array(rows + 1),
		places: new Uint32Array(cells),
		values: new Float32Array(cells)
	};
	let row = 0;
	let cell = 0;
	for (const { starts, places, values } of parts) {
		whole.places.set(places, cell);
		whole.values.set(values, cell);
		for (let i = 1; i < starts.length; i++) whole.starts[++row] = cell + starts[i]!;
		cell += values.length;
	}
	return whole;
}

/** The rows with those indexes, in that order. */
export function takeSparse({ starts, places, values }: SparseRows, indexes: ArrayLike<number>): SparseRows {
	const taken = new Uint32Array(indexes.length + 1);
	for (let i = 0; i < indexes.length; i++) {
		taken[i + 1] = taken[i]! + starts[indexes[i]! + 1]! - starts[indexes[i]!]!;
	}
	const cells = taken[indexes.length]!;
	const whole = { starts: taken, places: new Uint32Array(cells), values: new Float32Array(cells) };
	for (let i = 0; i < indexes.length; i++) {
		const [from, to] = [starts[indexes[i]!]!, starts[indexes[i]! + 1]!];
		whole.places.set(places.subarray(from, to), taken[i]!);
		whole.values.set(values.subarray(from, to), taken[i]!);
	}
	return whole;
}
