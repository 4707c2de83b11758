import { Kernel } from '#ml/wasm/kernel.ts';
import bytes from './gradient-grid.as.ts?wasm';

/** Functions of gradient-grid.as.ts; all arguments but the shifts are addresses and counts, as said there. */
interface Functions {
	largest(pairs: number, rows: number, result: number): void;
	round(pairs: number, rows: number, gradientShift: number, hessianShift: number, result: number): void;
}

/** Gradients and hessians of rows, added up. */
export interface GradientSum {
	readonly gradient: number;
	readonly hessian: number;
}

/**
 * Rounds gradients and hessians to multiples of a power of two so coarse that any sum of them fits a double, and so fine
 * that nothing is lost that matters: 2⁻⁵² of the largest magnitude times the number of rows. All later sums are exact
 * then: no drift by subtraction, and the same tree for every order of rows, number of threads or device. (XGBoost does
 * the same on GPUs.) Values stay 32-bit floats.
 */
export class GradientGrid {
	readonly #kernel = new Kernel<Functions>(bytes);
	readonly #rows: number;
	readonly #pairs: number;
	readonly #result: number;

	constructor(rows: number) {
		this.#rows = rows;
		this.#pairs = this.#kernel.allocate(8 * rows + 8);
		this.#result = this.#kernel.allocate(16);
	}

	/**
	 * Rounds in place and returns the sum of all rows.
	 * @param pairs gradient and hessian of each row, interleaved; where one is not finite they stay as they are
	 */
	round(pairs: Float32Array): GradientSum {
		const kernel = this.#kernel;
		const rows = this.#rows;
		const placed = kernel.f32(this.#pairs, pairs.length);
		placed.set(pairs);
		kernel.functions.largest(this.#pairs, rows, this.#result);
		const [gradient, hessian] = Array.from(kernel.f32(this.#result, 2)) as [number, number];
		const shifts = [gradient, hessian].map((each) => shiftOf(each, pairs.length)) as [number, number];
		kernel.functions.round(this.#pairs, rows, ...shifts, this.#result);
		const sums = Array.from(kernel.f64(this.#result, 2)) as [number, number];
		if (sums.every(Number.isFinite)) pairs.set(placed);
		return { gradient: sums[0], hessian: sums[1] };
	}
}

/** 3·2⁵¹ steps of the grid. */
function shiftOf(largest: number, numbers: number): number {
	if (largest === 0) return 0;
	const exponent = Math.ceil(Math.log2(largest)) + Math.ceil(Math.log2(numbers)) - 51;
	return 3 * 2 ** (51 + Math.max(exponent, -149));
}
