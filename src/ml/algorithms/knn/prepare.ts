import { missingMatrix, type Dataset } from '#ml/data/dataset.ts';
import type { SparseRows } from '#ml/data/sparse-rows.ts';
import { normalise } from './cells.ts';
import { createProjection, type Projection, type ProjectionPlan } from './projection.ts';

/** What is done to a row before it is put into the index, and to a question before it is asked. */
export interface Preparation {
	readonly projection: ProjectionPlan | null;
	/** Numbers in a row of the index: zeros are added up to that. */
	readonly dimension: number;
	/** Whether each row is brought to length 1. */
	readonly normalise: boolean;
	/** Whether rows stay sparse. */
	readonly sparse: boolean;
}

/** A function that prepares rows; what it needs for that is made once. */
export function preparer(how: Preparation): (data: Dataset) => Dataset {
	const projection = how.projection && createProjection(how.projection);
	return (data) => {
		if (how.sparse) return how.normalise ? normaliseSparse(data) : data;
		const x = projection ? project(data, projection, how) : dense(data, how.dimension);
		const own = x === data.x && how.normalise ? x.slice() : x;
		if (how.normalise) normalise(own, how.dimension);
		return { rows: data.rows, columns: how.dimension, x: own, labels: null, weights: null };
	};
}

function project(data: Dataset, projection: Projection, { dimension }: Preparation): Float32Array {
	const { rows, columns, x, sparse } = data;
	const out = missingMatrix(rows, dimension).fill(0);
	for (let row = 0; row < rows; row++) {
		const to = row * dimension;
		if (sparse) projection.sparse(sparse, sparse.starts[row]!, sparse.starts[row + 1]!, out, to);
		else projection.dense(x, row * columns, out, to);
	}
	return out;
}

function dense({ rows, columns, x, sparse }: Dataset, dimension: number): Float32Array {
	if (!sparse && columns === dimension) return x;
	const out = missingMatrix(rows, dimension).fill(0);
	for (let row = 0; row < rows; row++) {
		if (sparse) fill(sparse, row, out, row * dimension);
		else out.set(x.subarray(row * columns, (row + 1) * columns), row * dimension);
	}
	return out;
}

function fill({ starts, places, values }: SparseRows, row: number, out: Float32Array, to: number): void {
	for (let i = starts[row]!; i < starts[row + 1]!; i++) out[to + places[i]!] = values[i]!;
}

function normaliseSparse(data: Dataset): Dataset {
	const cells = data.sparse;
	if (!cells) return { ...data, x: normalisedCopy(data.x, data.columns) };
	const values = cells.values.slice();
	for (let row = 0; row < data.rows; row++) {
		const [begin, end] = [cells.starts[row]!, cells.starts[row + 1]!];
		normalise(values.subarray(begin, end), end - begin);
	}
	return { ...data, sparse: { ...cells, values } };
}

function normalisedCopy(x: Float32Array, columns: number): Float32Array {
	const copy = x.slice();
	normalise(copy, columns);
	return copy;
}
