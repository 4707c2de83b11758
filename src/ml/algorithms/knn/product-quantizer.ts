import type { Rng } from '#base/rng.ts';
import type { Sliced } from '#ml/sliced.ts';
import { findCells, nearestIn } from './cells.ts';

/** Words in each part's book: one byte says which. */
export const WORDS = 256;

/** As Faiss has it. */
const ITERATIONS = 25;

/**
 * Rows in a short form: cut into `parts`, each part replaced by the nearest of 256 words from a book of its own.
 * @see H. Jégou, M. Douze, C. Schmid, «Product quantization for nearest neighbor search», IEEE PAMI 33 (2011)
 */
export class ProductQuantizer {
	readonly dimension: number;
	readonly parts: number;
	/** Part after part, word after word: parts · 256 · (dimension / parts). */
	readonly books: Float32Array;

	constructor(dimension: number, parts: number, books: Float32Array) {
		this.dimension = dimension;
		this.parts = parts;
		this.books = books;
	}

	/** Numbers in a part. */
	get width(): number {
		return this.dimension / this.parts;
	}

	/** `parts` bytes for each row. */
	encode(rows: Float32Array): Uint8Array {
		const { parts, width, dimension } = this;
		const count = rows.length / dimension;
		const codes = new Uint8Array(count * parts);
		for (let part = 0; part < parts; part++) {
			const book = this.books.subarray(part * WORDS * width, (part + 1) * WORDS * width);
			const words = nearestIn(partOf(rows, dimension, part, width), width)(book);
			for (let row = 0; row < count; row++) codes[row * parts + part] = words[row]!;
		}
		return codes;
	}

	/** Squared distances from each part of a row to all words of its book: parts · 256, written to `out`. */
	distances(row: Float64Array, out: Float64Array): void {
		const { books, width } = this;
		for (let word = 0, at = 0; word < out.length; word++) {
			const from = (word >>> 8) * width;
			let sum = 0;
			for (let c = 0; c < width; c++, at++) {
				const difference = row[from + c]! - books[at]!;
				sum += difference * difference;
			}
			out[word] = sum;
		}
	}
}

/**
 * Finds the books from rows.
 * @throws UserError `TooFewRows` for fewer than 256 rows
 */
export function* trainQuantizer(
	rows: Float32Array,
	dimension: number,
	parts: number,
	rng: Rng
): Sliced<ProductQuantizer> {
	const width = dimension / parts;
	const books = new Float32Array(parts * WORDS * width);
	for (let part = 0; part < parts; part++) {
		const options = { cells: WORDS, iterations: ITERATIONS, metric: 'L2', rng } as const;
		const book = yield* findCells(partOf(rows, dimension, part, width), width, options);
		books.set(book, part * WORDS * width);
	}
	return new ProductQuantizer(dimension, parts, books);
}

function partOf(rows: Float32Array, dimension: number, part: number, width: number): Float32Array {
	const count = rows.length / dimension;
	const cut = new Float32Array(count * width);
	for (let row = 0; row < count; row++) {
		const from = row * dimension + part * width;
		cut.set(rows.subarray(from, from + width), row * width);
	}
	return cut;
}
