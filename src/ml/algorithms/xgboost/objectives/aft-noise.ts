import { normalDensity, normalProbability } from '#ml/tuning/normal.ts';

/** A law of noise with its density and the derivatives of that. */
export interface Noise {
	density(z: number): number;
	cumulated(z: number): number;
	slope(z: number): number;
	curvature(z: number): number;
	/** Limits far out, where densities are 0 as doubles: of the gradient times σ, at z → +∞ and z → −∞, then of the hessian times σ². */
	readonly farGradient: readonly [number, number];
	readonly farHessian: readonly [number, number];
}

const logisticDensity = (z: number): number => {
	const w = Math.exp(-Math.abs(z));
	return w / (1 + w) ** 2;
};
const extremeDensity = (z: number): number => {
	const w = Math.exp(z);
	return w === Infinity ? 0 : w * Math.exp(-w);
};

export const NOISES: Readonly<Record<'normal' | 'logistic' | 'extreme', Noise>> = {
	normal: {
		density: normalDensity,
		cumulated: normalProbability,
		slope: (z) => -z * normalDensity(z),
		curvature: (z) => (z * z - 1) * normalDensity(z),
		farGradient: [-Infinity, Infinity],
		farHessian: [1, 1]
	},
	logistic: {
		density: logisticDensity,
		cumulated: (z) => 1 / (1 + Math.exp(-z)),
		slope: (z) => -logisticDensity(z) * Math.tanh(z / 2),
		curvature(z) {
			const w = Math.exp(-Math.abs(z));
			return (logisticDensity(z) * (w * w - 4 * w + 1)) / (1 + w) ** 2;
		},
		farGradient: [-1, 1],
		farHessian: [0, 0]
	},
	extreme: {
		density: extremeDensity,
		cumulated: (z) => -Math.expm1(-Math.exp(z)),
		slope(z) {
			const w = Math.exp(z);
			return w === Infinity ? 0 : (1 - w) * extremeDensity(z);
		},
		curvature(z) {
			const w = Math.exp(z);
			return w === Infinity || w * w === Infinity ? 0 : (w * w - 3 * w + 1) * extremeDensity(z);
		},
		farGradient: [-Infinity, 1],
		farHessian: [Infinity, 0]
	}
};
