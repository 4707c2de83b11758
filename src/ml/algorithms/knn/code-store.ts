import type { Lists, Store } from './ivf-index.ts';
import type { NearestHeap } from './nearest-heap.ts';
import { WORDS, type ProductQuantizer } from './product-quantizer.ts';

/** Of each row what it differs by from the centre of its cell, in the short form of a product quantizer. */
export class CodeStore implements Store {
	readonly quantizer: ProductQuantizer;
	/** `parts` bytes a row, in the order of the lists. */
	readonly codes: Uint8Array;
	readonly #centres: Float32Array;
	readonly #ids: Uint32Array;
	readonly #residual: Float64Array;
	readonly #table: Float64Array;

	constructor(quantizer: ProductQuantizer, centres: Float32Array, { ids }: Lists, codes: Uint8Array) {
		this.quantizer = quantizer;
		this.codes = codes;
		this.#centres = centres;
		this.#ids = ids;
		this.#residual = new Float64Array(quantizer.dimension);
		this.#table = new Float64Array(quantizer.parts * WORDS);
	}

	/** Distances are those of the short forms: sums of what a table of this row and cell says of each part. */
	scan(x: Float32Array, i: number, cell: number, begin: number, end: number, nearest: NearestHeap): void {
		const { dimension, parts } = this.quantizer;
		for (let c = 0; c < dimension; c++) {
			this.#residual[c] = x[i * dimension + c]! - this.#centres[cell * dimension + c]!;
		}
		this.quantizer.distances(this.#residual, this.#table);
		for (let j = begin; j < end; j++) {
			let distance = 0;
			for (let part = 0; part < parts; part++) {
				distance += this.#table[part * WORDS + this.codes[j * parts + part]!]!;
			}
			if (distance <= nearest.bound) nearest.offer(distance, this.#ids[j]!);
		}
	}
}
