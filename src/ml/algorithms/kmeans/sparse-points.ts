import type { SparseRows } from '#ml/data/sparse-rows.ts';
import type { Points } from './points.ts';

/** Rows of which only the cells that are not 0 are looked at: |x|² + |c|² − 2x·c. */
export class SparsePoints implements Points {
	readonly rows: number;
	readonly columns: number;
	readonly around: Float64Array;
	readonly #cells: SparseRows;
	/** |x|² of each row. */
	readonly #lengths: Float64Array;
	/** The last centres column by column, so that a cell finds its value in each of them side by side. */
	#turned = new Float32Array(0);

	constructor(cells: SparseRows, columns: number) {
		this.rows = cells.starts.length - 1;
		this.columns = columns;
		this.around = new Float64Array(columns);
		this.#cells = cells;
		this.#lengths = new Float64Array(this.rows);
		for (let row = 0; row < this.rows; row++) {
			let sum = 0;
			for (let i = cells.starts[row]!; i < cells.starts[row + 1]!; i++) sum += cells.values[i]! ** 2;
			this.#lengths[row] = sum;
		}
	}

	nearest(indexes: Uint32Array, centers: Float64Array, closest: Uint32Array): void {
		this.#each(indexes, centers, (scores, i) => {
			let best = 0;
			for (let c = 1; c < scores.length; c++) if (scores[c]! < scores[best]!) best = c;
			closest[i] = best;
		});
	}

	distances(indexes: Uint32Array, centers: Float64Array, squares: Float64Array): void {
		this.#each(indexes, centers, (scores, i) => {
			const length = this.#lengths[indexes[i]!]!;
			for (let c = 0; c < scores.length; c++) {
				squares[i * scores.length + c] = Math.max(0, length + scores[c]!);
			}
		});
	}

	squaresTo(indexes: Uint32Array, centers: Float64Array, closest: Uint32Array, squares: Float64Array): void {
		const { starts, places, values } = this.#cells;
		const { columns } = this;
		const lengths = lengthsOf(centers, columns);
		for (let i = 0; i < indexes.length; i++) {
			const row = indexes[i]!;
			const from = closest[i]! * columns;
			let square = lengths[closest[i]!]!;
			for (let cell = starts[row]!; cell < starts[row + 1]!; cell++) {
				const value = values[cell]!;
				square += value * (value - 2 * centers[from + places[cell]!]!);
			}
			squares[i] = Math.max(0, square);
		}
	}

	addRows(indexes: Uint32Array, owners: Uint32Array, times: Float64Array, sums: Float64Array): void {
		const { starts, places, values } = this.#cells;
		for (let i = 0; i < indexes.length; i++) {
			const row = indexes[i]!;
			const from = owners[i]! * this.columns;
			const factor = times[i]!;
			for (let cell = starts[row]!; cell < starts[row + 1]!; cell++) {
				sums[from + places[cell]!]! += factor * values[cell]!;
			}
		}
	}

	/** Hands over |c|² − 2x·c of each centre, row after row. */
	#each(indexes: Uint32Array, centers: Float64Array, take: (scores: Float64Array, i: number) => void): void {
		const { starts, places, values } = this.#cells;
		const count = centers.length / this.columns;
		const { turned, lengths } = this.#turn(centers, count);
		const scores = new Float64Array(count);
		for (let i = 0; i < indexes.length; i++) {
			const row = indexes[i]!;
			scores.set(lengths);
			for (let cell = starts[row]!; cell < starts[row + 1]!; cell++) {
				const twice = 2 * values[cell]!;
				const from = places[cell]! * count;
				for (let c = 0; c < count; c++) scores[c]! -= twice * turned[from + c]!;
			}
			take(scores, i);
		}
	}

	#turn(centers: Float64Array, count: number): { turned: Float32Array; lengths: Float64Array } {
		if (this.#turned.length !== centers.length) this.#turned = new Float32Array(centers.length);
		const turned = this.#turned;
		for (let c = 0; c < count; c++) {
			for (let j = 0; j < this.columns; j++) turned[j * count + c] = centers[c * this.columns + j]!;
		}
		return { turned, lengths: lengthsOf(centers, this.columns) };
	}
}

/** |c|² of each centre. */
function lengthsOf(centers: Float64Array, columns: number): Float64Array {
	const lengths = new Float64Array(centers.length / columns);
	for (let c = 0; c < lengths.length; c++) {
		for (let i = c * columns; i < (c + 1) * columns; i++) lengths[c]! += centers[i]! ** 2;
	}
	return lengths;
}
