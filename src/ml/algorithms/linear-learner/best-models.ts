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
	/** Of each model its loss after its best epoch, without penalties; Infinity where it had none. */
	readonly losses: Float64Array;
	readonly weights: Float64Array;
	readonly biases: Float64Array;

	constructor(learner: Learner) {
		this.#scores = Array.from({ length: learner.models }, () => null);
		this.losses = new Float64Array(learner.models).fill(Infinity);
		this.weights = learner.weights.slice();
		this.biases = learner.biases.slice();
	}

	/**
	 * Keeps the models that are better than they were.
	 * @param losses without penalties
	 */
	hear(learner: Learner, scores: readonly Score[], losses: Float64Array): void {
		for (const [m, score] of scores.entries()) {
			if (!isBetter(score, this.#scores[m]!)) continue;
			this.#scores[m] = score;
			this.losses[m] = losses[m]!;
			learner.partOf(m, this.weights).set(learner.partOf(m, learner.weights));
			learner.partOf(m, this.biases).set(learner.partOf(m, learner.biases));
		}
	}
}
