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
		return this.#releaseOf(1);
	}

	/**
	 * How many further threads an instance at work may start: as many as there are places free, and one more, since the core
	 * that is left for the page has little to do meanwhile. None while others wait.
	 */
	get idle(): number {
		return this.#waiting.length > 0 ? 0 : Math.max(0, this.#size + 1 - this.#taken);
	}

	/** Counts further threads of an instance, whether there is room or not; nobody else begins until there is. */
	occupy(places: number): () => void {
		this.#taken += places;
		return this.#releaseOf(places);
	}

	#releaseOf(places: number): () => void {
		let held = places;
		return () => {
			this.#taken -= held;
			held = 0;
			while (this.#taken < this.#size && this.#waiting.length > 0) {
				// The place is taken again at once, so that nobody can slip in between.
				this.#taken++;
				this.#waiting.shift()!();
			}
		};
	}
}
