import type { Dataset } from '#ml/data/dataset.ts';
import { Nearest } from '#ml/wasm/nearest.ts';
import type { Points } from './points.ts';

/** Rows with a value in every column. */
export class DensePoints implements Points {
	readonly rows: number;
	readonly columns: number;
	readonly around: Float64Array;

	readonly #search: Nearest;

	/** @param around a point near to the rows; without it one is made of some of them */
	constructor({ rows, columns, x }: Dataset, around = middleOf(x, rows, columns)) {
		this.rows = rows;
		this.columns = columns;
		this.around = around.map(coarse);
		this.#search = new Nearest(x, columns, this.around);
	}

	nearest(indexes: Uint32Array, centers: Float64Array, closest: Uint32Array): void {
		this.#search.nearest(indexes, centers, closest);
	}

	distances(indexes: Uint32Array, centers: Float64Array, squares: Float64Array): void {
		this.#search.distances(indexes, centers, squares);
	}

	squaresTo(indexes: Uint32Array, centers: Float64Array, closest: Uint32Array, squares: Float64Array): void {
		this.#search.squaresTo(indexes, centers, closest, squares);
	}

	addRows(indexes: Uint32Array, owners: Uint32Array, times: Float64Array, sums: Float64Array): void {
		this.#search.addRows(indexes, owners, times, sums);
	}
}

/** Rows that are looked at for the middle. */
const SAMPLE = 256;

/** About where the rows lie: the mean of some, evenly spread. */
function middleOf(x: Float32Array, rows: number, columns: number): Float64Array {
	const count = Math.min(rows, SAMPLE);
	const middle = new Float64Array(columns);
	for (let i = 0; i < count; i++) {
		const from = Math.floor((i * rows) / count) * columns;
		for (let j = 0; j < columns; j++) middle[j]! += x[from + j]! / count;
	}
	return middle;
}

/** A number near to it with few digits: what is taken from the rows then costs most of them no digit of their own. */
function coarse(value: number): number {
	if (value === 0) return 0;
	const grid = 2 ** (Math.floor(Math.log2(Math.abs(value))) - 6);
	return Math.round(value / grid) * grid;
}
