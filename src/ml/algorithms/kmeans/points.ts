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
	/** What was taken from every row before it is summed up. */
	readonly around: Float64Array;
	/** Adds rows without {@link Points.around}, times a number each, to the sums of their owners. */
	addRows(indexes: Uint32Array, owners: Uint32Array, times: Float64Array, sums: Float64Array): void;
}

/**
 * The rows of a table without missing values.
 * @param around a point near to them; without it one is made of some of them
 */
export function pointsOf(data: Dataset, around?: Float64Array): Points {
	return data.sparse ? new SparsePoints(data.sparse, data.columns) : new DensePoints(data, around);
}

/** 0, 1, 2 …: the indexes of all rows in their order. */
export function inOrder(rows: number): Uint32Array {
	const order = new Uint32Array(rows);
	for (let row = 0; row < rows; row++) order[row] = row;
	return order;
}

/** The nearest centre of each row, and the squared distance to it. */
export function nearestOf(
	points: Points,
	centers: Float64Array
): { closest: Uint32Array; squares: Float64Array } {
	const indexes = inOrder(points.rows);
	const closest = new Uint32Array(points.rows);
	const squares = new Float64Array(points.rows);
	points.nearest(indexes, centers, closest);
	points.squaresTo(indexes, centers, closest, squares);
	return { closest, squares };
}

/** Sum of the squared distances of all rows to their nearest centres. */
export function sumOfSquares(points: Points, centers: Float64Array): number {
	let sum = 0;
	for (const square of nearestOf(points, centers).squares) sum += square;
	return sum;
}
