import { Kernel } from '#ml/wasm/kernel.ts';
import bytes from './softmax.as.ts?wasm';

/** Functions of softmax.as.ts; all arguments but `least` are addresses and counts, as said there. */
interface Functions {
	predict(margins: number, rows: number, outputs: number, powers: number, into: number): void;
	derive(
		probabilities: number,
		labels: number,
		weights: number,
		rows: number,
		outputs: number,
		least: number,
		pairs: number
	): void;
}

/** Margins that are in the kernel's memory at once, or those of one row. */
const BLOCK = 2 ** 13;

/** The softmax objective for many rows, by a kernel. Margins and probabilities are row-major, `outputs` per row. */
export class SoftmaxRows {
	readonly #kernel = new Kernel<Functions>(bytes);
	readonly #outputs: number;
	/** Rows of a block. */
	readonly #block: number;
	readonly #margins: number;
	readonly #powers: number;
	readonly #probabilities: number;
	readonly #labels: number;
	readonly #weights: number;
	readonly #pairs: number;

	constructor(outputs: number) {
		const kernel = this.#kernel;
		const block = Math.max(1, Math.floor(BLOCK / outputs));
		this.#outputs = outputs;
		this.#block = block;
		this.#margins = kernel.allocate(4 * block * outputs);
		this.#powers = kernel.allocate(8 * block * outputs + 8);
		this.#probabilities = kernel.allocate(4 * block * outputs);
		this.#labels = kernel.allocate(4 * block);
		this.#weights = kernel.allocate(4 * block);
		this.#pairs = kernel.allocate(8 * block * outputs);
	}

	/** Probabilities e^m_k / Σ e^m_j, as 32-bit floats within one place of the last. */
	predict(margins: Float32Array): Float32Array {
		const values = new Float32Array(margins.length);
		const { functions } = this.#kernel;
		const outputs = this.#outputs;
		const step = this.#block * outputs;
		for (let from = 0; from < margins.length; from += step) {
			const count = this.#put(this.#margins, margins.subarray(from, from + step));
			functions.predict(this.#margins, count / outputs, outputs, this.#powers, this.#probabilities);
			values.set(this.#kernel.f32(this.#probabilities, count), from);
		}
		return values;
	}

	/**
	 * Fills gradient (p_k − [y = k])·w and hessian 2·p_k(1 − p_k)·w, interleaved, output after output.
	 * @param probabilities as {@link SoftmaxRows.predict} gives them
	 * @param least of a hessian before it is weighted
	 */
	derive(
		probabilities: Float32Array,
		labels: Float32Array,
		weights: Float32Array | null,
		least: number,
		pairs: Float32Array
	): void {
		const kernel = this.#kernel;
		const outputs = this.#outputs;
		for (let from = 0; from < labels.length; from += this.#block) {
			const block = probabilities.subarray(from * outputs, (from + this.#block) * outputs);
			this.#put(this.#probabilities, block);
			const rows = this.#put(this.#labels, labels.subarray(from, from + this.#block));
			if (weights) this.#put(this.#weights, weights.subarray(from, from + rows));
			kernel.functions.derive(
				this.#probabilities,
				this.#labels,
				weights ? this.#weights : 0,
				rows,
				outputs,
				least,
				this.#pairs
			);
			for (let k = 0; k < outputs; k++) {
				const made = kernel.f32(this.#pairs + 8 * k * rows, 2 * rows);
				pairs.set(made, 2 * (k * labels.length + from));
			}
		}
	}

	/** Copies numbers; returns how many there are. */
	#put(at: number, values: Float32Array): number {
		this.#kernel.f32(at, values.length).set(values);
		return values.length;
	}
}
