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

/**
 * How far row `i` of `a` is from row `j` of `b`, in double precision: four sums, of every fourth column each, then the
 * columns that are left over. The kernel of {@link NearestRows} adds in the same order, so that both find the same number.
 */
export function distanceOf(
	metric: Metric,
	a: Float32Array,
	i: number,
	b: Float32Array,
	j: number,
	dimension: number
): number {
	const from = i * dimension;
	const step = j * dimension - from;
	const end = from + dimension;
	const whole = end - (dimension % 4);
	let [s0, s1, s2, s3] = [0, 0, 0, 0];
	let p = from;
	if (metric === 'INNER_PRODUCT') {
		for (; p < whole; p += 4) {
			s0 -= a[p]! * b[p + step]!;
			s1 -= a[p + 1]! * b[p + step + 1]!;
			s2 -= a[p + 2]! * b[p + step + 2]!;
			s3 -= a[p + 3]! * b[p + step + 3]!;
		}
		let sum = s0 + s2 + (s1 + s3);
		for (; p < end; p++) sum -= a[p]! * b[p + step]!;
		return sum;
	}
	for (; p < whole; p += 4) {
		const d0 = a[p]! - b[p + step]!;
		const d1 = a[p + 1]! - b[p + step + 1]!;
		const d2 = a[p + 2]! - b[p + step + 2]!;
		const d3 = a[p + 3]! - b[p + step + 3]!;
		s0 += d0 * d0;
		s1 += d1 * d1;
		s2 += d2 * d2;
		s3 += d3 * d3;
	}
	let sum = s0 + s2 + (s1 + s3);
	for (; p < end; p++) {
		const difference = a[p]! - b[p + step]!;
		sum += difference * difference;
	}
	return sum;
}
