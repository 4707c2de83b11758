import { UserError } from '#base/errors.ts';
import { mostLikely } from '#ml/metrics/most-likely.ts';
import { checkFinite } from './labels.ts';
import type { Loss } from './loss.ts';
import { SoftmaxRows } from './softmax-rows.ts';

const LEAST_HESSIAN = 1e-16;

/**
 * Cross-entropy of p_k = e^m_k / Σ e^m_j: gradient p_k − [y = k], hessian 2·p_k(1 − p_k), twice the diagonal of the
 * true one as XGBoost has it. Labels are class numbers from 0.
 */
export function softmax(name: 'multi:softmax' | 'multi:softprob', classes: number): Loss {
	let made: SoftmaxRows | null = null;
	// Made when it is needed first: who asks for a few rows only need not wait for it.
	const manyRows = (outputs: number): SoftmaxRows => (made ??= new SoftmaxRows(outputs));
	return {
		name,
		defaultMetric: 'mlogloss',
		fields: { softmax_multiclass_param: { num_class: String(classes) } },
		marginOf: (baseScore) => baseScore,
		checkLabels: checkClasses,
		derive(margins, labels, weights, pairs, { scores }) {
			const kernel = manyRows(margins.length / labels.length);
			kernel.derive(scores ?? kernel.predict(margins), labels, weights, LEAST_HESSIAN, pairs);
		},
		scores: (margins, outputs) => manyRows(outputs).predict(margins),
		answer(margins, outputs) {
			if (name === 'multi:softprob')
				return { name: 'score', width: outputs, values: probabilities(margins, outputs) };
			const values = new Float32Array(margins.length / outputs);
			for (let row = 0; row < values.length; row++) values[row] = mostLikely(margins, row * outputs, outputs);
			return { name: 'score', width: 1, values };
		}
	};
}

function probabilities(margins: Float32Array, outputs: number): Float32Array {
	const values = new Float32Array(margins.length);
	for (let at = 0; at < margins.length; at += outputs) softmaxInto(margins, at, outputs, values, at);
	return values;
}

function softmaxInto(
	margins: Float32Array,
	from: number,
	outputs: number,
	into: Float32Array,
	at: number
): void {
	let highest = -Infinity;
	for (let k = 0; k < outputs; k++) highest = Math.max(highest, margins[from + k]!);
	let sum = 0;
	for (let k = 0; k < outputs; k++) sum += Math.exp(margins[from + k]! - highest);
	for (let k = 0; k < outputs; k++) into[at + k] = Math.exp(margins[from + k]! - highest) / sum;
}

function checkClasses(labels: Float32Array, outputs: number): void {
	checkFinite(labels);
	const row = labels.findIndex((label) => !(label >= 0 && label < outputs && Number.isInteger(label)));
	if (row < 0) return;
	throw new UserError(
		'BadLabel',
		`label must be in [0, num_class), a whole number below ${outputs}, but row ${row + 1} has ${labels[row]}.`,
		{ hint: 'Number the classes from 0 without gaps and set num_class to how many there are.' }
	);
}
