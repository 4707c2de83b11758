/**
 * What the reader has opened, sorted and folded in the outputs of one cell. It is kept by place, so that a cell that runs
 * again shows its new outputs as its old ones were looked at.
 */
export class OutputViews {
	readonly #views = new Map<string, unknown>();

	/** The view at a place (the same maker for the same place, always); made where there is none yet. */
	at<T>(place: string, make: () => T): T {
		if (!this.#views.has(place)) this.#views.set(place, make());
		return this.#views.get(place) as T;
	}
}
