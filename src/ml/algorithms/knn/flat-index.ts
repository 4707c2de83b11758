import type { Dataset } from '#ml/data/dataset.ts';
import { NearestRows } from './nearest-rows.ts';
import type { Metric, Neighbours, SearchIndex } from './search-index.ts';

/** All rows looked at, dense. */
export class FlatIndex implements SearchIndex {
	readonly metric: Metric;
	readonly dimension: number;
	readonly count: number;
	readonly #nearest: NearestRows;

	/** @param rows row-major, count · dimension; copied */
	constructor(metric: Metric, dimension: number, rows: Float32Array) {
		this.metric = metric;
		this.dimension = dimension;
		this.count = rows.length / dimension;
		this.#nearest = new NearestRows(metric, dimension, rows);
	}

	/** Row-major, count · dimension; alive until the next search. */
	get rows(): Float32Array {
		return this.#nearest.rows;
	}

	search({ x }: Dataset, k: number): Neighbours {
		return this.#nearest.nearest(x, k);
	}
}
