/** The distinct values of a column. */
export interface Summary {
	/** Rising. */
	readonly values: Float32Array;
	/** Weight of all smaller values, per value. */
	readonly below: Float64Array;
	/** Weight of the value itself. */
	readonly own: Float64Array;
}

/**
 * Sums up a few values; {@link ColumnSummaries} does columns of a table.
 * @param values without NaN; sorted in place where there are no weights
 * @param weights one per value, or null
 */
export function summarise(values: Float32Array, weights: Float32Array | null): Summary {
	const order = weights && Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
	if (!order) values.sort();
	const distinct = new Float32Array(values.length);
	const own = new Float64Array(values.length);
	let count = 0;
	for (let i = 0; i < values.length; i++) {
		const row = order ? order[i]! : i;
		const weight = weights ? weights[row]! : 1;
		if (count === 0 || values[row] !== distinct[count - 1]) distinct[count++] = values[row]!;
		own[count - 1]! += weight;
	}
	const below = new Float64Array(count);
	for (let i = 1; i < count; i++) below[i] = below[i - 1]! + own[i - 1]!;
	return { values: distinct.subarray(0, count), below, own: own.subarray(0, count) };
}
