import type { Features } from './features.ts';

/**
 * Margins of the rows [from, to) under several weight vectors at once.
 * @param weights vector after vector, `vectors` · columns
 * @param biases one per vector
 * @param margins filled row by row, (to − from) · vectors
 */
export function addMargins(
	features: Features,
	from: number,
	to: number,
	weights: Float64Array,
	biases: Float64Array,
	margins: Float64Array
): void {
	const vectors = biases.length;
	const { columns, shift, placed } = features;
	if (placed) {
		placed.addMargins(from, to, weights, biases);
		placed.readMargins(to - from, margins, vectors);
		return;
	}
	const starting = Float64Array.from(biases);
	if (shift) {
		for (let v = 0; v < vectors; v++) {
			let sum = 0;
			for (let j = 0; j < columns; j++) sum += shift[j]! * weights[v * columns + j]!;
			starting[v]! -= sum;
		}
	}
	eachRow(features, from, to, (values, places, first, last, placeOf, row) => {
		for (let v = 0, at = (row - from) * vectors; v < vectors; v++, at++) {
			const w = v * columns;
			let sum = starting[v]!;
			for (let i = first; i < last; i++) sum += values[i]! * weights[w + places[i - placeOf]!]!;
			margins[at] = sum;
		}
	});
}

/** Hands over the cells [first, last) of each row, sparse or not: the column of cell i is `places[i − placeOf]`. */
function eachRow(
	{ x, sparse, columns }: Features,
	from: number,
	to: number,
	take: (
		values: Float32Array,
		places: Uint32Array,
		first: number,
		last: number,
		placeOf: number,
		row: number
	) => void
): void {
	if (sparse) {
		const { starts, places, values } = sparse;
		for (let row = from; row < to; row++) take(values, places, starts[row]!, starts[row + 1]!, 0, row);
		return;
	}
	const all = Uint32Array.from({ length: columns }, (_, j) => j);
	for (let row = from; row < to; row++) take(x, all, row * columns, (row + 1) * columns, row * columns, row);
}

/**
 * Gradients of the weights from the slopes of the rows [from, to).
 * @param slopes row by row, (to − from) · vectors
 * @param gradients filled vector after vector, as the weights are
 * @param totals filled with the sum of each vector's slopes: the gradients of the biases
 */
export function addGradients(
	features: Features,
	from: number,
	to: number,
	slopes: Float64Array,
	gradients: Float64Array,
	totals: Float64Array
): void {
	const vectors = totals.length;
	const { columns, shift, placed } = features;
	if (placed) {
		placed.writeSlopes(to - from, slopes, vectors);
		placed.addGradients(from, to, gradients, totals);
		return;
	}
	gradients.fill(0);
	totals.fill(0);
	eachRow(features, from, to, (values, places, first, last, placeOf, row) => {
		for (let v = 0, at = (row - from) * vectors; v < vectors; v++, at++) {
			const slope = slopes[at]!;
			const w = v * columns;
			totals[v]! += slope;
			for (let i = first; i < last; i++) gradients[w + places[i - placeOf]!]! += slope * values[i]!;
		}
	});
	if (!shift) return;
	for (let v = 0; v < vectors; v++) {
		for (let j = 0; j < columns; j++) gradients[v * columns + j]! -= shift[j]! * totals[v]!;
	}
}
