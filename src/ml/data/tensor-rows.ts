import type { UserError } from '#base/errors.ts';
import { missingMatrix, tableOfPresent, type Dataset } from './dataset.ts';
import type { Absent, SparseRows } from './sparse-rows.ts';
import type { TensorValue } from './tensor-value.ts';

type Features = Pick<Dataset, 'rows' | 'columns' | 'x' | 'sparse'>;

/**
 * Tensors as the rows of a table.
 * @param absent what sparse ones leave out; with `zero` the table is sparse where one of them is, with
 * `missing` where it would take much memory else
 * @param bad the error of a row (from 0) that breaks a rule
 */
export function featuresOf(
	rows: readonly TensorValue[],
	absent: Absent,
	bad: (row: number, rule: string) => UserError
): Features {
	const columns = rows.reduce((most, row) => Math.max(most, widthOf(row)), 0);
	for (const [r, { values, keys }] of rows.entries()) {
		if (!keys && values.length !== columns) {
			throw bad(r, `has ${values.length} features, and another has ${columns}`);
		}
		const beyond = keys?.find((key) => key >= columns);
		if (beyond !== undefined) throw bad(r, `has a value at ${beyond}, and its shape says ${columns}`);
	}
	if (!rows.some(({ keys }) => keys)) return denseTable(rows, columns);
	const sparse = sparseRows(rows);
	if (absent === 'missing') return tableOfPresent(rows.length, columns, sparse);
	return { rows: rows.length, columns, x: new Float32Array(0), sparse };
}

function denseTable(rows: readonly TensorValue[], columns: number): Features {
	const x = missingMatrix(rows.length, columns);
	for (const [r, { values }] of rows.entries()) x.set(values, r * columns);
	return { rows: rows.length, columns, x };
}

function sparseRows(rows: readonly TensorValue[]): SparseRows {
	const starts = new Uint32Array(rows.length + 1);
	for (const [r, { values }] of rows.entries()) starts[r + 1] = starts[r]! + values.length;
	const places = new Uint32Array(starts[rows.length]!);
	const all = new Float32Array(starts[rows.length]!);
	for (const [r, { values, keys }] of rows.entries()) {
		all.set(values, starts[r]!);
		places.set(keys ?? Uint32Array.from(values, (_, i) => i), starts[r]!);
	}
	return { starts, places, values: all };
}

function widthOf({ values, keys, size }: TensorValue): number {
	if (size !== null && keys) return size;
	return keys ? keys.reduce((most, key) => Math.max(most, key + 1), 0) : values.length;
}
