import type { Placed, Products } from './products.ts';

/** Columns up to which all sums are in 64 bits, which costs little there. */
const FEW = 96;
/** Columns whose products lie together where there are more. */
const PANEL = 12;

/**
 * Xᵀ·X of rows that come block after block. Of more than 96 columns the products of 256 rows are summed up in 32 bits,
 * and that in 64.
 */
export class Scatter {
	readonly #kernel: Products;
	readonly #columns: number;
	readonly #length: number;
	readonly #sums: number;
	/** 0 where there are few columns. */
	readonly #scratch: number;

	/** @param kernel has the rows in its memory, too */
	constructor(kernel: Products, columns: number) {
		const { functions } = kernel;
		const isFew = columns <= FEW;
		this.#kernel = kernel;
		this.#columns = columns;
		this.#length = isFew ? columns * (columns + 1) : functions.panelSums(columns);
		this.#sums = kernel.allocate(8 * this.#length);
		this.#scratch = isFew ? 0 : kernel.allocate(functions.panelBytes(columns));
	}

	/** Adds rows, which are row-major with something allocated behind them. */
	add({ at, rows }: Placed): void {
		const { functions } = this.#kernel;
		if (this.#scratch === 0) functions.addScatter(at, rows, this.#columns, this.#sums);
		else functions.addPanels(at, rows, this.#columns, this.#sums, this.#scratch);
	}

	/** What was added up, (columns, columns). */
	read(): Float64Array {
		const columns = this.#columns;
		const sums = this.#kernel.f64(this.#sums, this.#length);
		const g = new Float64Array(columns * columns);
		for (let i = 0; i < columns; i++) {
			for (let j = 0; j <= i; j++) {
				const sum = sums[this.#scratch === 0 ? i * (columns + 1) + j : placeInPanels(i, j)]!;
				g[i * columns + j] = g[j * columns + i] = sum;
			}
		}
		return g;
	}
}

/** Where the product of columns i and j ≤ i lies among those of panels. */
function placeInPanels(i: number, j: number): number {
	const [left, right] = [Math.floor(i / PANEL), Math.floor(j / PANEL)];
	const pair = (left * (left + 1)) / 2 + right;
	return (pair * PANEL + (i % PANEL)) * PANEL + (j % PANEL);
}
