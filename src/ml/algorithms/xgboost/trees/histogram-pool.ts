import type { Histogram } from './histogram.ts';

/** Memory that histograms of waiting nodes may take together. */
const BUDGET_BYTES = 2 ** 28;

/** Histograms that are used again instead of being made anew for every node. */
export class HistogramPool {
	readonly #length: number;
	readonly #free: Histogram[] = [];
	readonly #limit: number;
	#inUse = 0;

	/** @param bins of the table that is trained on */
	constructor(bins: number) {
		this.#length = 2 * bins;
		this.#limit = Math.max(4, Math.floor(BUDGET_BYTES / (16 * Math.max(1, bins))));
	}

	/** Content is whatever was left in it. */
	take(): Histogram {
		this.#inUse++;
		return this.#free.pop() ?? new Float64Array(this.#length);
	}

	giveBack(histogram: Histogram | null): void {
		if (histogram === null) return;
		this.#inUse--;
		this.#free.push(histogram);
	}

	/** Whether waiting nodes should let go of theirs: their children are then both built from rows. */
	get isFull(): boolean {
		return this.#inUse > this.#limit;
	}
}
