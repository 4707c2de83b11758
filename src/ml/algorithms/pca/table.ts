import type { Dataset } from '#ml/data/dataset.ts';
import { DenseTable } from './dense-table.ts';
import { SparseTable } from './sparse-table.ts';

/** Rows X less their mean, and the products that PCA needs of them. Rows [from, to) are taken at once. */
export interface Table {
	readonly rows: number;
	readonly columns: number;
	/** Of each column: what is taken from each row; zeros for nothing. */
	readonly mean: Float64Array;
	/** Of all cells of X. */
	sumOfSquares(): number;
	/** Whether Xᵀ·X costs less than the few passes that a sketch of that many rows needs. */
	isNarrow(width: number): boolean;
	/** Rows that are better taken at once, where a mini-batch has fewer. */
	readonly together?: number;
	/** Adds rows to Xᵀ·X. */
	addScatter(from: number, to: number): void | Promise<void>;
	/** Xᵀ·X of the rows that were added, (columns, columns) */
	readScatter(): Float64Array;
	/** z += Xᵀ·X·q, with q and z as `width` vectors one after the other: width · columns */
	addPower(from: number, to: number, q: Float64Array, z: Float64Array): void | Promise<void>;
	/** z += Xᵀ·h, with h (rows, width) row-major and z as {@link Table.addPower} has it */
	addSketch(from: number, to: number, h: Float32Array, z: Float64Array): void | Promise<void>;
	/** Awaited after a pass: what is still under way has been added then. */
	settle?(): Promise<void>;
}

/** @param subtractsMean whether the mean is taken from each row */
export function tableOf(data: Dataset, subtractsMean: boolean): Table {
	return data.sparse
		? new SparseTable(data.sparse, data.columns, subtractsMean)
		: new DenseTable(data, subtractsMean);
}
