import { UserError } from '#base/errors.ts';
import type { Loss } from './loss.ts';

const LEAST_HESSIAN = 1e-16;

/** Half the squared error: gradient ŷ − y, hessian 1. */
export function squaredError(scalePosWeight: number): Loss {
	return {
		name: 'reg:squarederror',
		defaultMetric: 'rmse',
		marginOf: (baseScore) => baseScore,
		checkLabels: (labels) => checkFinite(labels),
		derive(margins, labels, weights, pairs) {
			for (let row = 0; row < labels.length; row++) {
				const weight = rowWeight(labels[row]!, weights, row, scalePosWeight);
				pairs[2 * row] = Math.fround(margins[row]! - labels[row]!) * weight;
				pairs[2 * row + 1] = weight;
			}
		},
		scores: (margins) => margins,
		answer: (margins) => ({ name: 'score', width: 1, values: margins })
	};
}

/** Cross-entropy of the logistic function p = 1 / (1 + e^−m): gradient p − y, hessian p(1 − p). Labels in [0, 1]. */
export function logistic(name: 'binary:logistic' | 'reg:logistic', scalePosWeight: number): Loss {
	return {
		name,
		defaultMetric: name === 'binary:logistic' ? 'logloss' : 'rmse',
		marginOf: (baseScore) => -Math.log(1 / baseScore - 1),
		checkLabels: checkUnitInterval,
		derive(margins, labels, weights, pairs) {
			for (let row = 0; row < labels.length; row++) {
				const p = Math.fround(sigmoid(margins[row]!));
				const weight = rowWeight(labels[row]!, weights, row, scalePosWeight);
				pairs[2 * row] = (p - labels[row]!) * weight;
				pairs[2 * row + 1] = Math.max(p * (1 - p), LEAST_HESSIAN) * weight;
			}
		},
		scores: probabilities,
		answer: (margins) => ({ name: 'score', width: 1, values: probabilities(margins) })
	};
}

function sigmoid(margin: number): number {
	return 1 / (1 + Math.exp(-margin));
}

function probabilities(margins: Float32Array): Float32Array {
	const values = new Float32Array(margins.length);
	for (let row = 0; row < margins.length; row++) values[row] = sigmoid(margins[row]!);
	return values;
}

function rowWeight(label: number, weights: Float32Array | null, row: number, scalePosWeight: number): number {
	const weight = weights ? weights[row]! : 1;
	return label === 1 ? weight * scalePosWeight : weight;
}

function checkUnitInterval(labels: Float32Array): void {
	checkFinite(labels);
	const row = labels.findIndex((label) => !(label >= 0 && label <= 1));
	if (row < 0) return;
	throw new UserError(
		'BadLabel',
		`label must be in [0,1] for logistic regression, but row ${row + 1} has ${labels[row]}.`,
		{ hint: 'Use 0 and 1 as labels, or an objective for regression. In CSV the label is the first column.' }
	);
}

/** Throws UserError `BadLabel` where a label is missing. */
export function checkFinite(labels: Float32Array): void {
	const row = labels.findIndex((label) => !Number.isFinite(label));
	if (row < 0) return;
	throw new UserError('BadLabel', `Every row needs a label, but that of row ${row + 1} is ${labels[row]}.`, {
		hint: 'Drop rows without a label. In CSV the label is the first column.'
	});
}
