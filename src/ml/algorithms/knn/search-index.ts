import type { Dataset } from '#ml/data/dataset.ts';

/** L2 is the squared distance, as Faiss has it; the other is an inner product, taken negative, so that less is nearer. */
export type Metric = 'L2' | 'INNER_PRODUCT';

/** The nearest of each row, nearest first: `k` a row. */
export interface Neighbours {
	readonly k: number;
	readonly ids: Uint32Array;
	/** As {@link Metric} says, less is nearer. */
	readonly distances: Float64Array;
}

/** What finds neighbours. */
export interface SearchIndex {
	readonly metric: Metric;
	/** Numbers in a row. */
	readonly dimension: number;
	/** Rows that it holds. */
	readonly count: number;
	/** @param k at most `count` */
	search(rows: Dataset, k: number): Neighbours;
}

/** Room for the answer to `rows` questions. */
export function emptyNeighbours(rows: number, k: number): Neighbours {
	return { k, ids: new Uint32Array(rows * k), distances: new Float64Array(rows * k) };
}

/** How far row `i` of `a` is from row `j` of `b`, in double precision. */
export function distanceOf(
	metric: Metric,
	a: Float32Array,
	i: number,
	b: Float32Array,
	j: number,
	dimension: number
): number {
	const p = i * dimension;
	const q = j * dimension;
	let sum = 0;
	if (metric === 'INNER_PRODUCT') {
		for (let c = 0; c < dimension; c++) sum -= a[p + c]! * b[q + c]!;
		return sum;
	}
	for (let c = 0; c < dimension; c++) {
		const difference = a[p + c]! - b[q + c]!;
		sum += difference * difference;
	}
	return sum;
}
