/**
 * How many instances may work at once. A browser tab has a few cores; more jobs than that would only slow each other
 * down, so the later ones wait their turn, as on an account whose quota is used up.
 */
export class InstancePool {
	readonly #size: number;
	#taken = 0;
	readonly #waiting: (() => void)[] = [];

	/** @param size instances at once, at least 1 */
	constructor(size: number) {
		if (!(size >= 1)) throw new RangeError(`a pool needs a size of at least 1, not ${size}`);
		this.#size = size;
	}

	/** Resolves with the release when there is room, in the order of the calls. Releasing twice counts once. */
	async acquire(): Promise<() => void> {
		if (this.#taken >= this.#size) await new Promise<void>((resolve) => this.#waiting.push(resolve));
		else this.#taken++;
		let held = true;
		return () => {
			if (!held) return;
			held = false;
			const next = this.#waiting.shift();
			// The place goes to the next in line without ever being free, so that nobody can slip in between.
			if (next) next();
			else this.#taken--;
		};
	}
}
