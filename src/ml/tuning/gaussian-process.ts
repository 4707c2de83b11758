import { cholesky, solveLower, solveUpper } from '#ml/linalg/cholesky.ts';
import { JITTER } from './marginal-likelihood.ts';
import { matern, scaledDistance, type KernelParameters } from './matern.ts';

export interface Prediction {
	readonly mean: number;
	/** Standard deviation of the function there, without the noise of an observation. */
	readonly deviation: number;
}

/**
 * A Gaussian process of mean 0 after it has seen observations. Immutable.
 * @see Rasmussen and Williams, algorithm 2.1
 */
export class GaussianProcess {
	readonly #xs: readonly ArrayLike<number>[];
	readonly #groups: readonly number[];
	readonly #kernel: KernelParameters;
	readonly #factor: Float64Array;
	readonly #alpha: Float64Array;

	/** @throws RangeError where the kernel's parameters make the matrix singular */
	constructor(
		xs: readonly ArrayLike<number>[],
		y: ArrayLike<number>,
		groups: readonly number[],
		kernel: KernelParameters
	) {
		const n = xs.length;
		const k = new Float64Array(n * n);
		for (let i = 0; i < n; i++) {
			for (let j = 0; j < i; j++) {
				k[i * n + j] = kernel.signal * matern(scaledDistance(xs[i]!, xs[j]!, groups, kernel.lengths));
			}
			k[i * n + i] = kernel.signal + kernel.noise + JITTER;
		}
		const factor = cholesky(k, n);
		if (!factor) throw new RangeError('the covariance matrix is not positive definite');
		this.#xs = xs;
		this.#groups = groups;
		this.#kernel = kernel;
		this.#factor = factor;
		this.#alpha = solveUpper(factor, n, solveLower(factor, n, y));
	}

	/** What is known of the function at `x`. */
	predict(x: ArrayLike<number>): Prediction {
		const { signal, lengths } = this.#kernel;
		const n = this.#xs.length;
		const row = new Float64Array(n);
		let mean = 0;
		for (let i = 0; i < n; i++) {
			row[i] = signal * matern(scaledDistance(x, this.#xs[i]!, this.#groups, lengths));
			mean += row[i]! * this.#alpha[i]!;
		}
		const solved = solveLower(this.#factor, n, row);
		let explained = 0;
		for (let i = 0; i < n; i++) explained += solved[i]! * solved[i]!;
		return { mean, deviation: Math.sqrt(Math.max(0, signal - explained)) };
	}
}
