import type { Dataset } from '#ml/data/dataset.ts';
import { presentCells } from './present-cells.ts';

/** Each column's present values in rising order, with their rows. */
export interface SortedColumns {
	readonly rows: number;
	readonly values: readonly Float32Array[];
	readonly order: readonly Uint32Array[];
}

/** O(n·d·log n), of sparse rows by their cells only. Equal values keep the order of their rows. */
export function sortColumns(data: Dataset): SortedColumns {
	if (data.sparse) return sortSparse(data);
	const { rows, columns, x } = data;
	const values: Float32Array[] = [];
	const order: Uint32Array[] = [];
	for (let column = 0; column < columns; column++) {
		const present = Uint32Array.from({ length: rows }, (_, row) => row).filter(
			(row) => !Number.isNaN(x[row * columns + column]!)
		);
		present.sort((a, b) => x[a * columns + column]! - x[b * columns + column]! || a - b);
		order.push(present);
		values.push(Float32Array.from(present, (row) => x[row * columns + column]!));
	}
	return { rows, values, order };
}

function sortSparse(data: Dataset): SortedColumns {
	const cells = presentCells(data);
	const values = new Array<Float32Array>(data.columns).fill(new Float32Array(0));
	const order = new Array<Uint32Array>(data.columns).fill(new Uint32Array(0));
	for (const column of cells.filled) {
		const [from, to] = [cells.starts[column]!, cells.starts[column + 1]!];
		const rising = Uint32Array.from({ length: to - from }, (_, i) => from + i);
		rising.sort((a, b) => cells.values[a]! - cells.values[b]! || a - b);
		values[column] = Float32Array.from(rising, (i) => cells.values[i]!);
		order[column] = rising.map((i) => cells.rows[i]!);
	}
	return { rows: data.rows, values, order };
}
