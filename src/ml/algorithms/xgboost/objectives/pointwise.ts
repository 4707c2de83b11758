import type { AnswerField } from '#ml/algorithm.ts';
import type { Loss } from './loss.ts';

/** A loss of one margin and one label. */
export interface PointLoss {
	gradient(margin: number, label: number): number;
	hessian(margin: number, label: number): number;
}

/** Margin to prediction and back. */
export interface Link {
	predict(margin: number): number;
	marginOf(prediction: number): number;
}

export const identity: Link = { predict: (margin) => margin, marginOf: (prediction) => prediction };
export const logit: Link = {
	predict: (margin) => 1 / (1 + Math.exp(-margin)),
	marginOf: (prediction) => -Math.log(1 / prediction - 1)
};
export const log: Link = { predict: Math.exp, marginOf: Math.log };

/** The parts of a loss that follow from one row alone. */
export function pointwise(
	name: string,
	defaultMetric: string,
	checkLabels: (labels: Float32Array) => void,
	link: Link,
	loss: PointLoss
): Loss {
	const predictions = (margins: Float32Array): Float32Array =>
		link === identity ? margins : margins.map(link.predict);
	return {
		name,
		defaultMetric,
		fields: {},
		checkLabels,
		marginOf: link.marginOf,
		derive(margins, labels, weights, pairs) {
			for (let row = 0; row < labels.length; row++) {
				const weight = weights ? weights[row]! : 1;
				pairs[2 * row] = loss.gradient(margins[row]!, labels[row]!) * weight;
				pairs[2 * row + 1] = loss.hessian(margins[row]!, labels[row]!) * weight;
			}
		},
		scores: predictions,
		answer: (margins) => oneScore(predictions(margins))
	};
}

/** An answer of one number per row. */
export function oneScore(values: Float32Array): AnswerField {
	return { name: 'score', width: 1, values };
}
