import type { LinearHyperparameters } from './hyperparameters.ts';

/** What picks the best binary classifier and its threshold. */
export interface Criterion {
	readonly name: 'accuracy' | 'f_beta' | 'precision_at_target_recall' | 'recall_at_target_precision' | 'loss';
	readonly beta: number;
	readonly targetRecall: number;
	readonly targetPrecision: number;
}

/** The criterion that was asked for; accuracy where none was. */
export function criterionOf(p: LinearHyperparameters): Criterion {
	const asked = p.binary_classifier_model_selection_criteria ?? 'accuracy';
	const isLoss = asked === 'loss_function' || asked === 'cross_entropy_loss';
	return {
		name: isLoss ? 'loss' : asked === 'f1' ? 'f_beta' : asked,
		beta: asked === 'f1' ? 1 : p.f_beta,
		targetRecall: p.target_recall,
		targetPrecision: p.target_precision
	};
}

/** Rows by what they are and what they were called. */
export interface Confusion {
	readonly truePositives: number;
	readonly falsePositives: number;
	readonly positives: number;
	readonly rows: number;
}

export function precisionOf({ truePositives, falsePositives }: Confusion): number {
	const called = truePositives + falsePositives;
	return called === 0 ? 0 : truePositives / called;
}

export function recallOf({ truePositives, positives }: Confusion): number {
	return positives === 0 ? 0 : truePositives / positives;
}

export function accuracyOf({ truePositives, falsePositives, positives, rows }: Confusion): number {
	return (rows - positives - falsePositives + truePositives) / rows;
}

/** (1 + β²)·P·R / (β²·P + R); 0 where nothing is right. */
export function fBetaOf(precision: number, recall: number, beta: number): number {
	if (precision === 0 && recall === 0) return 0;
	return ((1 + beta * beta) * precision * recall) / (beta * beta * precision + recall);
}

/** How good a confusion is; where a target is missed, below 0, by how far. */
export function valueOf(criterion: Criterion, confusion: Confusion): number {
	const precision = precisionOf(confusion);
	const recall = recallOf(confusion);
	switch (criterion.name) {
		case 'loss':
		case 'accuracy':
			return accuracyOf(confusion);
		case 'f_beta':
			return fBetaOf(precision, recall, criterion.beta);
		case 'precision_at_target_recall':
			return recall >= criterion.targetRecall ? precision : recall - criterion.targetRecall;
		case 'recall_at_target_precision':
			return precision >= criterion.targetPrecision ? recall : precision - criterion.targetPrecision;
	}
}

export interface Calibrated {
	/** Rows with at least this score are called 1. */
	readonly threshold: number;
	readonly value: number;
}

/**
 * The threshold with the best value of a criterion. It lies midway between two scores, or at `usual` where that is as good:
 * a better one has to be better. The criterion `loss` keeps the usual one. O(n log n).
 * @param labels 0 or 1
 * @param usual the threshold without calibration
 */
export function calibrate(
	labels: ArrayLike<number>,
	scores: ArrayLike<number>,
	criterion: Criterion,
	usual: number
): Calibrated {
	const rows = labels.length;
	const order = Uint32Array.from({ length: rows }, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
	let positives = 0;
	for (let row = 0; row < rows; row++) positives += labels[row]!;
	let best = { threshold: usual, value: valueOf(criterion, confusionAt(labels, scores, usual)) };
	if (criterion.name === 'loss') return best;
	let truePositives = 0;
	let falsePositives = 0;
	for (let i = 0; i < rows; i++) {
		if (labels[order[i]!] === 1) truePositives++;
		else falsePositives++;
		const score = scores[order[i]!]!;
		const next = i + 1 < rows ? scores[order[i + 1]!]! : score;
		if (next === score && i + 1 < rows) continue;
		const value = valueOf(criterion, { truePositives, falsePositives, positives, rows });
		if (value > best.value) best = { threshold: (score + next) / 2, value };
	}
	return best;
}

/** What a threshold calls the rows. */
export function confusionAt(
	labels: ArrayLike<number>,
	scores: ArrayLike<number>,
	threshold: number
): Confusion {
	let [truePositives, falsePositives, positives] = [0, 0, 0];
	for (let row = 0; row < labels.length; row++) {
		const isPositive = labels[row] === 1;
		positives += Number(isPositive);
		if (scores[row]! < threshold) continue;
		if (isPositive) truePositives++;
		else falsePositives++;
	}
	return { truePositives, falsePositives, positives, rows: labels.length };
}
