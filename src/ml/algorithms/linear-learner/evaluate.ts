import { auc } from '#ml/metrics/auc.ts';
import type { LinearHyperparameters } from './hyperparameters.ts';
import type { LinearModel } from './model.ts';
import { accuracyOf, confusionAt, criterionOf, fBetaOf, precisionOf, recallOf } from './threshold.ts';
import type { Labelled } from './training-data.ts';

/** Name and kind as a log line has them, e.g. `mse <loss>`, and the value. */
export type Quality = readonly [name: string, value: number];

/** The quality of a finished model on a table. */
export function qualitiesOf(model: LinearModel, data: Labelled, p: LinearHyperparameters): Quality[] {
	switch (p.predictor_type) {
		case 'regressor':
			return regressorQualities(model, data);
		case 'binary_classifier':
			return binaryQualities(model, data, criterionOf(p).beta);
		case 'multiclass_classifier':
			return multiclassQualities(model, data, p);
	}
}

function regressorQualities(model: LinearModel, data: Labelled): Quality[] {
	let [squares, sizes] = [0, 0];
	model.eachScores(data, (scores, from, count) => {
		for (let i = 0; i < count; i++) {
			const error = scores[i]! - data.labels[from + i]!;
			squares += error * error;
			sizes += Math.abs(error);
		}
	});
	const mse = squares / data.rows;
	return [
		['mse <loss>', mse],
		['rmse <loss>', Math.sqrt(mse)],
		['absolute_loss <loss>', sizes / data.rows]
	];
}

function binaryQualities(model: LinearModel, data: Labelled, beta: number): Quality[] {
	const scores = new Float64Array(data.rows);
	model.eachScores(data, (piece, from, count) => scores.set(piece.subarray(0, count), from));
	const confusion = confusionAt(data.labels, scores, model.parameters.threshold);
	const [precision, recall] = [precisionOf(confusion), recallOf(confusion)];
	return [
		['binary_classification_accuracy <score>', accuracyOf(confusion)],
		[`binary_f_${beta.toFixed(3)} <score>`, fBetaOf(precision, recall, beta)],
		['precision <score>', precision],
		['recall <score>', recall],
		['roc_auc_score <score>', auc(data.labels, scores)]
	];
}

function multiclassQualities(model: LinearModel, data: Labelled, p: LinearHyperparameters): Quality[] {
	const { outputs } = model.parameters;
	const called = new Uint32Array(outputs);
	const right = new Uint32Array(outputs);
	const there = new Uint32Array(outputs);
	let [among, gain] = [0, 0];
	model.eachScores(data, (scores, from, count) => {
		for (let i = 0; i < count; i++) {
			const label = data.labels[from + i]!;
			const own = scores[i * outputs + label]!;
			let above = 0;
			let best = 0;
			for (let k = 0; k < outputs; k++) {
				const score = scores[i * outputs + k]!;
				// Of equal scores the lower class comes first, as in the answer.
				if (score > own || (score === own && k < label)) above++;
				if (score > scores[i * outputs + best]!) best = k;
			}
			called[best]!++;
			there[label]!++;
			if (best === label) right[label]!++;
			if (above < p.accuracy_top_k) among++;
			gain += 1 / Math.log2(above + 2);
		}
	});
	const macro = macroOf(right, called, there, p.f_beta);
	return [
		['multiclass_accuracy <score>', right.reduce((sum, count) => sum + count, 0) / data.rows],
		[`multiclass_top_k_accuracy_${p.accuracy_top_k} <score>`, among / data.rows],
		['dcg <score>', gain / data.rows],
		['macro_recall <score>', macro.recall],
		['macro_precision <score>', macro.precision],
		[`macro_f_${p.f_beta.toFixed(3)} <score>`, macro.fBeta]
	];
}

/** Means over the classes that are there or were called; what has no rows to count counts as 0. */
function macroOf(
	right: Uint32Array,
	called: Uint32Array,
	there: Uint32Array,
	beta: number
): { recall: number; precision: number; fBeta: number } {
	const sums = { recall: 0, precision: 0, fBeta: 0 };
	let classes = 0;
	for (let k = 0; k < right.length; k++) {
		if (called[k] === 0 && there[k] === 0) continue;
		classes++;
		const recall = there[k] === 0 ? 0 : right[k]! / there[k]!;
		const precision = called[k] === 0 ? 0 : right[k]! / called[k]!;
		sums.recall += recall;
		sums.precision += precision;
		sums.fBeta += fBetaOf(precision, recall, beta);
	}
	return {
		recall: sums.recall / classes,
		precision: sums.precision / classes,
		fBeta: sums.fBeta / classes
	};
}
