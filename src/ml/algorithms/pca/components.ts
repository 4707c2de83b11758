/** The directions in which rows differ most. */
export interface Components {
	/** Singular values of the rows less the mean, from the least to the greatest. */
	readonly s: Float64Array;
	/** Row i is the direction of value i, of length 1; its coordinate farthest from 0 is positive. */
	readonly directions: Float64Array;
}

/**
 * The last `kept` of eigenvalues in rising order, as singular values, with their vectors.
 * @param vectors one after the other, `length` numbers each
 */
export function lastComponents(
	values: Float64Array,
	vectors: Float64Array,
	length: number,
	kept: number
): Components {
	const from = values.length - kept;
	const s = values.subarray(from).map((value) => Math.sqrt(Math.max(0, value)));
	const directions = vectors.slice(from * length);
	for (let i = 0; i < kept; i++) turnUp(directions.subarray(i * length, (i + 1) * length));
	return { s, directions };
}

/** A direction and its opposite are equally good: which one it is must not hang on rounding. */
function turnUp(direction: Float64Array): void {
	let farthest = 0;
	for (let j = 1; j < direction.length; j++) {
		if (Math.abs(direction[j]!) > Math.abs(direction[farthest]!) * (1 + 1e-6)) farthest = j;
	}
	if (direction[farthest]! < 0) for (let j = 0; j < direction.length; j++) direction[j] = -direction[j]!;
}
