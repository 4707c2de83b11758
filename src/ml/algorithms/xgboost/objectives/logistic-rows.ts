import { Kernel } from '#ml/wasm/kernel.ts';
import bytes from './logistic.as.ts?wasm';

/** Functions of logistic.as.ts; all arguments but `scale` and `least` are addresses and counts, as said there. */
interface Functions {
	predict(margins: number, rows: number, into: number): void;
	derive(
		probabilities: number,
		labels: number,
		weights: number,
		rows: number,
		scale: number,
		least: number,
		pairs: number
	): void;
}

/** Rows that are in the kernel's memory at once. */
const BLOCK = 2 ** 13;

/** The logistic objective for many rows, by a kernel. */
export class LogisticRows {
	readonly #kernel = new Kernel<Functions>(bytes);
	readonly #numbers = this.#kernel.allocate(4 * BLOCK);
	readonly #labels = this.#kernel.allocate(4 * BLOCK);
	readonly #weights = this.#kernel.allocate(4 * BLOCK);
	readonly #results = this.#kernel.allocate(8 * BLOCK);

	/** Probabilities of class 1: 1 / (1 + e^−margin), as 32-bit floats within one place of the last. */
	predict(margins: Float32Array): Float32Array {
		const kernel = this.#kernel;
		const values = new Float32Array(margins.length);
		for (let from = 0; from < margins.length; from += BLOCK) {
			const rows = this.#put(this.#numbers, margins, from);
			kernel.functions.predict(this.#numbers, rows, this.#results);
			values.set(kernel.f32(this.#results, rows), from);
		}
		return values;
	}

	/**
	 * Fills gradient (p − y)·w and hessian p(1 − p)·w of each row, interleaved.
	 * @param probabilities as {@link LogisticRows.predict} gives them
	 * @param scale by which rows with label 1 weigh more
	 * @param least of a hessian before it is weighted
	 */
	derive(
		probabilities: Float32Array,
		labels: Float32Array,
		weights: Float32Array | null,
		{ scale, least }: { readonly scale: number; readonly least: number },
		pairs: Float32Array
	): void {
		const kernel = this.#kernel;
		for (let from = 0; from < labels.length; from += BLOCK) {
			const rows = this.#put(this.#numbers, probabilities, from);
			this.#put(this.#labels, labels, from);
			if (weights) this.#put(this.#weights, weights, from);
			kernel.functions.derive(
				this.#numbers,
				this.#labels,
				weights ? this.#weights : 0,
				rows,
				scale,
				least,
				this.#results
			);
			pairs.set(kernel.f32(this.#results, 2 * rows), 2 * from);
		}
	}

	/** Copies a block of rows; returns how many there are. */
	#put(at: number, values: Float32Array, from: number): number {
		const block = values.subarray(from, from + BLOCK);
		this.#kernel.f32(at, block.length).set(block);
		return block.length;
	}
}
