import type { Dataset } from '#ml/data/dataset.ts';
import { placedAt, Products, rowsOf, transposed } from '#ml/wasm/products.ts';
import { meansOf } from './means.ts';
import { NearestHeap } from './nearest-heap.ts';
import {
	distanceOf,
	emptyNeighbours,
	type Metric,
	type Neighbours,
	type SearchIndex
} from './search-index.ts';

/** Questions and rows that are multiplied with each other at once, so that what comes of it stays in the cache. */
const QUESTIONS = 128;
const ROWS = 1536;

/** Half the distance from 1 to the next number of 32 bits. */
const UNIT = 2 ** -24;

/** Squares beyond this may overflow 32 bits in a product. */
const MOST = 1e37;

/**
 * All rows looked at, dense. Which rows come into question is found by products in single precision, with a bound on what
 * those may be wrong by; the distances of these few are then computed in double precision. So the answer is that of a
 * search in double precision throughout.
 */
export class FlatIndex implements SearchIndex {
	readonly metric: Metric;
	readonly dimension: number;
	readonly count: number;
	/** Row-major, count · dimension. */
	readonly rows: Float32Array;
	readonly #kernel = new Products();
	/** Where the kernel has the rows: for L2 less their mean, which keeps numbers small and errors too. */
	readonly #moved: number;
	readonly #mean: Float64Array;
	/** What products begin with: for L2 half the square of each row, negative. */
	readonly #starts: Float32Array;
	readonly #longest: number;
	/** Where the kernel has the questions, and what comes of them. */
	readonly #questions: number;
	readonly #products: number;

	constructor(metric: Metric, dimension: number, rows: Float32Array) {
		this.metric = metric;
		this.dimension = dimension;
		this.count = rows.length / dimension;
		this.rows = rows;
		const kernel = this.#kernel;
		this.#mean = metric === 'L2' ? meansOf(rows, dimension) : new Float64Array(dimension);
		this.#moved = kernel.allocate(4 * rows.length);
		this.#questions = kernel.allocate(4 * QUESTIONS * dimension);
		this.#products = kernel.allocate(4 * QUESTIONS * ROWS);
		const moved = kernel.f32(this.#moved, rows.length);
		this.#move(rows, moved);
		const squares = squaresOf(moved, dimension);
		this.#longest = Math.sqrt(squares.reduce((most, each) => Math.max(most, each), 0));
		this.#starts = Float32Array.from(squares, (square) => (metric === 'L2' ? -square / 2 : 0));
	}

	search({ x, rows }: Dataset, k: number): Neighbours {
		const { dimension } = this;
		const found = emptyNeighbours(rows, k);
		const nearest = Array.from({ length: Math.min(QUESTIONS, rows) }, () => new NearestHeap(k));
		for (let from = 0; from < rows; from += QUESTIONS) {
			const to = Math.min(rows, from + QUESTIONS);
			const asked = x.subarray(from * dimension, to * dimension);
			const moved = this.#kernel.f32(this.#questions, asked.length);
			this.#move(asked, moved);
			const squares = squaresOf(moved, dimension);
			for (let start = 0; start < this.count; start += ROWS) {
				const end = Math.min(this.count, start + ROWS);
				const products = this.#multiply(to - from, start, end);
				for (let i = 0; i < to - from; i++) {
					const row = products.subarray(i * (end - start), (i + 1) * (end - start));
					this.#gather(asked, i, squares[i]!, row, start, nearest[i]!);
				}
			}
			for (let i = from; i < to; i++) nearest[i - from]!.drain(found.ids, found.distances, i * k);
		}
		return found;
	}

	/** question · row, for L2 less half the square of the row: the more, the nearer. One row of them a question. */
	#multiply(questions: number, start: number, end: number): Float32Array {
		const { dimension } = this;
		const kernel = this.#kernel;
		const width = end - start;
		const products = kernel.f32(this.#products, questions * width);
		const starts = this.#starts.subarray(start, end);
		for (let i = 0; i < questions; i++) products.set(starts, i * width);
		const rows = rowsOf(placedAt(this.#moved, this.count, dimension), start, end);
		kernel.multiply(
			placedAt(this.#questions, questions, dimension),
			transposed(rows),
			placedAt(this.#products, questions, width)
		);
		return products;
	}

	/** Offers the rows that may be near enough. @param square of the moved question */
	#gather(
		asked: Float32Array,
		i: number,
		square: number,
		products: Float32Array,
		start: number,
		nearest: NearestHeap
	): void {
		const { metric, dimension, rows } = this;
		const slack = this.#slack(square);
		const limit = (): number =>
			metric === 'L2' ? (square - nearest.bound - slack) / 2 : -nearest.bound - slack;
		let least = limit();
		for (let j = 0; j < products.length; j++) {
			// Written so that what is no number, by an overflow, is looked at too.
			if (products[j]! < least) continue;
			nearest.offer(distanceOf(metric, asked, i, rows, start + j, dimension), start + j);
			least = limit();
		}
	}

	/** More than twice a product of 32 bits, summed in any order, and the rounding of what was moved can be wrong by. */
	#slack(square: number): number {
		const length = Math.sqrt(square);
		const longest = this.#longest;
		// Their squares overflow 32 bits: then nothing is known of any product.
		if ((length + longest) ** 2 > MOST) return Infinity;
		return UNIT * ((2 * this.dimension + 8) * length * longest + 8 * (length + longest) ** 2);
	}

	#move(x: Float32Array, to: Float32Array): void {
		const { dimension } = this;
		const mean = this.#mean;
		for (let from = 0; from < x.length; from += dimension) {
			for (let c = 0; c < dimension; c++) to[from + c] = x[from + c]! - mean[c]!;
		}
	}
}

function squaresOf(rows: Float32Array, dimension: number): Float64Array {
	const squares = new Float64Array(rows.length / dimension);
	for (let row = 0; row < squares.length; row++) {
		let sum = 0;
		for (let i = row * dimension; i < (row + 1) * dimension; i++) sum += rows[i]! * rows[i]!;
		squares[row] = sum;
	}
	return squares;
}
