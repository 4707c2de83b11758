import type { Dataset } from '#ml/data/dataset.ts';
import { placedAt, Products, rowsOf, transposed, type Placed } from '#ml/wasm/products.ts';
import { Scatter } from '#ml/wasm/scatter.ts';
import type { Table } from './table.ts';

/** Numbers that are in the kernel at once, so that they stay in its caches; no fewer rows than 256, no more than 1,024. */
const CHUNK = 2 ** 17;
/** Columns up to which the scatter may stand for the rows, and how many passes over them, a vector, it costs a column. */
const MOST_NARROW = 1024;
const PASSES_OF_SCATTER = 12;

/** A table with a value in every cell. Its rows go through a kernel chunk by chunk; no copy of them is kept. */
export class DenseTable implements Table {
	readonly rows: number;
	readonly columns: number;
	readonly mean: Float64Array;
	readonly #x: Float32Array;
	readonly #kernel = new Products();
	readonly #chunk: Placed;
	/** The mean, in the kernel; null where nothing is taken away. */
	readonly #middle: number | null = null;
	#scatter: Scatter | null = null;

	constructor({ rows, columns, x }: Dataset, subtractsMean: boolean) {
		this.rows = rows;
		this.columns = columns;
		this.#x = x;
		const kernel = this.#kernel;
		const together = Math.min(rows, Math.max(256, Math.min(1024, Math.floor(CHUNK / columns))));
		// Functions read a little beyond the last row.
		this.#chunk = placedAt(kernel.allocate(together * columns * 4 + 16), together, columns);
		this.mean = subtractsMean ? this.#meanOfColumns() : new Float64Array(columns);
		if (subtractsMean) this.#middle = kernel.place(this.mean);
	}

	#meanOfColumns(): Float64Array {
		const kernel = this.#kernel;
		const sums = kernel.allocate(this.columns * 8);
		this.#eachChunk(0, this.rows, ({ at, rows }) =>
			kernel.functions.addColumns(at, rows, this.columns, sums)
		);
		const mean = kernel.f64(sums, this.columns).map((sum) => sum / this.rows);
		kernel.release(sums);
		return mean;
	}

	sumOfSquares(): number {
		let sum = 0;
		if (this.#scatter) {
			const g = this.#scatter.read();
			for (let j = 0; j < this.columns; j++) sum += g[j * this.columns + j]!;
			return sum;
		}
		this.#eachChunk(0, this.rows, ({ at, rows }) => {
			sum += this.#kernel.functions.sumOfSquares(at, rows * this.columns);
		});
		return sum;
	}

	isNarrow(width: number): boolean {
		return this.columns <= MOST_NARROW && this.columns <= PASSES_OF_SCATTER * width;
	}

	addScatter(from: number, to: number): void {
		const scatter = (this.#scatter ??= new Scatter(this.#kernel, this.columns));
		this.#eachChunk(from, to, (chunk) => scatter.add(chunk));
	}

	readScatter(): Float64Array {
		return this.#scatter!.read();
	}

	addPower(from: number, to: number, q: Float64Array, z: Float64Array): void {
		const kernel = this.#kernel;
		const width = q.length / this.columns;
		const vectors = placedAt(kernel.place(new Float32Array(q)), width, this.columns);
		const products = placedAt(kernel.allocate(this.#chunk.rows * width * 4), this.#chunk.rows, width);
		this.#eachChunk(from, to, (chunk) => {
			const y = rowsOf(products, 0, chunk.rows);
			kernel.f32(y.at, y.rows * width).fill(0);
			kernel.multiply(chunk, transposed(vectors), y);
			this.#addBack(chunk, y, z);
		});
		kernel.release(vectors.at);
	}

	addSketch(from: number, to: number, h: Float32Array, z: Float64Array): void {
		const kernel = this.#kernel;
		const width = z.length / this.columns;
		const signs = placedAt(kernel.place(h), to - from, width);
		this.#eachChunk(from, to, (chunk, first) => {
			this.#addBack(chunk, rowsOf(signs, first - from, first - from + chunk.rows), z);
		});
		kernel.release(signs.at);
	}

	/** z += Xᵀ·y, by way of (yᵀ·X). */
	#addBack(chunk: Placed, y: Placed, z: Float64Array): void {
		const kernel = this.#kernel;
		const sums = placedAt(kernel.allocate(z.length * 4), y.columns, this.columns);
		kernel.multiply(transposed(y), chunk, sums);
		const values = kernel.f32(sums.at, z.length);
		for (let i = 0; i < z.length; i++) z[i]! += values[i]!;
		kernel.release(sums.at);
	}

	/** Copies the rows into the kernel chunk after chunk, less the mean, and hands them over. */
	#eachChunk(from: number, to: number, take: (chunk: Placed, first: number) => void): void {
		const { columns } = this;
		const kernel = this.#kernel;
		const { at, rows: together } = this.#chunk;
		for (let first = from; first < to; first += together) {
			const chunk = rowsOf(this.#chunk, 0, Math.min(together, to - first));
			kernel
				.f32(at, chunk.rows * columns)
				.set(this.#x.subarray(first * columns, (first + chunk.rows) * columns));
			if (this.#middle !== null) kernel.functions.subtract(at, chunk.rows, columns, this.#middle);
			take(chunk, first);
		}
	}
}
