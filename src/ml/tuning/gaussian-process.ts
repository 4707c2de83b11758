import { choleskyInSlices, solveLower, solveUpper } from '#ml/linalg/cholesky.ts';
import { atOnce, type Sliced } from '#ml/sliced.ts';
import { JITTER } from './marginal-likelihood.ts';
import { matern, scaledDistance, type KernelParameters } from './matern.ts';

/** Rows of the covariance matrix between two pauses. */
const ROWS = 64;

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

	/**
	 * @param factor of its covariance matrix, where it is known already
	 * @throws RangeError where the kernel's parameters make the matrix singular
	 */
	constructor(
		xs: readonly ArrayLike<number>[],
		y: ArrayLike<number>,
		groups: readonly number[],
		kernel: KernelParameters,
		factor: Float64Array = atOnce(factorOf(xs, groups, kernel))
	) {
		const n = xs.length;
		this.#xs = xs;
		this.#groups = groups;
		this.#kernel = kernel;
		this.#factor = factor;
		this.#alpha = solveUpper(factor, n, solveLower(factor, n, y));
	}

	/** One that is made with pauses. @throws RangeError as the constructor does */
	static *inSlices(
		xs: readonly ArrayLike<number>[],
		y: ArrayLike<number>,
		groups: readonly number[],
		kernel: KernelParameters
	): Sliced<GaussianProcess> {
		return new GaussianProcess(xs, y, groups, kernel, yield* factorOf(xs, groups, kernel));
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

/** The covariance matrix of the observations as L·Lᵀ. */
function* factorOf(
	xs: readonly ArrayLike<number>[],
	groups: readonly number[],
	{ signal, lengths, noise }: KernelParameters
): Sliced<Float64Array> {
	const n = xs.length;
	const k = new Float64Array(n * n);
	for (let i = 0; i < n; i++) {
		for (let j = 0; j < i; j++) {
			k[i * n + j] = signal * matern(scaledDistance(xs[i]!, xs[j]!, groups, lengths));
		}
		k[i * n + i] = signal + noise + JITTER;
		if (i % ROWS === ROWS - 1) yield;
	}
	const factor = yield* choleskyInSlices(k, n);
	if (!factor) throw new RangeError('the covariance matrix is not positive definite');
	return factor;
}
