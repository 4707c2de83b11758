const SQRT5 = Math.sqrt(5);

/**
 * Parameters of the process, all of them positive: k(x, x') = signal · m(r) + noise where x and x' are one observation,
 * with r² = Σ ((x_j − x'_j) / length of j's group)² and the Matérn function of smoothness 5/2,
 * m(r) = (1 + √5·r + 5/3·r²) · exp(−√5·r).
 * @see Rasmussen and Williams, Gaussian Processes for Machine Learning, eq. 4.17
 */
export interface KernelParameters {
	/** Variance of the function. */
	readonly signal: number;
	/** One per group of features: how far apart two points have to be to know little of each other. */
	readonly lengths: ArrayLike<number>;
	/** Variance of an observation around the function. */
	readonly noise: number;
}

/** m(r), from r². */
export function matern(squared: number): number {
	const r = Math.sqrt(5 * squared);
	return (1 + r + (r * r) / 3) * Math.exp(-r);
}

/** ∂m/∂(log length) divided by that group's share of r²: 5/3 · (1 + √5·r) · exp(−√5·r). */
export function maternSlope(squared: number): number {
	const r = SQRT5 * Math.sqrt(squared);
	return (5 / 3) * (1 + r) * Math.exp(-r);
}

/** r² between two points. */
export function scaledDistance(
	a: ArrayLike<number>,
	b: ArrayLike<number>,
	groups: readonly number[],
	lengths: ArrayLike<number>
): number {
	let sum = 0;
	for (let j = 0; j < groups.length; j++) {
		const step = (a[j]! - b[j]!) / lengths[groups[j]!]!;
		sum += step * step;
	}
	return sum;
}
