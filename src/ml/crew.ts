/**
 * Further threads of an instance, for algorithms that can share their work out. What stands behind it is the host's: workers
 * of a page, threads of a server. What is said is copied; memory is shared only where the host has such (`sharesMemory`).
 */
export interface Crew {
	/** How many hands there may be beside the thread that trains; at least 1. */
	readonly most: number;
	/** Starts hands; each runs a helper of the algorithm's own (`Algorithm.createHelper`). */
	hire(count: number): readonly Hand[];
}

/** One of the further threads. */
export interface Hand {
	/** Whether it sees what lies in a SharedArrayBuffer without a copy: in pages, where they are cross-origin isolated. */
	readonly sharesMemory?: boolean;
	/**
	 * Settles with the helper's answer, or rejects with its error. Questions are answered in their order.
	 * @param moved buffers in the question that go over instead of being copied; they are empty here afterwards
	 */
	ask(question: unknown, moved?: readonly ArrayBuffer[]): Promise<unknown>;
}

/** A helper's answer some buffers of which go over instead of being copied. */
export class Moved {
	readonly answer: unknown;
	readonly buffers: readonly ArrayBuffer[];

	constructor(answer: unknown, buffers: readonly ArrayBuffer[]) {
		this.answer = answer;
		this.buffers = buffers;
	}
}

/** What a hand runs: state of its own, and answers to questions, which may be {@link Moved}. */
export interface Helper {
	answer(question: unknown): unknown;
}
