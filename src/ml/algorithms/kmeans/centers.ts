import type { Points } from './points.ts';

/** Centres that move as rows are given to them. */
export class Centers {
	readonly count: number;
	readonly columns: number;
	/** Where they are, one after the other. */
	readonly values: Float64Array;
	/** How much the rows that each was given weigh; 0 where there was none. */
	readonly weights: Float64Array;
	readonly #points: Points;
	/** Of the rows without what is common to all of them. */
	readonly #sums: Float64Array;

	/** @param values where they begin: the rows given decide from then on */
	constructor(points: Points, values: Float64Array) {
		this.count = values.length / points.columns;
		this.columns = points.columns;
		this.values = values;
		this.weights = new Float64Array(this.count);
		this.#points = points;
		this.#sums = new Float64Array(values.length);
	}

	/** Gives rows to centres, each with a weight of its own; with less than nothing takes them away. */
	give(indexes: Uint32Array, owners: Uint32Array, weights: Float64Array): void {
		this.#points.addRows(indexes, owners, weights, this.#sums);
		for (let i = 0; i < indexes.length; i++) this.weights[owners[i]!]! += weights[i]!;
	}

	/** Makes what was given so far weigh less. @param share 0 to 1 that is left of it */
	fade(share: number): void {
		for (let i = 0; i < this.#sums.length; i++) this.#sums[i]! *= share;
		for (let c = 0; c < this.count; c++) this.weights[c]! *= share;
	}

	/** Moves each to the mean of what it was given; one that was given nothing stays where it is. */
	move(): void {
		const { columns, values } = this;
		const { around } = this.#points;
		for (let c = 0; c < this.count; c++) {
			const weight = this.weights[c]!;
			if (!(weight > 0)) continue;
			for (let j = 0, i = c * columns; j < columns; j++, i++)
				values[i] = this.#sums[i]! / weight + around[j]!;
		}
	}

	/**
	 * Weighted sum of the squared lengths of the means. The rows' own sum of squares less this is how far they lie from
	 * the means, all lengths taken from {@link Points.around}.
	 */
	sumOfSquares(): number {
		let whole = 0;
		for (let c = 0; c < this.count; c++) {
			if (!(this.weights[c]! > 0)) continue;
			let sum = 0;
			for (let i = c * this.columns; i < (c + 1) * this.columns; i++) sum += this.#sums[i]! ** 2;
			whole += sum / this.weights[c]!;
		}
		return whole;
	}
}
