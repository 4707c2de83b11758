/**
 * Further threads of an instance, for algorithms that can share their work out. What stands behind it is the host's: workers
 * of a page, threads of a server. Nothing is shared between threads: what is said is copied.
 */
export interface Crew {
	/** How many hands there may be beside the thread that trains; at least 1. */
	readonly most: number;
	/** Starts hands; each runs a helper of the algorithm's own (`Algorithm.createHelper`). */
	hire(count: number): readonly Hand[];
}

/** One of the further threads. */
export interface Hand {
	/** Settles with the helper's answer, or rejects with its error. Questions are answered in their order. */
	ask(question: unknown): Promise<unknown>;
}

/** What a hand runs: state of its own, and answers to questions. */
export interface Helper {
	answer(question: unknown): unknown;
}
