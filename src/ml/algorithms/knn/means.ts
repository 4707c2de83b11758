/** The mean of each column. */
export function meansOf(rows: Float32Array, dimension: number): Float64Array {
	const means = new Float64Array(dimension);
	for (let from = 0; from < rows.length; from += dimension) {
		for (let c = 0; c < dimension; c++) means[c]! += rows[from + c]!;
	}
	for (let c = 0; c < dimension; c++) means[c]! /= rows.length / dimension;
	return means;
}
