import { meanOver } from '#ml/metrics/scored.ts';
import type { Compared } from './eval-metric.ts';
import { logGamma } from './log-gamma.ts';

/** A mean over rows of what label and prediction cost. */
function mean({ labels, scores, weights }: Compared, cost: (y: number, p: number) => number): number {
	return meanOver(labels.length, weights, (row) => cost(labels[row]!, scores[row]!));
}

/** Root mean squared difference of log(1 + y). */
export const rmsle = (compared: Compared): number =>
	Math.sqrt(mean(compared, (y, p) => (Math.log1p(y) - Math.log1p(p)) ** 2));

/** Mean of |(y − ŷ) / y|. */
export const mape = (compared: Compared): number => mean(compared, (y, p) => Math.abs((y - p) / y));

/** Mean pseudo-Huber error √(1 + z²) − 1. */
export const mphe = (compared: Compared): number => mean(compared, (y, p) => Math.sqrt(1 + (y - p) ** 2) - 1);

export const mse = (compared: Compared): number => mean(compared, (y, p) => (y - p) ** 2);

/** Negative log-likelihood of counts. */
export const poissonNloglik = (compared: Compared): number =>
	mean(compared, (y, p) => {
		const rate = Math.max(p, 1e-16);
		return logGamma(y + 1) + rate - Math.log(rate) * y;
	});

/** Negative log-likelihood of a gamma law of shape 1. */
export const gammaNloglik = (compared: Compared): number =>
	mean(compared, (y, p) => {
		const expected = Math.max(p, 1e-6);
		return y / expected + Math.log(expected);
	});

export const gammaDeviance = (compared: Compared): number =>
	2 * mean(compared, (y, p) => Math.log((p + 1e-9) / (y + 1e-9)) + (y + 1e-9) / (p + 1e-9) - 1);

/** Negative log-likelihood of a Tweedie law, without the part that does not depend on predictions. */
export const tweedieNloglik = (compared: Compared, power: number): number =>
	mean(compared, (y, p) => p ** (2 - power) / (2 - power) - (y * p ** (1 - power)) / (1 - power));
