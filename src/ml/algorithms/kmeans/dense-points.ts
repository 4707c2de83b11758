import type { Dataset } from '#ml/data/dataset.ts';
import type { Points } from './points.ts';

/** Rows with a value in every column. */
export class DensePoints implements Points {
	readonly rows: number;
	readonly columns: number;
	readonly #x: Float32Array;

	constructor({ rows, columns, x }: Dataset) {
		this.rows = rows;
		this.columns = columns;
		this.#x = x;
	}

	nearest(indexes: Uint32Array, centers: Float64Array, closest: Uint32Array): void {
		const count = centers.length / this.columns;
		const squares = new Float64Array(count);
		const one = new Uint32Array(1);
		for (let i = 0; i < indexes.length; i++) {
			one[0] = indexes[i]!;
			this.distances(one, centers, squares);
			let best = 0;
			for (let c = 1; c < count; c++) if (squares[c]! < squares[best]!) best = c;
			closest[i] = best;
		}
	}

	distances(indexes: Uint32Array, centers: Float64Array, squares: Float64Array): void {
		const count = centers.length / this.columns;
		for (let i = 0; i < indexes.length; i++) {
			for (let c = 0; c < count; c++) squares[i * count + c] = this.#square(indexes[i]!, centers, c);
		}
	}

	squaresTo(indexes: Uint32Array, centers: Float64Array, closest: Uint32Array, squares: Float64Array): void {
		for (let i = 0; i < indexes.length; i++) squares[i] = this.#square(indexes[i]!, centers, closest[i]!);
	}

	sumOfSquares(): number {
		let sum = 0;
		for (let i = 0; i < this.#x.length; i++) sum += this.#x[i]! ** 2;
		return sum;
	}

	addTo(row: number, times: number, sums: Float64Array, center: number): void {
		const from = row * this.columns;
		const to = center * this.columns;
		for (let j = 0; j < this.columns; j++) sums[to + j]! += times * this.#x[from + j]!;
	}

	#square(row: number, centers: Float64Array, center: number): number {
		const from = row * this.columns;
		const to = center * this.columns;
		let square = 0;
		for (let j = 0; j < this.columns; j++) {
			const apart = this.#x[from + j]! - centers[to + j]!;
			square += apart * apart;
		}
		return square;
	}
}
