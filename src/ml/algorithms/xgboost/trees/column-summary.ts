import { Kernel } from '#ml/wasm/kernel.ts';
import type { Summary } from './summary.ts';
import bytes from './column-summary.as.ts?wasm';

/** Functions of column-summary.as.ts; all arguments are addresses and counts, as said there. */
interface Functions {
	countsBytes(): number;
	summarise(
		values: number,
		weights: number,
		rows: number,
		records: number,
		counts: number,
		distinct: number,
		below: number,
		own: number,
		result: number
	): void;
}

/** Views, which the next summary fills anew. */
export interface ColumnSummary extends Summary {
	/** How many rows have a value. */
	readonly present: number;
}

/** Columns that are gathered at once. */
const TOGETHER = 16;

/** Sums up columns of a table, in the memory of a kernel. O(n) a column: values are sorted by their digits. */
export class ColumnSummaries {
	readonly #kernel = new Kernel<Functions>(bytes);
	readonly #rows: number;
	readonly #weights: number;
	readonly #values: number;
	readonly #records: number;
	readonly #counts: number;
	readonly #distinct: number;
	readonly #below: number;
	readonly #own: number;
	readonly #result: number;
	#gathered: { readonly x: Float32Array | null; readonly first: number } = { x: null, first: 0 };

	/** @param weights one per row; null where all weigh 1 */
	constructor(rows: number, weights: Float32Array | null) {
		const kernel = this.#kernel;
		this.#rows = rows;
		this.#weights = weights ? kernel.place(weights) : 0;
		this.#values = kernel.allocate(4 * TOGETHER * rows);
		this.#records = kernel.allocate(16 * rows);
		this.#counts = kernel.allocate(kernel.functions.countsBytes());
		this.#distinct = kernel.allocate(4 * rows);
		this.#below = kernel.allocate(8 * rows);
		this.#own = kernel.allocate(8 * rows);
		this.#result = kernel.allocate(8);
	}

	/** @param x a table, row-major; NaN is missing */
	of(x: Float32Array, column: number, columns: number): ColumnSummary {
		const kernel = this.#kernel;
		const rows = this.#rows;
		const values = this.#gather(x, column, columns);
		kernel.functions.summarise(
			values,
			this.#weights,
			rows,
			this.#records,
			this.#counts,
			this.#distinct,
			this.#below,
			this.#own,
			this.#result
		);
		const [present, count] = Array.from(kernel.u32(this.#result, 2)) as [number, number];
		return {
			values: kernel.f32(this.#distinct, count),
			below: kernel.f64(this.#below, count),
			own: kernel.f64(this.#own, count),
			present
		};
	}

	/** Takes columns beside each other together, since they lie in the same lines of the processor's cache. */
	#gather(x: Float32Array, column: number, columns: number): number {
		const rows = this.#rows;
		const first = column - (column % TOGETHER);
		if (x !== this.#gathered.x || first !== this.#gathered.first) {
			const count = Math.min(TOGETHER, columns - first);
			const values = this.#kernel.f32(this.#values, count * rows);
			for (let row = 0, from = first; row < rows; row++, from += columns) {
				for (let i = 0, to = row; i < count; i++, to += rows) values[to] = x[from + i]!;
			}
			this.#gathered = { x, first };
		}
		return this.#values + 4 * (column - first) * rows;
	}
}
