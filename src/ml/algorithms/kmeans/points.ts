import type { Dataset } from '#ml/data/dataset.ts';
import { DensePoints } from './dense-points.ts';
import { SparsePoints } from './sparse-points.ts';

/** Rows as points. Centres lie one after the other, `columns` coordinates each. */
export interface Points {
	readonly rows: number;
	readonly columns: number;
	/**
	 * Index of the centre nearest to each of those rows; of equally near ones the first.
	 * @param closest filled, one per index
	 */
	nearest(indexes: Uint32Array, centers: Float64Array, closest: Uint32Array): void;
	/**
	 * Squared distances of those rows to each of some centres.
	 * @param squares filled row by row, indexes · centres
	 */
	distances(indexes: Uint32Array, centers: Float64Array, squares: Float64Array): void;
	/**
	 * Exact squared distances of those rows, each to a centre of its own.
	 * @param squares filled, one per index
	 */
	squaresTo(indexes: Uint32Array, centers: Float64Array, closest: Uint32Array, squares: Float64Array): void;
	/** Adds a row, times a number, to the sums of one centre. */
	addTo(row: number, times: number, sums: Float64Array, center: number): void;
	/** The sum of |x|² over all rows. */
	sumOfSquares(): number;
}

/** The rows of a table without missing values. */
export function pointsOf(data: Dataset): Points {
	return data.sparse ? new SparsePoints(data.sparse, data.columns) : new DensePoints(data);
}

/** 0, 1, 2 …: the indexes of all rows in their order. */
export function inOrder(rows: number): Uint32Array {
	return Uint32Array.from({ length: rows }, (_, row) => row);
}
