import type { Rng } from '#base/rng.ts';
import type { FactorHyperparameters, Kind } from './hyperparameters.ts';

/** All that a machine has learnt: ŷ = w₀ + Σ wᵢ xᵢ + Σ_{i<j} ⟨vᵢ, vⱼ⟩ xᵢ xⱼ. */
export interface Parameters {
	readonly features: number;
	/** Length of each vᵢ. */
	readonly factors: number;
	/** w₀ */
	readonly bias: number;
	/** wᵢ, one per feature. */
	readonly linear: Float32Array;
	/** vᵢ, feature after feature: features · factors. */
	readonly vectors: Float32Array;
}

/** MXNet's own scale of a uniform start. */
const SCALE = 0.07;

/** The parameters before the first step, in the order bias, linear weights, factors. */
export function drawParameters(p: FactorHyperparameters, rng: Rng): Parameters {
	const [bias, linear, vectors] = [
		new Float32Array(1),
		new Float32Array(p.feature_dim),
		new Float32Array(p.feature_dim * p.num_factors)
	];
	fill(bias, p, 'bias', rng);
	fill(linear, p, 'linear', rng);
	fill(vectors, p, 'factors', rng);
	return { features: p.feature_dim, factors: p.num_factors, bias: bias[0]!, linear, vectors };
}

function fill(values: Float32Array, p: FactorHyperparameters, kind: Kind, rng: Rng): void {
	switch (p[`${kind}_init_method`]) {
		case 'constant':
			values.fill(p[`${kind}_init_value`] ?? 0);
			return;
		case 'uniform': {
			const scale = p[`${kind}_init_scale`] ?? SCALE;
			for (let i = 0; i < values.length; i++) values[i] = scale * (2 * rng.next() - 1);
			return;
		}
		case 'normal':
			fillNormal(values, p[`${kind}_init_sigma`], rng);
	}
}

/** Box and Muller's pairs. */
function fillNormal(values: Float32Array, sigma: number, rng: Rng): void {
	for (let i = 0; i < values.length; i += 2) {
		const radius = sigma * Math.sqrt(-2 * Math.log(1 - rng.next()));
		const angle = 2 * Math.PI * rng.next();
		values[i] = radius * Math.cos(angle);
		if (i + 1 < values.length) values[i + 1] = radius * Math.sin(angle);
	}
}
