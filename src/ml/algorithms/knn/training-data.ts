import { UserError } from '#base/errors.ts';
import { widen, type Dataset } from '#ml/data/dataset.ts';

/** A table with its labels. */
export type Labelled = Dataset & { readonly labels: Float32Array };

/**
 * A channel's table, as wide as `features`; a sparse table is as wide as its widest row says, so a narrower one is widened.
 * @throws UserError `EmptyChannel`, `MissingLabel`, `BadLabel`, `FeatureMismatch`, `MissingValue`
 */
export function checkTable(name: string, data: Dataset, features: number): Labelled {
	const { labels } = data;
	if (data.rows === 0) {
		throw new UserError('EmptyChannel', `No data in ${name} channel: it has no rows.`, {
			hint: 'Upload at least one row with a label and a feature.'
		});
	}
	if (!labels) {
		throw new UserError('MissingLabel', `Unable to read data channel '${name}': its rows have no labels.`, {
			hint: 'Each row needs its label: in CSV the first column, in recordIO-protobuf label["values"].'
		});
	}
	checkWidth(name, data, features);
	const bad = labels.findIndex((label) => !Number.isFinite(label));
	if (bad >= 0) {
		throw new UserError('BadLabel', `Channel '${name}', row ${bad + 1}: the label is no number.`, {
			hint: 'The label is the first column of a CSV: a number for each class, or the quantity itself.'
		});
	}
	checkValues(name, data);
	return { ...widen(data, features), labels };
}

/** @throws UserError `FeatureMismatch` */
export function checkWidth(name: string, data: Dataset, features: number): void {
	if (data.columns === features || (data.sparse && data.columns < features)) return;
	throw new UserError(
		'FeatureMismatch',
		`cannot copy sequence with size ${data.columns} to array axis with dimension ${features}`,
		{ hint: `${name} has ${data.columns} features. feature_dim counts them without the label.` }
	);
}

/** @throws UserError `MissingValue` */
export function checkValues(name: string, { x, sparse, columns, rows }: Dataset): void {
	const values = sparse ? sparse.values : x;
	const at = values.findIndex((value) => !Number.isFinite(value));
	if (at < 0) return;
	let row = Math.floor(at / columns);
	if (sparse) {
		row = 0;
		while (row < rows && sparse.starts[row + 1]! <= at) row++;
	}
	const column = sparse ? sparse.places[at]! : at % columns;
	throw new UserError('MissingValue', `${name}, row ${row + 1}: feature ${column + 1} has no value.`, {
		hint: 'k-NN takes no missing values: put a number there, such as the mean of the column.'
	});
}
