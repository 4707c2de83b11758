import type { Rng } from '#base/rng.ts';

/** Rows to learn from, and the others. */
export interface Sample {
	/** Null: all of them. */
	readonly drawn: Int32Array | null;
	readonly left: Int32Array;
}

/** Draws each row with the chance `share`; both lists rise. Draws no number where the share is 1. */
export function drawRows(rows: number, share: number, rng: Rng): Sample {
	if (share === 1) return { drawn: null, left: new Int32Array(0) };
	const drawn = new Int32Array(rows);
	const left = new Int32Array(rows);
	let count = 0;
	for (let row = 0; row < rows; row++) {
		if (rng.next() < share) drawn[count++] = row;
		else left[row - count] = row;
	}
	return { drawn: drawn.subarray(0, count), left: left.subarray(0, rows - count) };
}

/**
 * Draws rows with chances that grow with √(g² + λh²), on average `share` of them, and enlarges the gradients of those
 * drawn by the inverse of their chance, so that sums stay right on average.
 * @see R. Ou, «Out-of-core GPU gradient boosting», arXiv:2005.09148
 */
export function drawRowsByGradient(
	pairs: Float32Array,
	share: number,
	lambda: number,
	rng: Rng
): Sample & { readonly pairs: Float32Array } {
	const rows = pairs.length / 2;
	const size = Float64Array.from({ length: rows }, (_, row) =>
		Math.sqrt(pairs[2 * row]! ** 2 + lambda * pairs[2 * row + 1]! ** 2)
	);
	const limit = limitFor(size, share * rows);
	const scaled = new Float32Array(pairs.length);
	const drawn: number[] = [];
	const left: number[] = [];
	for (let row = 0; row < rows; row++) {
		const chance = Math.min(1, size[row]! / limit);
		if (rng.next() >= chance) {
			left.push(row);
			continue;
		}
		drawn.push(row);
		scaled[2 * row] = pairs[2 * row]! / chance;
		scaled[2 * row + 1] = pairs[2 * row + 1]! / chance;
	}
	return { drawn: Int32Array.from(drawn), left: Int32Array.from(left), pairs: scaled };
}

/** The size from which on a row is sure to be drawn, so that the chances add up to `count`. */
function limitFor(size: Float64Array, count: number): number {
	const sorted = size.slice().sort();
	let rest = sorted.reduce((sum, each) => sum + each, 0);
	for (let sure = 0; sure < count; sure++) {
		const limit = rest / (count - sure);
		const largest = sorted[sorted.length - 1 - sure]!;
		if (largest <= limit) return Math.max(limit, Number.MIN_VALUE);
		rest -= largest;
	}
	return Number.MIN_VALUE;
}
