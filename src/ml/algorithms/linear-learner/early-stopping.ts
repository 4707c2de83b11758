/** Watches one value, epoch after epoch. */
export class EarlyStopping {
	readonly #patience: number;
	readonly #tolerance: number;
	readonly #sign: number;
	#best: number | null = null;
	#waited = 0;

	/**
	 * @param patience epochs without a gain after which to stop
	 * @param tolerance share of the best value below which a gain is none
	 */
	constructor(patience: number, tolerance: number, maximize: boolean) {
		this.#patience = patience;
		this.#tolerance = tolerance;
		this.#sign = maximize ? 1 : -1;
	}

	/** Takes the value of an epoch; true when it is time to stop. No number is never a gain. */
	hear(value: number): boolean {
		const best = this.#best;
		const gain = best === null ? Infinity : this.#sign * (value - best);
		if (Number.isFinite(value) && gain > this.#tolerance * Math.abs(best ?? 0)) {
			this.#best = value;
			this.#waited = 0;
		} else this.#waited++;
		return this.#waited >= this.#patience;
	}
}
