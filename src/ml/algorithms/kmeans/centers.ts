import type { Points } from './points.ts';

/** Centres that move as rows are given to them. */
export class Centers {
	readonly count: number;
	readonly columns: number;
	/** Where they are, one after the other. */
	readonly values: Float64Array;
	/** How much the rows that each was given weigh; 0 where there was none. */
	readonly weights: Float64Array;
	readonly #sums: Float64Array;

	/** @param values where they begin: the rows given decide from then on */
	constructor(values: Float64Array, columns: number) {
		this.count = values.length / columns;
		this.columns = columns;
		this.values = values;
		this.weights = new Float64Array(this.count);
		this.#sums = new Float64Array(values.length);
	}

	/** Gives a row to a centre, or with less than nothing takes it away. */
	give(points: Points, row: number, center: number, weight: number): void {
		points.addTo(row, weight, this.#sums, center);
		this.weights[center]! += weight;
	}

	/** Makes what was given so far weigh less. @param share 0 to 1 that is left of it */
	fade(share: number): void {
		if (share === 1) return;
		for (let i = 0; i < this.#sums.length; i++) this.#sums[i]! *= share;
		for (let c = 0; c < this.count; c++) this.weights[c]! *= share;
	}

	/** Moves each to the mean of what it was given; one that was given nothing stays where it is. */
	move(): void {
		const { columns, values } = this;
		for (let c = 0; c < this.count; c++) {
			const weight = this.weights[c]!;
			if (!(weight > 0)) continue;
			for (let i = c * columns; i < (c + 1) * columns; i++) values[i] = this.#sums[i]! / weight;
		}
	}

	/** Weighted sum of |mean|² of what was given. With the rows' own sum of squares it tells how far they lie apart. */
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
