import { Kernel } from '#ml/wasm/kernel.ts';
import type { Placed } from '#ml/wasm/products.ts';
import bytes from './learner.as.ts?wasm';

/** Functions of learner.as.ts and products.as.ts; all arguments are addresses and counts, as said there. */
interface Functions {
	scratchBytes(): number;
	multiply(...numbers: number[]): void;
	gather(embedding: number, stride: number, rows: number, count: number, each: number, to: number): void;
	scatter(...numbers: number[]): number;
	touchPairs(pairs: number, count: number, isTouched: number, touched: number, known: number): number;
	learnPairs(
		entities: number,
		stride: number,
		pairs: number,
		count: number,
		addresses: number,
		slopes: number
	): number;
	repeat(vector: number, stride: number, count: number, to: number): void;
	pass(vectors: number, sums: number, length: number, to: number): void;
	passBack(added: number, slopes: number, stride: number, count: number, to: number, biases: number): void;
	stepRows(...numbers: number[]): void;
	step(numbers: number, length: number, ...rule: number[]): void;
}

/** Parameters lie there with their gradients and Adam's two means of those. */
export const PARTS = 4;

/** The memory that all of a learner shares, and its loops. */
export class LearnerKernel extends Kernel<Functions> {
	readonly #scratch: number;

	constructor() {
		super(bytes);
		this.#scratch = this.allocate(this.functions.scratchBytes());
	}

	/** C += A · B. @see Products.multiply */
	multiply(a: Placed, b: Placed, c: Placed): void {
		const shape = [a.rows, b.columns, a.columns];
		const factors = [a.at, a.rowStep, a.columnStep, b.at, b.rowStep, b.columnStep];
		this.functions.multiply(...shape, ...factors, c.at, c.rowStep, this.#scratch);
	}
}

/** Room for a vector: a multiple of four. */
export function strideFor(dim: number): number {
	return Math.ceil(dim / 4) * 4;
}
