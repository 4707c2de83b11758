import type { BinSums, Sums } from '#ml/wasm/bin-sums.ts';

/** Memory that histograms of waiting nodes may take together. */
const BUDGET_BYTES = 2 ** 28;

/** Histograms that are used again instead of being made anew for every node. */
export class HistogramPool {
	readonly #sums: BinSums;
	readonly #limit: number;
	#inUse = 0;

	/** @param bins of the table that is trained on */
	constructor(sums: BinSums, bins: number) {
		this.#sums = sums;
		this.#limit = Math.max(4, Math.floor(BUDGET_BYTES / (16 * Math.max(1, bins))));
	}

	/** Content is whatever was left in it. */
	take(): Sums {
		this.#inUse++;
		return this.#sums.take();
	}

	giveBack(histogram: Sums | null): void {
		if (histogram === null) return;
		this.#inUse--;
		this.#sums.giveBack(histogram);
	}

	/** Whether waiting nodes should let go of theirs: their children are then both built from rows. */
	get isFull(): boolean {
		return this.#inUse > this.#limit;
	}
}
