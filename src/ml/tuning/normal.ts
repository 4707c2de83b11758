/** The standard normal distribution. */

/** Density at z. */
export function normalDensity(z: number): number {
	return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** Probability below z, to about 1e-15 of itself, in the far tails too. */
export function normalProbability(z: number): number {
	if (z > 0) return 1 - normalProbability(-z);
	return z > -3 ? 0.5 - series(-z) : tail(-z);
}

/** P(0 < Z < z) by φ(z)·Σ z^(2k+1) / (1·3·…·(2k+1)). @see Abramowitz and Stegun 26.2.11 */
function series(z: number): number {
	let term = z;
	let sum = z;
	for (let k = 1; term > sum * 1e-17; k++) {
		term *= (z * z) / (2 * k + 1);
		sum += term;
	}
	return sum * normalDensity(z);
}

/** P(Z > z) by the continued fraction φ(z) / (z + 1/(z + 2/(z + …))). @see Abramowitz and Stegun 26.2.14 */
function tail(z: number): number {
	let fraction = z;
	for (let k = 100; k >= 1; k--) fraction = z + k / fraction;
	return normalDensity(z) / fraction;
}
