import type { Dataset } from '#ml/data/dataset.ts';

/** Each column's present values in rising order, with their rows. */
export interface SortedColumns {
	readonly rows: number;
	readonly values: readonly Float32Array[];
	readonly order: readonly Uint32Array[];
}

/** O(n·d·log n). Equal values keep the order of their rows. */
export function sortColumns({ rows, columns, x }: Dataset): SortedColumns {
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
