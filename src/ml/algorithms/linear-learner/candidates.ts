import type { LinearHyperparameters } from './hyperparameters.ts';
import type { StepRule } from './optimizer.ts';

/** Settings in which models that are trained side by side may differ. */
export interface Candidate {
	readonly rule: StepRule;
	readonly learningRate: number;
	readonly wd: number;
	readonly l1: number;
	/** Weight of class 1 in a binary classifier. */
	readonly positiveWeight: number | 'balanced';
}

/** Values that `auto` tries, the likeliest first. */
const RATES = {
	adam: [0.1, 0.01, 0.5, 0.03],
	rmsprop: [0.03, 0.01, 0.1, 0.003],
	sgd: [0.01, 0.1, 0.03, 0.003]
};
const DECAYS = [1e-5, 1e-2, 1e-3, 0.1];
const L1 = [0, 1e-3];
const MOST = 32;
/** Weights that all models together may have: 2²⁰ of 32 bytes each are 32 MiB. */
const MOST_WEIGHTS = 2 ** 20;

/**
 * The models to train: what the learner has fixed is the same for all, what is `auto` is tried in every combination, as
 * many of them as there may be. Where there are fewer than `num_models` they come again, with other first weights.
 * @param weights number of weights of one model
 */
export function candidatesOf(p: LinearHyperparameters, weights: number): Candidate[] {
	const optimizer = p.optimizer === 'auto' ? 'adam' : p.optimizer;
	const rule: StepRule = {
		optimizer,
		momentum: valueOr(p.momentum, 0.9),
		beta1: valueOr(p.beta_1, 0.9),
		beta2: valueOr(p.beta_2, 0.999)
	};
	const all: Candidate[] = [];
	for (const l1 of tried(p.l1, L1)) {
		for (const wd of tried(p.wd, DECAYS)) {
			for (const positiveWeight of positiveWeights(p)) {
				for (const learningRate of tried(p.learning_rate, RATES[optimizer])) {
					all.push({ rule, learningRate, wd, l1, positiveWeight });
				}
			}
		}
	}
	const count = countOf(p, all.length, weights);
	return Array.from({ length: count }, (_, i) => all[i % all.length]!);
}

function countOf(p: LinearHyperparameters, combinations: number, weights: number): number {
	if (p._tuning_objective_metric !== undefined) return 1;
	if (p.num_models !== 'auto') return p.num_models;
	return Math.max(1, Math.min(MOST, combinations, Math.floor(MOST_WEIGHTS / weights)));
}

function positiveWeights(p: LinearHyperparameters): (number | 'balanced')[] {
	if (p.predictor_type !== 'binary_classifier') return [1];
	const given = p.positive_example_weight_mult;
	return given === 'auto' ? [1, 'balanced'] : [given];
}

function tried(given: number | 'auto', values: readonly number[]): readonly number[] {
	return given === 'auto' ? values : [given];
}

/** The number that was given, or what stands for `auto`. */
export function valueOr(given: number | 'auto', otherwise: number): number {
	return given === 'auto' ? otherwise : given;
}
