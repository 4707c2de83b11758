import type { Dataset } from './dataset.ts';

/** The rows of a table as dense ones, one at a time. */
export interface RowReader {
	/** Where the row's cells are, NaN where they are missing. */
	readonly x: Float32Array;
	/** Makes a row readable and returns the index of its first cell in `x`. The row before is forgotten. */
	at(row: number): number;
}

/** Reads dense rows where they are, and sparse ones, of which absent cells are missing, by way of one dense row. */
export function rowReader({ columns, x, sparse }: Dataset): RowReader {
	if (!sparse) return { x, at: (row) => row * columns };
	const { starts, places, values } = sparse;
	const open = new Float32Array(columns).fill(NaN);
	let last = -1;
	return {
		x: open,
		at(row) {
			if (row === last) return 0;
			if (last >= 0) for (let i = starts[last]!; i < starts[last + 1]!; i++) open[places[i]!] = NaN;
			for (let i = starts[row]!; i < starts[row + 1]!; i++) open[places[i]!] = values[i]!;
			last = row;
			return 0;
		}
	};
}
