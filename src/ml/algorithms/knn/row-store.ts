import type { Lists, Store } from './ivf-index.ts';
import type { NearestHeap } from './nearest-heap.ts';
import { distanceOf, type Metric } from './search-index.ts';

/** Rows as they are, in the order of their cells. */
export class RowStore implements Store {
	readonly rows: Float32Array;
	readonly #metric: Metric;
	readonly #dimension: number;
	readonly #ids: Uint32Array;

	/** @param rows row-major, already in the order of the lists */
	constructor(metric: Metric, dimension: number, { ids }: Lists, rows: Float32Array) {
		this.rows = rows;
		this.#metric = metric;
		this.#dimension = dimension;
		this.#ids = ids;
	}

	scan(x: Float32Array, i: number, _cell: number, begin: number, end: number, nearest: NearestHeap): void {
		for (let j = begin; j < end; j++) {
			const distance = distanceOf(this.#metric, x, i, this.rows, j, this.#dimension);
			if (distance <= nearest.bound) nearest.offer(distance, this.#ids[j]!);
		}
	}
}

/** The rows with those numbers, one after another. */
export function rowsInOrder(rows: Float32Array, dimension: number, ids: Uint32Array): Float32Array {
	const ordered = new Float32Array(rows.length);
	ids.forEach((row, i) => ordered.set(rows.subarray(row * dimension, (row + 1) * dimension), i * dimension));
	return ordered;
}
