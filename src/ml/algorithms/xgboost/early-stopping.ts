/** Watches one score, round after round. */
export class EarlyStopping {
	readonly #patience: number;
	readonly #sign: number;
	#best = -Infinity;
	#bestRound = -1;

	/** @param patience rounds without a better score after which to stop */
	constructor(patience: number, maximize: boolean) {
		this.#patience = patience;
		this.#sign = maximize ? 1 : -1;
	}

	/** Takes the score of a round; true when it is time to stop. A NaN is never better. */
	hear(score: number, round: number): boolean {
		if (this.#sign * score > this.#best || this.#bestRound < 0) {
			this.#best = Number.isNaN(score) ? -Infinity : this.#sign * score;
			this.#bestRound = round;
		}
		return round - this.#bestRound >= this.#patience;
	}

	/** Round of the best score, counted from 0; −1 before the first. Of equal scores the first. */
	get bestRound(): number {
		return this.#bestRound;
	}

	get bestScore(): number {
		return this.#sign * this.#best;
	}
}
