import { kernelRule, type StepRule } from './adam.ts';
import { PARTS, strideFor, type LearnerKernel } from './learner-kernel.ts';

/** Vectors by row, of which a batch needs few. A step moves those that its gradients touched, and no other. */
export class Embedding {
	readonly #kernel: LearnerKernel;
	readonly #dim: number;
	readonly #stride: number;
	readonly #count: number;
	readonly #isTouched: number;
	readonly #touched: number;
	#touchedCount = 0;
	/** Where the kernel has it. */
	readonly at: number;

	/** @param values rows · dim; copied */
	constructor(kernel: LearnerKernel, values: Float32Array, dim: number) {
		const stride = strideFor(dim);
		const count = values.length / dim;
		this.#kernel = kernel;
		this.#dim = dim;
		this.#stride = stride;
		this.#count = count;
		this.at = kernel.allocate(4 * PARTS * stride * count);
		this.#isTouched = kernel.allocate(count);
		this.#touched = kernel.allocate(4 * count);
		const placed = this.#view();
		for (let row = 0; row < count; row++) {
			placed.set(values.subarray(row * dim, (row + 1) * dim), row * PARTS * stride);
		}
	}

	/** A row as it is now; alive until the kernel's next allocation. */
	row(row: number): Float32Array {
		return this.#kernel.f32(this.at + 4 * row * PARTS * this.#stride, this.#dim);
	}

	/** All rows as they are now: rows · dim. */
	values(): Float32Array {
		const values = new Float32Array(this.#count * this.#dim);
		const placed = this.#view();
		const step = PARTS * this.#stride;
		for (let row = 0; row < this.#count; row++) {
			for (let f = 0; f < this.#dim; f++) values[row * this.#dim + f] = placed[row * step + f]!;
		}
		return values;
	}

	/** Sums of `each` rows for each of `count` vectors at `to`. @param rows address of their numbers */
	gather(rows: number, count: number, each: number, to: number): void {
		this.#kernel.functions.gather(this.at, this.#stride, rows, count, each, to);
	}

	/** Adds each of `count` vectors to the gradients of `each` rows. */
	addGradients(rows: number, count: number, each: number, from: number): void {
		const own = [this.#isTouched, this.#touched, this.#touchedCount];
		const { scatter } = this.#kernel.functions;
		this.#touchedCount = scatter(this.at, this.#stride, rows, count, each, from, ...own);
	}

	/** Counts the rows that stand first in `count` pairs among those whose gradients were added to. */
	touch(pairs: number, count: number): void {
		const { touchPairs } = this.#kernel.functions;
		this.#touchedCount = touchPairs(pairs, count, this.#isTouched, this.#touched, this.#touchedCount);
	}

	step(rule: StepRule): void {
		const touched = [this.#isTouched, this.#touched, this.#touchedCount];
		this.#kernel.functions.stepRows(this.at, this.#stride, ...touched, ...kernelRule(rule));
		this.#touchedCount = 0;
	}

	#view(): Float32Array {
		return this.#kernel.f32(this.at, PARTS * this.#stride * this.#count);
	}
}
