import type { Dataset } from '#ml/data/dataset.ts';

/** The cells of sparse rows that are not missing, column after column; within one by rising row. */
export interface PresentCells {
	/** Where the cells of each column begin, and behind the last column their number: columns + 1. */
	readonly starts: Uint32Array;
	readonly rows: Uint32Array;
	readonly values: Float32Array;
	/** Where each one stands in the sparse rows. */
	readonly from: Uint32Array;
	/** Columns that have any, rising. */
	readonly filled: Int32Array;
}

/** O(cells + columns). */
export function presentCells({ rows, columns, sparse }: Dataset): PresentCells {
	const { starts: rowStarts, places, values } = sparse!;
	const starts = new Uint32Array(columns + 1);
	for (let i = 0; i < places.length; i++) starts[places[i]! + 1]!++;
	const filled: number[] = [];
	for (let column = 0; column < columns; column++) {
		if (starts[column + 1]! > 0) filled.push(column);
		starts[column + 1]! += starts[column]!;
	}
	const count = places.length;
	const cells = {
		rows: new Uint32Array(count),
		values: new Float32Array(count),
		from: new Uint32Array(count)
	};
	const next = starts.slice();
	for (let row = 0; row < rows; row++) {
		for (let i = rowStarts[row]!; i < rowStarts[row + 1]!; i++) {
			const to = next[places[i]!]!++;
			cells.rows[to] = row;
			cells.values[to] = values[i]!;
			cells.from[to] = i;
		}
	}
	return { starts, ...cells, filled: Int32Array.from(filled) };
}
