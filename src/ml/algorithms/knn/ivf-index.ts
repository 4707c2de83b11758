import type { Dataset } from '#ml/data/dataset.ts';
import { type FlatIndex } from './flat-index.ts';
import { NearestHeap } from './nearest-heap.ts';
import { emptyNeighbours, type Metric, type Neighbours, type SearchIndex } from './search-index.ts';

/** Rows in the order of their cells. */
export interface Lists {
	/** Where the rows of each cell begin, and behind the last their number: cells + 1. */
	readonly starts: Uint32Array;
	/** The number that each row had before. */
	readonly ids: Uint32Array;
}

/** How rows are kept inside the cells. */
export interface Store {
	/** Offers the rows `begin` up to `end`, all of one cell, as neighbours of row `i` of `x`. */
	scan(x: Float32Array, i: number, cell: number, begin: number, end: number, nearest: NearestHeap): void;
}

/** Rows by the cell whose centre is nearest; only the `probes` nearest cells are looked at. */
export class IvfIndex<S extends Store = Store> implements SearchIndex {
	readonly metric: Metric;
	readonly dimension: number;
	/** Row-major, cells · dimension. */
	readonly centres: FlatIndex;
	readonly lists: Lists;
	readonly store: S;
	readonly probes: number;

	/** @param probes cells to look at; more than there are looks at all */
	constructor(centres: FlatIndex, lists: Lists, store: S, probes: number) {
		this.metric = centres.metric;
		this.dimension = centres.dimension;
		this.centres = centres;
		this.lists = lists;
		this.store = store;
		this.probes = Math.min(probes, centres.count);
	}

	get count(): number {
		return this.lists.ids.length;
	}

	/** Where the nearest cells hold fewer than `k` rows, more cells are looked at. */
	search(data: Dataset, k: number): Neighbours {
		const found = emptyNeighbours(data.rows, k);
		const cells = this.centres.search(data, this.probes);
		const nearest = new NearestHeap(k);
		for (let row = 0; row < data.rows; row++) {
			const near = cells.ids.subarray(row * this.probes, (row + 1) * this.probes);
			const enough = this.#sizeOf(near) >= k;
			for (const cell of enough ? near : this.#enoughCells(data, row, k)) {
				const [begin, end] = [this.lists.starts[cell]!, this.lists.starts[cell + 1]!];
				this.store.scan(data.x, row, cell, begin, end, nearest);
			}
			nearest.drain(found.ids, found.distances, row * k);
		}
		return found;
	}

	/** How large the cells are together. */
	#sizeOf(cells: Uint32Array): number {
		const { starts } = this.lists;
		return cells.reduce((sum, cell) => sum + starts[cell + 1]! - starts[cell]!, 0);
	}

	/** The nearest cells that together hold `k` rows. */
	#enoughCells({ x, columns }: Dataset, row: number, k: number): Uint32Array {
		const one = x.subarray(row * columns, (row + 1) * columns);
		const data = { x: one, rows: 1, columns, labels: null, weights: null };
		const { ids } = this.centres.search(data, this.centres.count);
		let cells = this.probes;
		while (this.#sizeOf(ids.subarray(0, cells)) < k) cells++;
		return ids.subarray(0, cells);
	}
}

/** Puts rows in the order of their cells. */
export function listsOf(cellOf: Uint32Array, cells: number): Lists {
	const starts = new Uint32Array(cells + 1);
	for (const cell of cellOf) starts[cell + 1]!++;
	for (let cell = 0; cell < cells; cell++) starts[cell + 1]! += starts[cell]!;
	const next = starts.slice();
	const ids = new Uint32Array(cellOf.length);
	for (let row = 0; row < cellOf.length; row++) ids[next[cellOf[row]!]!++] = row;
	return { starts, ids };
}
