import { Kernel } from './kernel.ts';
import bytes from './products.as.ts?wasm';

/** Functions of products.as.ts. Addresses are in bytes, steps in numbers. */
interface Functions {
	scratchBytes(): number;
	subtract(x: number, rows: number, columns: number, around: number): void;
	addScatter(x: number, rows: number, columns: number, g: number): void;
	panelBytes(columns: number): number;
	panelSums(columns: number): number;
	addPanels(x: number, rows: number, columns: number, sums: number, scratch: number): void;
	addColumns(x: number, rows: number, columns: number, sums: number): void;
	sumOfSquares(x: number, count: number): number;
	multiply(
		m: number,
		n: number,
		k: number,
		a: number,
		aRow: number,
		aColumn: number,
		b: number,
		bRow: number,
		bColumn: number,
		c: number,
		cRow: number,
		scratch: number
	): void;
}

/** A matrix of 32-bit floats in a kernel's memory. */
export interface Placed {
	readonly at: number;
	readonly rows: number;
	readonly columns: number;
	/** Numbers from one row to the next, and from one column to the next. */
	readonly rowStep: number;
	readonly columnStep: number;
}

/** Row-major numbers at an address. */
export function placedAt(at: number, rows: number, columns: number): Placed {
	return { at, rows, columns, rowStep: columns, columnStep: 1 };
}

/** The same numbers, rows as columns. */
export function transposed({ at, rows, columns, rowStep, columnStep }: Placed): Placed {
	return { at, rows: columns, columns: rows, rowStep: columnStep, columnStep: rowStep };
}

/** Rows [from, to) of a matrix. */
export function rowsOf(matrix: Placed, from: number, to: number): Placed {
	return { ...matrix, at: matrix.at + from * matrix.rowStep * 4, rows: to - from };
}

/** Products of matrices that lie in memory of its own, with about 1.7 MB beside them. */
export class Products extends Kernel<Functions> {
	readonly #scratch: number;

	constructor() {
		super(bytes);
		this.#scratch = this.allocate(this.functions.scratchBytes());
	}

	/**
	 * C += A · B, all sums in 32 bits. A (m, k), B (k, n); C (m, n) has its columns side by side. A NaN stays in its row and column.
	 */
	multiply(a: Placed, b: Placed, c: Placed): void {
		this.functions.multiply(
			a.rows,
			b.columns,
			a.columns,
			a.at,
			a.rowStep,
			a.columnStep,
			b.at,
			b.rowStep,
			b.columnStep,
			c.at,
			c.rowStep,
			this.#scratch
		);
	}
}
