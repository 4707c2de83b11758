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
	const { columns, shift } = features;
	const starting = Float64Array.from(biases);
	if (shift) {
		for (let v = 0; v < vectors; v++) {
			let sum = 0;
			for (let j = 0; j < columns; j++) sum += shift[j]! * weights[v * columns + j]!;
			starting[v]! -= sum;
		}
	}
	const product = features.sparse ? sparseMargins : denseMargins;
	product(features, from, to, weights, starting, margins);
}

function denseMargins(
	{ x, columns }: Features,
	from: number,
	to: number,
	weights: Float64Array,
	biases: Float64Array,
	margins: Float64Array
): void {
	const vectors = biases.length;
	const fours = vectors - (vectors % 4);
	for (let row = from, at = 0; row < to; row++, at += vectors) {
		const first = row * columns;
		const last = first + columns;
		// Four vectors at a time: each value of the row is fetched once for them.
		for (let v = 0; v < fours; v += 4) {
			let [a, b, c, d] = [0, 0, 0, 0];
			let i0 = v * columns;
			let i1 = i0 + columns;
			let i2 = i1 + columns;
			let i3 = i2 + columns;
			for (let i = first; i < last; i++) {
				const value = x[i]!;
				a += value * weights[i0++]!;
				b += value * weights[i1++]!;
				c += value * weights[i2++]!;
				d += value * weights[i3++]!;
			}
			margins[at + v] = a + biases[v]!;
			margins[at + v + 1] = b + biases[v + 1]!;
			margins[at + v + 2] = c + biases[v + 2]!;
			margins[at + v + 3] = d + biases[v + 3]!;
		}
		for (let v = fours; v < vectors; v++) {
			let sum = 0;
			let w = v * columns;
			for (let i = first; i < last; i++) sum += x[i]! * weights[w++]!;
			margins[at + v] = sum + biases[v]!;
		}
	}
}

function sparseMargins(
	{ sparse, columns }: Features,
	from: number,
	to: number,
	weights: Float64Array,
	biases: Float64Array,
	margins: Float64Array
): void {
	const { starts, places, values } = sparse!;
	const vectors = biases.length;
	for (let row = from, at = 0; row < to; row++) {
		for (let v = 0; v < vectors; v++, at++) {
			const w = v * columns;
			let sum = biases[v]!;
			for (let i = starts[row]!; i < starts[row + 1]!; i++) sum += values[i]! * weights[w + places[i]!]!;
			margins[at] = sum;
		}
	}
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
	const { columns, shift } = features;
	gradients.fill(0);
	totals.fill(0);
	const count = (to - from) * vectors;
	for (let i = 0; i < count; i++) totals[i % vectors]! += slopes[i]!;
	const product = features.sparse ? sparseGradients : denseGradients;
	product(features, from, to, slopes, gradients, vectors);
	if (!shift) return;
	for (let v = 0; v < vectors; v++) {
		for (let j = 0; j < columns; j++) gradients[v * columns + j]! -= shift[j]! * totals[v]!;
	}
}

function denseGradients(
	{ x, columns }: Features,
	from: number,
	to: number,
	slopes: Float64Array,
	gradients: Float64Array,
	vectors: number
): void {
	const fours = from + (to - from - ((to - from) % 4));
	for (let v = 0; v < vectors; v++) {
		const first = v * columns;
		// Four rows at a time: each gradient is fetched and stored once for them.
		for (let row = from; row < fours; row += 4) {
			const s = (row - from) * vectors + v;
			const s0 = slopes[s]!;
			const s1 = slopes[s + vectors]!;
			const s2 = slopes[s + 2 * vectors]!;
			const s3 = slopes[s + 3 * vectors]!;
			let i0 = row * columns;
			let i1 = i0 + columns;
			let i2 = i1 + columns;
			let i3 = i2 + columns;
			const last = first + columns;
			for (let g = first; g < last; g++) {
				gradients[g]! += s0 * x[i0++]! + s1 * x[i1++]! + s2 * x[i2++]! + s3 * x[i3++]!;
			}
		}
		for (let row = fours; row < to; row++) {
			const slope = slopes[(row - from) * vectors + v]!;
			let i = row * columns;
			for (let j = 0; j < columns; j++) gradients[first + j]! += slope * x[i++]!;
		}
	}
}

function sparseGradients(
	{ sparse, columns }: Features,
	from: number,
	to: number,
	slopes: Float64Array,
	gradients: Float64Array,
	vectors: number
): void {
	const { starts, places, values } = sparse!;
	for (let row = from, at = 0; row < to; row++) {
		for (let v = 0; v < vectors; v++, at++) {
			const slope = slopes[at]!;
			const w = v * columns;
			for (let i = starts[row]!; i < starts[row + 1]!; i++) {
				gradients[w + places[i]!]! += slope * values[i]!;
			}
		}
	}
}
