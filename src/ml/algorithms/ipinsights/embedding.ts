import { adamStep, learning, type Learning, type StepRule } from './adam.ts';

/** Vectors by row, of which a batch needs few. A step moves those that its gradients touched, and no other. */
export class Embedding {
	readonly dim: number;
	readonly #numbers: Learning;
	readonly #isTouched: Uint8Array;
	readonly #touched: Uint32Array;
	#count = 0;

	/** @param values rows · dim; changed in place by each step */
	constructor(values: Float32Array, dim: number) {
		this.dim = dim;
		this.#numbers = learning(values);
		this.#isTouched = new Uint8Array(values.length / dim);
		this.#touched = new Uint32Array(values.length / dim);
	}

	get values(): Float32Array {
		return this.#numbers.values;
	}

	/** Adds `factor` times the vector at `from` of `source` to the gradient of a row. */
	addGradient(row: number, source: Float32Array, from: number, factor: number): void {
		const { gradients } = this.#numbers;
		const { dim } = this;
		if (!this.#isTouched[row]) {
			this.#isTouched[row] = 1;
			this.#touched[this.#count++] = row;
		}
		for (let f = 0, at = row * dim; f < dim; f++, at++) gradients[at]! += factor * source[from + f]!;
	}

	step(rule: StepRule): void {
		for (let t = 0; t < this.#count; t++) {
			const row = this.#touched[t]!;
			this.#isTouched[row] = 0;
			adamStep(this.#numbers, rule, row * this.dim, (row + 1) * this.dim);
		}
		this.#count = 0;
	}
}
