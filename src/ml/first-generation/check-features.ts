import { UserError } from '#base/errors.ts';
import { areFinite } from '#ml/data/are-finite.ts';
import { widen, type Dataset } from '#ml/data/dataset.ts';

/**
 * The rows of a channel that needs no labels, checked, and as wide as `feature_dim` says: a sparse table is as wide as
 * its widest row says, so a narrower one is widened.
 * @param title of the algorithm, for the hint
 * @throws UserError `MissingChannel`, `EmptyChannel`, `FeatureMismatch`, `MissingValue`
 */
export function checkFeatures(
	name: string,
	data: Dataset | undefined,
	columns: number,
	title: string
): Dataset {
	if (!data) throw new UserError('MissingChannel', `u'${name}' is a required property`);
	if (data.rows === 0 || data.columns === 0) {
		throw new UserError(
			'EmptyChannel',
			`No data in ${name} channel: ${data.rows} rows, ${data.columns} feature columns.`,
			{ hint: 'Upload at least one row with a feature.' }
		);
	}
	if (data.columns > columns || (data.columns < columns && !data.sparse)) {
		throw new UserError(
			'FeatureMismatch',
			`cannot copy sequence with size ${data.columns} to array axis with dimension ${columns}`,
			{
				hint: `Channel '${name}' has ${data.columns} features, and feature_dim is ${columns}: make them equal.`
			}
		);
	}
	checkValues(name, data, title);
	return widen(data, columns);
}

function checkValues(name: string, { x, sparse, columns, rows }: Dataset, title: string): void {
	const values = sparse ? sparse.values : x;
	if (areFinite(values)) return;
	const at = values.findIndex((value) => !Number.isFinite(value));
	let row = Math.floor(at / columns);
	if (sparse) {
		row = 0;
		while (row < rows && sparse.starts[row + 1]! <= at) row++;
	}
	const column = sparse ? sparse.places[at]! : at % columns;
	throw new UserError(
		'MissingValue',
		`Channel '${name}', row ${row + 1}: feature ${column + 1} has no value.`,
		{ hint: `${title} takes no missing values: put a number there, such as the mean of the column.` }
	);
}
