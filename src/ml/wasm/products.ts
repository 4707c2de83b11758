import { Kernel } from './kernel.ts';
import bytes from './products.as.ts?wasm';

/** Functions of products.as.ts. Addresses are in bytes, steps in numbers. */
interface Functions {
	scratchBytes(): number;
	subtract(x: number, rows: number, columns: number, around: number): void;
	addScatter(x: number, rows: number, columns: number, g: number): void;
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

	/**
	 * g += Aᵀ·A on and below the diagonal, with A row-major and all sums in 64 bits.
	 * @param g (columns, columns)
	 */
	addScatter({ at, rows, columns }: Placed, g: Float64Array): void {
		const length = columns * (columns + 1);
		const sums = this.allocate(length * 8);
		this.functions.addScatter(at, rows, columns, sums);
		const values = this.f64(sums, length);
		for (let i = 0; i < columns; i++) {
			for (let j = 0; j <= i; j++) g[i * columns + j]! += values[i * (columns + 1) + j]!;
		}
		this.release(sums);
	}

	/** A copy of row-major numbers in the kernel, each row less the same numbers. */
	placeAround(x: Float32Array, columns: number, around: Float64Array): Placed {
		const at = this.place(x);
		const middle = this.place(around);
		this.functions.subtract(at, x.length / columns, columns, middle);
		this.release(middle);
		return placedAt(at, x.length / columns, columns);
	}
}
