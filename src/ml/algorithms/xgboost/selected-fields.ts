import { UserError } from '#base/errors.ts';
import type { AnswerField } from '#ml/algorithm.ts';
import { mostLikely } from '#ml/metrics/most-likely.ts';

const REGRESSION = ['predicted_score'];
const LABELS = ['predicted_label', 'labels', 'raw_score', 'raw_scores'];
const PROBABILITIES = [
	'predicted_label',
	'labels',
	'probability',
	'probabilities',
	'raw_score',
	'raw_scores'
];

/** Which keys mean something under which objective. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
	'reg:squarederror': REGRESSION,
	'reg:logistic': REGRESSION,
	'reg:gamma': REGRESSION,
	'reg:tweedie': REGRESSION,
	'binary:logistic': PROBABILITIES,
	'binary:logitraw': LABELS,
	'binary:hinge': LABELS,
	'multi:softmax': LABELS,
	'multi:softprob': PROBABILITIES
};

/**
 * The answers that SAGEMAKER_INFERENCE_OUTPUT chooses, in the container's order; NaN under keys that do not go with the
 * objective.
 * @param scores what the model predicts: one number per row, or (multi:softprob) one per class
 * @see https://github.com/aws/sagemaker-xgboost-container/blob/master/src/sagemaker_xgboost_container/algorithm_mode/serve_utils.py
 */
export function selectedFields(
	objective: string,
	classes: number,
	scores: Float32Array,
	keys: readonly string[]
): AnswerField[] {
	const known = KEYS[objective];
	if (!known) {
		throw new UserError(
			'InvalidSelection',
			`Objective \`${objective}\` unsupported for selectable inference predictions.`,
			{ hint: `It goes with ${Object.keys(KEYS).join(', ')}. Leave SAGEMAKER_INFERENCE_OUTPUT out.` }
		);
	}
	const width = objective === 'multi:softprob' ? classes : 1;
	const rows = scores.length / width;
	const fields = [...PROBABILITIES, ...REGRESSION]
		.filter((key) => keys.includes(key) && known.includes(key))
		.map((key) => fieldOf(key, objective, classes, scores, rows));
	const others = keys
		.filter((key) => !known.includes(key))
		.map((name) => ({ name, width: 1, values: new Float32Array(rows).fill(NaN) }));
	return [...fields, ...others];
}

function fieldOf(
	name: string,
	objective: string,
	classes: number,
	scores: Float32Array,
	rows: number
): AnswerField {
	const isMulti = objective === 'multi:softprob';
	const each = (valueOf: (row: number) => number): Float32Array =>
		Float32Array.from({ length: rows }, (_, row) => valueOf(row));
	const winner = (row: number): number => mostLikely(scores, row * classes, classes);
	switch (name) {
		case 'predicted_label':
			return {
				name,
				width: 1,
				values: each((row) => (isMulti ? winner(row) : labelOf(objective, scores[row]!))),
				isWhole: objective !== 'binary:hinge' && objective !== 'multi:softmax'
			};
		case 'labels': {
			const count = objective.startsWith('multi:') ? classes : 2;
			const values = Float32Array.from({ length: rows * count }, (_, i) => i % count);
			return { name, width: count, values, isList: true, isWhole: true };
		}
		case 'probabilities':
		case 'raw_scores': {
			if (isMulti) return { name, width: classes, values: scores, isList: true };
			const values = Float32Array.from({ length: 2 * rows }, (_, i) =>
				i % 2 === 1 ? scores[i >> 1]! : 1 - scores[i >> 1]!
			);
			return { name, width: 2, values, isList: true };
		}
		default:
			return {
				name,
				width: 1,
				values: each((row) => (isMulti ? scores[row * classes + winner(row)]! : scores[row]!))
			};
	}
}

function labelOf(objective: string, score: number): number {
	if (objective === 'binary:logistic') return Number(score > 0.5);
	return objective === 'binary:logitraw' ? Number(score > 0) : score;
}
