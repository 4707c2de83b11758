import type { SparseRows } from '#ml/data/sparse-rows.ts';
import type { Table } from './table.ts';

/** A table that is mostly zeros. The mean is taken away in the products, since it would fill the rows. */
export class SparseTable implements Table {
	readonly rows: number;
	readonly columns: number;
	readonly #cells: SparseRows;
	readonly mean: Float64Array;
	#scatter: Float64Array | null = null;

	constructor(cells: SparseRows, columns: number, subtractsMean: boolean) {
		this.rows = cells.starts.length - 1;
		this.columns = columns;
		this.#cells = cells;
		this.mean = new Float64Array(columns);
		if (!subtractsMean) return;
		const { places, values } = cells;
		for (let i = 0; i < values.length; i++) this.mean[places[i]!]! += values[i]!;
		for (let j = 0; j < columns; j++) this.mean[j]! /= this.rows;
	}

	sumOfSquares(): number {
		let sum = 0;
		for (const value of this.mean) sum += this.rows * value * value;
		const { places, values } = this.#cells;
		for (let i = 0; i < values.length; i++) sum += values[i]! * (values[i]! - 2 * this.mean[places[i]!]!);
		return sum;
	}

	isNarrow(): boolean {
		return false;
	}

	addScatter(from: number, to: number): void {
		const { columns, mean } = this;
		const g = (this.#scatter ??= new Float64Array(columns * columns));
		const { starts, places, values } = this.#cells;
		const sums = new Float64Array(columns);
		for (let row = from; row < to; row++) {
			const end = starts[row + 1]!;
			for (let a = starts[row]!; a < end; a++) {
				const value = values[a]!;
				const at = places[a]! * columns;
				sums[places[a]!]! += value;
				for (let b = starts[row]!; b < end; b++) g[at + places[b]!]! += value * values[b]!;
			}
		}
		// Σ (x − m)(x − m)ᵀ = Σ x xᵀ − s mᵀ − m sᵀ + n m mᵀ
		for (let i = 0; i < columns; i++) {
			const [sum, middle] = [sums[i]! - (to - from) * mean[i]!, mean[i]!];
			if (sum === 0 && middle === 0) continue;
			for (let j = 0; j < columns; j++) g[i * columns + j]! -= sum * mean[j]! + middle * sums[j]!;
		}
	}

	readScatter(): Float64Array {
		return this.#scatter!;
	}

	addPower(from: number, to: number, q: Float64Array, z: Float64Array): void {
		const width = q.length / this.columns;
		const turned = turn(q, width, this.columns);
		const below = this.#timesMean(turned, width);
		const y = new Float64Array((to - from) * width);
		const { starts, places, values } = this.#cells;
		for (let row = from; row < to; row++) {
			const at = (row - from) * width;
			for (let c = 0; c < width; c++) y[at + c] = -below[c]!;
			for (let cell = starts[row]!; cell < starts[row + 1]!; cell++) {
				const value = values[cell]!;
				const first = places[cell]! * width;
				for (let c = 0; c < width; c++) y[at + c]! += value * turned[first + c]!;
			}
		}
		this.addSketch(from, to, y, z);
	}

	addSketch(from: number, to: number, h: Float32Array | Float64Array, z: Float64Array): void {
		const { columns } = this;
		const width = z.length / columns;
		const { starts, places, values } = this.#cells;
		const sums = new Float64Array(width);
		for (let row = from; row < to; row++) {
			const at = (row - from) * width;
			for (let c = 0; c < width; c++) sums[c]! += h[at + c]!;
			for (let cell = starts[row]!; cell < starts[row + 1]!; cell++) {
				const value = values[cell]!;
				const place = places[cell]!;
				for (let c = 0; c < width; c++) z[c * columns + place]! += value * h[at + c]!;
			}
		}
		for (let c = 0; c < width; c++) {
			for (let j = 0; j < columns; j++) z[c * columns + j]! -= sums[c]! * this.mean[j]!;
		}
	}

	#timesMean(turned: Float64Array, width: number): Float64Array {
		const product = new Float64Array(width);
		for (let j = 0; j < this.columns; j++) {
			const middle = this.mean[j]!;
			if (middle === 0) continue;
			for (let c = 0; c < width; c++) product[c]! += middle * turned[j * width + c]!;
		}
		return product;
	}
}

/** Vectors side by side, coordinate after coordinate. */
function turn(vectors: Float64Array, width: number, length: number): Float64Array {
	const turned = new Float64Array(vectors.length);
	for (let c = 0; c < width; c++) {
		for (let j = 0; j < length; j++) turned[j * width + c] = vectors[c * length + j]!;
	}
	return turned;
}
