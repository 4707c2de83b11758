import { checkFinite, checkUnitInterval } from './labels.ts';
import { LogisticRows } from './logistic-rows.ts';
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
	let kernel: LogisticRows | null = null;
	// Made when it is needed first: who asks for a few rows only need not wait for it.
	const manyRows = (): LogisticRows => (kernel ??= new LogisticRows());
	return {
		name,
		defaultMetric: name === 'reg:logistic' ? 'rmse' : 'logloss',
		fields: regLoss(scalePosWeight),
		marginOf: isRaw ? identity.marginOf : logit.marginOf,
		checkLabels: checkUnitInterval,
		derive(margins, labels, weights, pairs, { scores }) {
			const p = isRaw || scores === null ? manyRows().predict(margins) : scores;
			const rule = { scale: scalePosWeight, least: LEAST_HESSIAN };
			manyRows().derive(p, labels, weights, rule, pairs);
		},
		scores: (margins) => (isRaw ? margins : manyRows().predict(margins)),
		answer: (margins) => oneScore(isRaw ? margins : margins.map(logit.predict))
	};
}

/** What model files say of the family of regressions on one margin. */
export function regLoss(scalePosWeight: number): Loss['fields'] {
	return { reg_loss_param: { scale_pos_weight: String(scalePosWeight) } };
}

function rowWeight(label: number, weights: Float32Array | null, row: number, scalePosWeight: number): number {
	const weight = weights ? weights[row]! : 1;
	return label === 1 ? weight * scalePosWeight : weight;
}
