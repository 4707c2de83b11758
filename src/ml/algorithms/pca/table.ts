import type { Dataset } from '#ml/data/dataset.ts';
import { DenseTable } from './dense-table.ts';
import { SparseTable } from './sparse-table.ts';

/** Rows X less the mean, and the products that PCA needs of them. Rows [from, to) are taken at once. */
export interface Table {
	readonly rows: number;
	readonly columns: number;
	/** Of all cells of X. */
	sumOfSquares(): number;
	/** Whether Xᵀ·X costs less than the few passes that a sketch of that many rows needs. */
	isNarrow(width: number): boolean;
	/** g += Xᵀ·X, (columns, columns) */
	addScatter(from: number, to: number, g: Float64Array): void;
	/** z += Xᵀ·X·q, with q and z as `width` vectors one after the other: width · columns */
	addPower(from: number, to: number, q: Float64Array, z: Float64Array): void;
	/** z += Xᵀ·h, with h (rows, width) row-major and z as {@link Table.addPower} has it */
	addSketch(from: number, to: number, h: Float32Array, z: Float64Array): void;
}

/** @param mean taken from each row; zeros for nothing */
export function tableOf(data: Dataset, mean: Float64Array): Table {
	return data.sparse ? new SparseTable(data.sparse, data.columns, mean) : new DenseTable(data, mean);
}

/** The mean of each column. */
export function meanOf({ rows, columns, x, sparse }: Dataset): Float64Array {
	const mean = new Float64Array(columns);
	if (sparse) {
		for (let i = 0; i < sparse.values.length; i++) mean[sparse.places[i]!]! += sparse.values[i]!;
	} else {
		for (let i = 0; i < x.length;) for (let j = 0; j < columns; j++, i++) mean[j]! += x[i]!;
	}
	for (let j = 0; j < columns; j++) mean[j]! /= rows;
	return mean;
}
