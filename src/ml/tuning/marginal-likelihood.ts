import { cholesky, inverse, solveLower, solveUpper } from '#ml/linalg/cholesky.ts';
import { matern, maternSlope } from './matern.ts';

/** Added to the diagonal so that equal points do not make the matrix singular. */
export const JITTER = 1e-10;

export interface Likelihood {
	/** log p(y | x, θ) of a process of mean 0; -∞ where the matrix is not positive definite. */
	readonly value: number;
	/** By θ. */
	readonly gradient: Float64Array;
}

/**
 * The log marginal likelihood of observations as a function of θ = (log signal, log length of each group, log noise).
 * @param xs features of each observation
 * @param groups of each feature its group, 0 … groupCount − 1
 * @see Rasmussen and Williams, eq. 5.8 and 5.9
 */
export function marginalLikelihood(
	xs: readonly ArrayLike<number>[],
	y: ArrayLike<number>,
	groups: readonly number[],
	groupCount: number
): (theta: ArrayLike<number>) => Likelihood {
	const n = xs.length;
	const squares = squaresByGroup(xs, groups, groupCount);
	return (theta) => {
		const signal = Math.exp(theta[0]!);
		const noise = Math.exp(theta[groupCount + 1]!);
		const weights = Float64Array.from({ length: groupCount }, (_, g) => Math.exp(-2 * theta[g + 1]!));
		const gradient = new Float64Array(groupCount + 2);
		const distances = distancesBy(squares, weights, n);
		const k = new Float64Array(n * n);
		for (let i = 0; i < n; i++) {
			for (let j = 0; j < i; j++) k[i * n + j] = signal * matern(distances[(i * (i - 1)) / 2 + j]!);
			k[i * n + i] = signal + noise + JITTER;
		}
		const l = cholesky(k, n);
		if (!l) return { value: -Infinity, gradient };
		const alpha = solveUpper(l, n, solveLower(l, n, y));
		let value = (-n / 2) * Math.log(2 * Math.PI);
		for (let i = 0; i < n; i++) value -= 0.5 * y[i]! * alpha[i]! + Math.log(l[i * n + i]!);
		const inv = inverse(l, n);
		for (let i = 0; i < n; i++) {
			const own = alpha[i]! * alpha[i]! - inv[i * n + i]!;
			gradient[0]! += 0.5 * own * signal;
			gradient[groupCount + 1]! += 0.5 * own * noise;
			for (let j = 0; j < i; j++) {
				const pair = (i * (i - 1)) / 2 + j;
				// Each pair stands twice in the matrix, which takes the half away.
				const both = alpha[i]! * alpha[j]! - inv[i * n + j]!;
				gradient[0]! += both * k[i * n + j]!;
				const slope = both * signal * maternSlope(distances[pair]!);
				for (let g = 0; g < groupCount; g++) {
					gradient[g + 1]! += slope * weights[g]! * squares[pair * groupCount + g]!;
				}
			}
		}
		return { value, gradient };
	};
}

/** Of each pair i > j, in rows, the squared distance by group. */
function squaresByGroup(
	xs: readonly ArrayLike<number>[],
	groups: readonly number[],
	groupCount: number
): Float64Array {
	const n = xs.length;
	const squares = new Float64Array(((n * (n - 1)) / 2) * groupCount);
	let at = 0;
	for (let i = 0; i < n; i++) {
		for (let j = 0; j < i; j++, at += groupCount) {
			for (let f = 0; f < groups.length; f++) squares[at + groups[f]!]! += (xs[i]![f]! - xs[j]![f]!) ** 2;
		}
	}
	return squares;
}

function distancesBy(squares: Float64Array, weights: Float64Array, n: number): Float64Array {
	const count = weights.length;
	const distances = new Float64Array((n * (n - 1)) / 2);
	for (let pair = 0; pair < distances.length; pair++) {
		for (let g = 0; g < count; g++) distances[pair]! += weights[g]! * squares[pair * count + g]!;
	}
	return distances;
}
