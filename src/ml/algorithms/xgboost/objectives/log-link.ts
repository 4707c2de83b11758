import { labelRule } from './labels.ts';
import type { Loss } from './loss.ts';
import { log, pointwise } from './pointwise.ts';

const HINT = 'The objective is for counts and amounts; choose reg:squarederror for labels of any sign.';
const checkCount = labelRule('label must be nonnegative for Poisson regression', (y) => y >= 0, HINT);
const checkAmount = labelRule('label must be nonnegative for Tweedie regression', (y) => y >= 0, HINT);
const checkPositive = labelRule('label must be positive for gamma regression', (y) => y > 0, HINT);

/** What max_delta_step is where count:poisson is not told. */
export const POISSON_STEP = 0.7;

/** Poisson deviance of e^m: gradient e^m − y; the hessian e^(m + step) is enlarged by max_delta_step, which keeps steps small. */
export function poisson(maxDeltaStep: number): Loss {
	const loss = pointwise('count:poisson', 'poisson-nloglik', checkCount, log, {
		gradient: (margin, label) => Math.exp(margin) - label,
		hessian: (margin) => Math.exp(margin + maxDeltaStep)
	});
	return { ...loss, fields: { poisson_regression_param: { max_delta_step: String(maxDeltaStep) } } };
}

/** Gamma deviance of e^m: gradient 1 − y·e^−m, hessian y·e^−m. */
export function gamma(): Loss {
	return pointwise('reg:gamma', 'gamma-nloglik', checkPositive, log, {
		gradient: (margin, label) => 1 - label * Math.exp(-margin),
		hessian: (margin, label) => label * Math.exp(-margin)
	});
}

/** Tweedie deviance with variance μ^ρ, 1 < ρ < 2, between counts (1) and amounts (2). */
export function tweedie(power: number): Loss {
	const loss = pointwise('reg:tweedie', `tweedie-nloglik@${power}`, checkAmount, log, {
		gradient: (margin, label) => Math.exp((2 - power) * margin) - label * Math.exp((1 - power) * margin),
		hessian: (margin, label) =>
			(2 - power) * Math.exp((2 - power) * margin) - label * (1 - power) * Math.exp((1 - power) * margin)
	});
	return { ...loss, fields: { tweedie_regression_param: { tweedie_variance_power: String(power) } } };
}
