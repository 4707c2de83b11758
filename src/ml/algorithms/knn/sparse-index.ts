import type { Dataset } from '#ml/data/dataset.ts';
import { sparseOf, type SparseRows } from '#ml/data/sparse-rows.ts';
import { NearestHeap } from './nearest-heap.ts';
import { emptyNeighbours, type Metric, type Neighbours, type SearchIndex } from './search-index.ts';

/** All rows looked at, of which only the cells that are not 0 are kept: time and memory go with those, not with the width. */
export class SparseIndex implements SearchIndex {
	readonly metric: Metric;
	readonly dimension: number;
	readonly count: number;
	readonly cells: SparseRows;
	readonly #squares: Float64Array;

	constructor(metric: Metric, dimension: number, cells: SparseRows) {
		this.metric = metric;
		this.dimension = dimension;
		this.count = cells.starts.length - 1;
		this.cells = cells;
		this.#squares = Float64Array.from({ length: this.count }, (_, row) => squareOf(cells, row));
	}

	search(data: Dataset, k: number): Neighbours {
		const asked = sparseOf(data);
		const found = emptyNeighbours(data.rows, k);
		const nearest = new NearestHeap(k);
		const question = new Float64Array(this.dimension);
		for (let row = 0; row < data.rows; row++) {
			const [begin, end] = [asked.starts[row]!, asked.starts[row + 1]!];
			for (let i = begin; i < end; i++) question[asked.places[i]!] = asked.values[i]!;
			this.#lookAtAll(question, squareOf(asked, row), nearest);
			nearest.drain(found.ids, found.distances, row * k);
			for (let i = begin; i < end; i++) question[asked.places[i]!] = 0;
		}
		return found;
	}

	#lookAtAll(question: Float64Array, square: number, nearest: NearestHeap): void {
		const { starts, places, values } = this.cells;
		for (let row = 0; row < this.count; row++) {
			let product = 0;
			const end = starts[row + 1]!;
			for (let i = starts[row]!; i < end; i++) product += question[places[i]!]! * values[i]!;
			const distance =
				this.metric === 'L2' ? Math.max(0, square + this.#squares[row]! - 2 * product) : -product;
			if (distance <= nearest.bound) nearest.offer(distance, row);
		}
	}
}

function squareOf({ starts, values }: SparseRows, row: number): number {
	let sum = 0;
	for (let i = starts[row]!; i < starts[row + 1]!; i++) sum += values[i]! * values[i]!;
	return sum;
}
