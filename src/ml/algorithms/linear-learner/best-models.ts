import type { Learner } from './learner.ts';

/** How good a model is: first by a criterion, then by its loss. */
export interface Score {
	/** The larger the better; 0 where only the loss counts. */
	readonly criterion: number;
	readonly loss: number;
}

/** Whether one is better; a loss that is no number never is. */
export function isBetter(score: Score, than: Score | null): boolean {
	if (!Number.isFinite(score.loss)) return false;
	if (!than) return true;
	if (score.criterion !== than.criterion) return score.criterion > than.criterion;
	return score.loss < than.loss;
}

/** Of each of the models that learn side by side, what it was after its best epoch. */
export class BestModels {
	readonly #scores: (Score | null)[];
	readonly weights: Float64Array;
	readonly biases: Float64Array;

	constructor(learner: Learner) {
		this.#scores = Array.from({ length: learner.models }, () => null);
		this.weights = learner.weights.slice();
		this.biases = learner.biases.slice();
	}

	/** Keeps the models that are better than they were. */
	hear(learner: Learner, scores: readonly Score[]): void {
		for (const [m, score] of scores.entries()) {
			if (!isBetter(score, this.#scores[m]!)) continue;
			this.#scores[m] = score;
			learner.partOf(m, this.weights).set(learner.partOf(m, learner.weights));
			learner.partOf(m, this.biases).set(learner.partOf(m, learner.biases));
		}
	}

	/** Of each model its best score; null where it never had one. */
	get scores(): readonly (Score | null)[] {
		return this.#scores;
	}
}
