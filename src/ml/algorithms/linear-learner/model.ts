import { UserError } from '#base/errors.ts';
import type { Model, ModelFiles, Predictions } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { writeModel, type LinearParameters } from './model-file.ts';
import { addMargins } from './products.ts';

/** Name of the file inside model.tar.gz. */
export const MODEL_FILE = 'model_algo-1';

/** Margins that are worked out at once, so that wide answers need little memory. */
const ROWS = 1024;

/** A weight for each feature, and a bias. */
export class LinearModel implements Model {
	readonly parameters: LinearParameters;

	constructor(parameters: LinearParameters) {
		this.parameters = parameters;
	}

	get features(): number {
		return this.parameters.features;
	}

	/**
	 * The value that a regressor predicts; of classifiers the score and the class: the probability of class 1 (with
	 * hinge_loss the margin), or a probability for each class.
	 */
	predict(data: Dataset): Predictions {
		const { features, outputs, predictorType } = this.parameters;
		if (data.columns !== features) {
			throw new UserError(
				'FeatureMismatch',
				`cannot copy sequence with size ${data.columns} to array axis with dimension ${features}`,
				{ hint: 'Send the same columns as in training, in the same order, without the label.' }
			);
		}
		const values = new Float32Array(data.rows * outputs);
		const labels = new Float32Array(predictorType === 'regressor' ? 0 : data.rows);
		this.eachScores(data, (scores, from, count) => {
			values.set(scores.subarray(0, count * outputs), from * outputs);
			for (let i = 0; i < count && labels.length > 0; i++) labels[from + i] = this.#classOf(scores, i);
		});
		const scores = { name: 'score', width: outputs, values };
		const classes = { name: 'predicted_label', width: 1, values: labels, isWhole: true };
		return { rows: data.rows, fields: predictorType === 'regressor' ? [scores] : [scores, classes] };
	}

	/** Hands over the scores piece by piece: those of `count` rows from row `from`, `outputs` each. */
	eachScores(data: Dataset, take: (scores: Float64Array, from: number, count: number) => void): void {
		const { weights, biases, outputs } = this.parameters;
		const { rows, columns, x, sparse = null } = data;
		const scores = new Float64Array(Math.min(ROWS, rows) * outputs);
		for (let from = 0; from < rows; from += ROWS) {
			const to = Math.min(rows, from + ROWS);
			addMargins({ rows, columns, x, sparse, placed: null, shift: null }, from, to, weights, biases, scores);
			this.#toScores(scores, to - from);
			take(scores, from, to - from);
		}
	}

	/** One file, in this project's own layout: see model-file.ts. */
	toFiles(): ModelFiles {
		return { [MODEL_FILE]: writeModel(this.parameters) };
	}

	#toScores(scores: Float64Array, rows: number): void {
		const { loss, outputs } = this.parameters;
		if (loss === 'logistic') for (let i = 0; i < rows; i++) scores[i] = 1 / (1 + Math.exp(-scores[i]!));
		if (loss === 'softmax_loss') {
			for (let i = 0; i < rows; i++) toProbabilities(scores.subarray(i * outputs, (i + 1) * outputs));
		}
	}

	#classOf(scores: Float64Array, row: number): number {
		const { outputs, threshold } = this.parameters;
		if (outputs === 1) return Number(scores[row]! >= threshold);
		return likeliest(scores.subarray(row * outputs, (row + 1) * outputs));
	}
}

function toProbabilities(margins: Float64Array): void {
	const most = margins.reduce((a, b) => Math.max(a, b), -Infinity);
	let sum = 0;
	for (let k = 0; k < margins.length; k++) sum += margins[k] = Math.exp(margins[k]! - most);
	for (let k = 0; k < margins.length; k++) margins[k]! /= sum;
}

/** Index of the largest score; of equal ones the first. */
function likeliest(scores: ArrayLike<number>): number {
	let best = 0;
	for (let k = 1; k < scores.length; k++) if (scores[k]! > scores[best]!) best = k;
	return best;
}
