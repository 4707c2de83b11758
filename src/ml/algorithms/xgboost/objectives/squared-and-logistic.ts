import { checkFinite, checkUnitInterval } from './labels.ts';
import type { Loss } from './loss.ts';
import { identity, logit, oneScore } from './pointwise.ts';

const LEAST_HESSIAN = 1e-16;

/** Half the squared error: gradient ŷ − y, hessian 1. */
export function squaredError(scalePosWeight: number): Loss {
	return {
		name: 'reg:squarederror',
		defaultMetric: 'rmse',
		fields: regLoss(scalePosWeight),
		marginOf: identity.marginOf,
		checkLabels: (labels) => checkFinite(labels),
		derive(margins, labels, weights, pairs) {
			for (let row = 0; row < labels.length; row++) {
				const weight = rowWeight(labels[row]!, weights, row, scalePosWeight);
				pairs[2 * row] = Math.fround(margins[row]! - labels[row]!) * weight;
				pairs[2 * row + 1] = weight;
			}
		},
		scores: (margins) => margins,
		answer: (margins) => oneScore(margins)
	};
}

/**
 * Cross-entropy of the logistic function p = 1 / (1 + e^−m): gradient p − y, hessian p(1 − p). Labels in [0, 1].
 * `binary:logitraw` learns the same, but answers with the margin.
 */
export function logistic(
	name: 'binary:logistic' | 'binary:logitraw' | 'reg:logistic',
	scalePosWeight: number
): Loss {
	const isRaw = name === 'binary:logitraw';
	const scores = isRaw ? (margins: Float32Array) => margins : probabilities;
	return {
		name,
		defaultMetric: name === 'reg:logistic' ? 'rmse' : 'logloss',
		fields: regLoss(scalePosWeight),
		marginOf: isRaw ? identity.marginOf : logit.marginOf,
		checkLabels: checkUnitInterval,
		derive(margins, labels, weights, pairs) {
			for (let row = 0; row < labels.length; row++) {
				const p = Math.fround(logit.predict(margins[row]!));
				const weight = rowWeight(labels[row]!, weights, row, scalePosWeight);
				pairs[2 * row] = (p - labels[row]!) * weight;
				pairs[2 * row + 1] = Math.max(p * (1 - p), LEAST_HESSIAN) * weight;
			}
		},
		scores,
		answer: (margins) => oneScore(scores(margins))
	};
}

/** What model files say of the family of regressions on one margin. */
export function regLoss(scalePosWeight: number): Loss['fields'] {
	return { reg_loss_param: { scale_pos_weight: String(scalePosWeight) } };
}

function probabilities(margins: Float32Array): Float32Array {
	const values = new Float32Array(margins.length);
	for (let row = 0; row < margins.length; row++) values[row] = logit.predict(margins[row]!);
	return values;
}

function rowWeight(label: number, weights: Float32Array | null, row: number, scalePosWeight: number): number {
	const weight = weights ? weights[row]! : 1;
	return label === 1 ? weight * scalePosWeight : weight;
}
