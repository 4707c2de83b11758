import type { Dataset } from './dataset.ts';

/** Rows that are mostly zeros: of each only the cells that are not. */
export interface SparseRows {
	/** Where the cells of each row begin, and behind the last row their number: rows + 1. */
	readonly starts: Uint32Array;
	/** Columns of the cells. */
	readonly places: Uint32Array;
	readonly values: Float32Array;
}

/** The features without their zeros; those that are there already where the table has them. NaN is kept. */
export function sparseOf({ rows, columns, x, sparse }: Dataset): SparseRows {
	if (sparse) return sparse;
	const starts = new Uint32Array(rows + 1);
	for (let row = 0; row < rows; row++) {
		let count = 0;
		for (let i = row * columns; i < (row + 1) * columns; i++) if (x[i] !== 0) count++;
		starts[row + 1] = starts[row]! + count;
	}
	const places = new Uint32Array(starts[rows]!);
	const values = new Float32Array(starts[rows]!);
	let at = 0;
	for (let row = 0; row < rows; row++) {
		for (let column = 0; column < columns; column++) {
			const value = x[row * columns + column]!;
			if (value === 0) continue;
			places[at] = column;
			values[at++] = value;
		}
	}
	return { starts, places, values };
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
