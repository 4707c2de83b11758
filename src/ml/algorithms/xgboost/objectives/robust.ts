import { checkFinite, labelRule } from './labels.ts';
import type { Loss } from './loss.ts';
import { identity, pointwise } from './pointwise.ts';
import { median } from './quantile.ts';
import { regLoss } from './squared-and-logistic.ts';

/** Predictions from here downwards would have no logarithm of 1 + ŷ. */
const LEAST_PREDICTION = -1 + 1e-6;

/** Half the squared difference of log(1 + ŷ) and log(1 + y), whose hessian is kept above 1e-6. Labels above −1. */
export function squaredLogError(scalePosWeight: number): Loss {
	const check = labelRule(
		'label must be greater than -1 for rmsle so that log(label + 1) can be valid',
		(label) => label > -1,
		'Choose reg:squarederror for labels of −1 and below.'
	);
	const loss = pointwise('reg:squaredlogerror', 'rmsle', check, identity, {
		gradient(margin, label) {
			const prediction = Math.max(margin, LEAST_PREDICTION);
			return (Math.log1p(prediction) - Math.log1p(label)) / (prediction + 1);
		},
		hessian(margin, label) {
			const prediction = Math.max(margin, LEAST_PREDICTION);
			const value = (Math.log1p(label) - Math.log1p(prediction) + 1) / (prediction + 1) ** 2;
			return Math.max(value, 1e-6);
		}
	});
	return {
		...loss,
		fields: regLoss(scalePosWeight),
		derive(margins, labels, weights, pairs, moment) {
			const weighted = weights ?? new Float32Array(labels.length).fill(1);
			const scaled = weighted.map((weight, row) => (labels[row] === 1 ? weight * scalePosWeight : weight));
			loss.derive(margins, labels, scalePosWeight === 1 ? weights : scaled, pairs, moment);
		}
	};
}

/** √(1 + z²) − 1 of the residual z: a squared error near 0, an absolute one far away. */
export function pseudoHuber(): Loss {
	const loss = pointwise('reg:pseudohubererror', 'mphe', checkFinite, identity, {
		gradient: (margin, label) => (margin - label) / Math.sqrt(1 + (margin - label) ** 2),
		hessian: (margin, label) => (1 + (margin - label) ** 2) ** -1.5
	});
	return { ...loss, fields: { pseudo_huber_param: { huber_slope: '1' } } };
}

/** |ŷ − y|: gradients are signs, so each leaf is set to the median of its residuals afterwards. */
export function absoluteError(): Loss {
	const loss = pointwise('reg:absoluteerror', 'mae', checkFinite, identity, {
		gradient: (margin, label) => Math.sign(margin - label),
		hessian: () => 1
	});
	return { ...loss, startFrom: median, leafValue: median };
}
