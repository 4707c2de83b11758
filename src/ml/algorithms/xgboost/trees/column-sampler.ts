import type { Rng } from '#base/rng.ts';

export interface ColumnShares {
	readonly byTree: number;
	readonly byLevel: number;
	readonly byNode: number;
}

/** Draws the columns that a tree, a depth and a node may split on: each set from the one above, at least one column. */
export class ColumnSampler {
	readonly #rng: Rng;
	readonly #shares: ColumnShares;
	readonly #levels = new Map<number, Int32Array>();
	/** Columns of this tree, rising. */
	readonly columns: Int32Array;

	constructor(all: number, shares: ColumnShares, rng: Rng) {
		this.#rng = rng;
		this.#shares = shares;
		this.columns = this.#draw(
			Int32Array.from({ length: all }, (_, f) => f),
			shares.byTree
		);
	}

	/** Whether the tree has all columns. */
	get isAll(): boolean {
		return this.#shares.byTree === 1;
	}

	/** Whether every node has those of the tree. */
	get isWhole(): boolean {
		return this.#shares.byLevel === 1 && this.#shares.byNode === 1;
	}

	/** Columns for a node at that depth, rising. */
	at(depth: number): Int32Array {
		let level = this.#levels.get(depth);
		if (!level) {
			level = this.#draw(this.columns, this.#shares.byLevel);
			this.#levels.set(depth, level);
		}
		return this.#draw(level, this.#shares.byNode);
	}

	#draw(from: Int32Array, share: number): Int32Array {
		if (share === 1) return from;
		const count = Math.max(1, Math.floor(share * from.length));
		return this.#rng.shuffle(from.slice()).slice(0, count).sort();
	}
}
