import type { Dataset } from '#ml/data/dataset.ts';
import { placedAt, Products, rowsOf, transposed, type Placed } from '#ml/wasm/products.ts';
import type { Table } from './table.ts';

/** Rows that are multiplied at once: sums over so few keep their digits in 32 bits, and are then added in 64. */
const CHUNK = 1024;
/** Columns up to which the scatter is summed in 64 bits throughout, which costs little there. */
const FEW = 96;
/** Columns up to which the scatter may stand for the rows, and how many passes over them, a vector, it costs a column. */
const MOST_NARROW = 1024;
const PASSES_OF_SCATTER = 12;
/** Columns of the scatter that are worked out together; what lies above the diagonal is left out. */
const BLOCK = 96;

/** A table with a value in every cell. */
export class DenseTable implements Table {
	readonly rows: number;
	readonly columns: number;
	readonly #kernel = new Products();
	/** All rows less the mean, in the kernel, and where what is reserved anew for each chunk begins. */
	readonly #placed: Placed;
	readonly #free: number;

	constructor({ rows, columns, x }: Dataset, mean: Float64Array) {
		this.rows = rows;
		this.columns = columns;
		this.#placed = this.#kernel.placeAround(x, columns, mean);
		this.#free = this.#kernel.allocate(0);
	}

	sumOfSquares(): number {
		const values = this.#kernel.f32(this.#placed.at, this.rows * this.columns);
		// Four sums, so that none has to wait for the one before it.
		let [a, b, c, d] = [0, 0, 0, 0];
		const fours = values.length - (values.length % 4);
		for (let i = 0; i < fours; i += 4) {
			a += values[i]! * values[i]!;
			b += values[i + 1]! * values[i + 1]!;
			c += values[i + 2]! * values[i + 2]!;
			d += values[i + 3]! * values[i + 3]!;
		}
		for (let i = fours; i < values.length; i++) a += values[i]! * values[i]!;
		return a + b + c + d;
	}

	isNarrow(width: number): boolean {
		return this.columns <= MOST_NARROW && this.columns <= PASSES_OF_SCATTER * width;
	}

	addScatter(from: number, to: number, g: Float64Array): void {
		const { columns } = this;
		if (columns <= FEW) this.#kernel.addScatter(rowsOf(this.#placed, from, to), g);
		else this.#eachChunk(from, to, (chunk) => this.#addChunkScatter(chunk, g));
		for (let i = 0; i < columns; i++) for (let j = 0; j < i; j++) g[j * columns + i] = g[i * columns + j]!;
	}

	addPower(from: number, to: number, q: Float64Array, z: Float64Array): void {
		const width = q.length / this.columns;
		const kernel = this.#kernel;
		this.#eachChunk(from, to, (chunk) => {
			const vectors = placedAt(kernel.place(Float32Array.from(q)), width, this.columns);
			const y = placedAt(kernel.allocate(chunk.rows * width * 4), chunk.rows, width);
			kernel.multiply(chunk, transposed(vectors), y);
			this.#addBack(chunk, y, z);
		});
	}

	addSketch(from: number, to: number, h: Float32Array, z: Float64Array): void {
		const width = z.length / this.columns;
		this.#eachChunk(from, to, (chunk, first) => {
			const part = h.subarray((first - from) * width, (first - from + chunk.rows) * width);
			this.#addBack(chunk, placedAt(this.#kernel.place(part), chunk.rows, width), z);
		});
	}

	/** z += Xᵀ·y, by way of (yᵀ·X). */
	#addBack(chunk: Placed, y: Placed, z: Float64Array): void {
		const kernel = this.#kernel;
		const sums = placedAt(kernel.allocate(z.length * 4), y.columns, this.columns);
		kernel.multiply(transposed(y), chunk, sums);
		const values = kernel.f32(sums.at, z.length);
		for (let i = 0; i < z.length; i++) z[i]! += values[i]!;
	}

	#addChunkScatter(chunk: Placed, g: Float64Array): void {
		const { columns } = this;
		const kernel = this.#kernel;
		const at = kernel.allocate(columns * columns * 4);
		for (let first = 0; first < columns; first += BLOCK) {
			const width = Math.min(BLOCK, columns - first);
			const left = { ...chunk, at: chunk.at + first * 4, columns: width };
			const right = { ...chunk, columns: first + width };
			kernel.multiply(transposed(left), right, {
				...placedAt(at + first * columns * 4, width, first + width),
				rowStep: columns
			});
		}
		const sums = kernel.f32(at, columns * columns);
		for (let i = 0; i < columns; i++) {
			for (let j = 0; j <= i; j++) g[i * columns + j]! += sums[i * columns + j]!;
		}
	}

	/** Hands over the rows chunk after chunk. */
	#eachChunk(from: number, to: number, take: (chunk: Placed, first: number) => void): void {
		for (let first = from; first < to; first += CHUNK) {
			take(rowsOf(this.#placed, first, Math.min(to, first + CHUNK)), first);
			this.#kernel.release(this.#free);
		}
	}
}
