const MULTIPLIER = 48271n;
const MODULUS = 2147483647n;

/**
 * The draws by which XGBoost 1.7 chooses partners of ranking pairs: Park and Miller's generator, and whole numbers below
 * a bound as the GNU C++ library makes them. So ranking here learns from the very same pairs.
 * @see S. Park, K. Miller, «Random number generators: good ones are hard to find», CACM 31 (1988)
 */
export class PairDraws {
	#state: number;

	constructor(round: number) {
		this.#state = Number((BigInt(round + 1) * 1111n) % MODULUS);
	}

	/** A whole number in [0, count). */
	below(count: number): number {
		const span = Number(MODULUS) - 2;
		const scale = Math.floor(span / count);
		const past = count * scale;
		for (;;) {
			this.#state = Number((BigInt(this.#state) * MULTIPLIER) % MODULUS);
			const drawn = this.#state - 1;
			if (drawn < past) return Math.floor(drawn / scale);
		}
	}
}
