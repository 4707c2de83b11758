import { NOISES, type Noise } from './aft-noise.ts';
import { labelRule } from './labels.ts';
import type { Loss } from './loss.ts';
import { log, pointwise } from './pointwise.ts';

const LEAST_LIKELIHOOD = 1e-12;
const MOST_GRADIENT = 15;
const LEAST_HESSIAN = 1e-16;
const MOST_HESSIAN = 15;

/**
 * Accelerated failure time: ln T = m + σ·noise; the answer is e^m. As with survival:cox a label is the time of the event,
 * and a negative one says that nothing had happened by then. (The library takes two bounds instead, for which SageMaker's
 * container has no place.)
 */
export function aft(distribution: keyof typeof NOISES, scale: number): Loss {
	const noise = NOISES[distribution];
	const check = labelRule(
		'label must not be 0 for survival:aft',
		(y) => y !== 0,
		'A label is a time; negative: censored.'
	);
	const loss = pointwise('survival:aft', 'aft-nloglik', check, log, {
		gradient: (margin, label) => gradient(noise, scale, margin, label),
		hessian: (margin, label) => hessian(noise, scale, margin, label)
	});
	const fields = {
		aft_loss_param: { aft_loss_distribution: distribution, aft_loss_distribution_scale: String(scale) }
	};
	// The metric compares times with margins.
	return { ...loss, fields, scores: (margins) => margins };
}

/** Negative log-likelihood of one row. */
export function aftLoss(noise: Noise, scale: number, margin: number, label: number): number {
	const z = (Math.log(Math.abs(label)) - margin) / scale;
	const likelihood = label > 0 ? noise.density(z) / (scale * label) : 1 - noise.cumulated(z);
	return -Math.log(Math.max(likelihood, LEAST_LIKELIHOOD));
}

function gradient(noise: Noise, scale: number, margin: number, label: number): number {
	const z = (Math.log(Math.abs(label)) - margin) / scale;
	const isEvent = label > 0;
	const above = isEvent ? noise.slope(z) : -noise.density(z);
	const below = scale * (isEvent ? noise.density(z) : 1 - noise.cumulated(z));
	let value = above / below;
	if (below < LEAST_LIKELIHOOD && !Number.isFinite(value)) {
		value = z > 0 ? noise.farGradient[0] / scale : isEvent ? noise.farGradient[1] / scale : 0;
	}
	return Math.min(Math.max(value, -MOST_GRADIENT), MOST_GRADIENT);
}

function hessian(noise: Noise, scale: number, margin: number, label: number): number {
	const z = (Math.log(Math.abs(label)) - margin) / scale;
	const density = noise.density(z);
	const isEvent = label > 0;
	const rest = 1 - noise.cumulated(z);
	const above = isEvent
		? noise.slope(z) ** 2 - density * noise.curvature(z)
		: density * density + rest * noise.slope(z);
	const below = (scale * (isEvent ? density : rest)) ** 2;
	let value = above / below;
	if (below < LEAST_LIKELIHOOD && !Number.isFinite(value)) {
		value = (z > 0 ? noise.farHessian[0] : isEvent ? noise.farHessian[1] : 0) / (scale * scale);
	}
	return Math.min(Math.max(value, LEAST_HESSIAN), MOST_HESSIAN);
}
