import { UserError } from '#base/errors.ts';
import { areFinite } from '#ml/data/are-finite.ts';
import { widen, type Dataset } from '#ml/data/dataset.ts';
import type { LinearHyperparameters } from './hyperparameters.ts';

/** A table with its labels. */
export type Labelled = Dataset & { readonly labels: Float32Array };

/** The channels, equally wide and fit to learn from. */
export interface TrainingData {
	readonly train: Labelled;
	readonly validation: Labelled | null;
	readonly test: Labelled | null;
}

/**
 * Checks rows, widths, labels and values. A sparse table is as wide as its widest row says, so a narrower one is widened.
 * @throws UserError `EmptyChannel`, `MissingLabel`, `BadLabel`, `FeatureMismatch`, `MissingValue`
 */
export function checkTrainingData(
	channels: Readonly<Record<string, Dataset>>,
	p: LinearHyperparameters
): TrainingData {
	const { train, validation, test } = channels;
	if (!train) throw new UserError('MissingChannel', "u'train' is a required property");
	const widest = Math.max(train.columns, validation?.columns ?? 0, test?.columns ?? 0);
	const columns = p.feature_dim === 'auto' ? widest : p.feature_dim;
	const check = (name: string, data: Dataset): Labelled => checkTable(name, data, columns, p);
	if (train.rows < p.mini_batch_size) {
		throw new UserError(
			'EmptyChannel',
			'No training data processed. Either the training channel is empty or the mini-batch size is too high. Verify that training data contains non-empty files and the mini-batch size is less than the number of records per training host.',
			{ hint: `There are ${train.rows} rows, and mini_batch_size is ${p.mini_batch_size}.` }
		);
	}
	return {
		train: check('train', train),
		validation: validation ? check('validation', validation) : null,
		test: test ? check('test', test) : null
	};
}

function checkTable(name: string, data: Dataset, columns: number, p: LinearHyperparameters): Labelled {
	const { labels } = data;
	if (data.rows === 0 || columns === 0) {
		throw new UserError(
			'EmptyChannel',
			`No data in ${name} channel: ${data.rows} rows, ${columns} feature columns.`,
			{ hint: 'Upload at least one row with a label and a feature.' }
		);
	}
	if (!labels) {
		throw new UserError('MissingLabel', `Unable to read data channel '${name}': its rows have no labels.`, {
			hint: 'Each row needs its label: in CSV the first column, in recordIO-protobuf label["values"].'
		});
	}
	if (data.columns > columns || (data.columns < columns && !data.sparse)) {
		throw new UserError(
			'FeatureMismatch',
			`cannot copy sequence with size ${data.columns} to array axis with dimension ${columns}`,
			{
				hint: `Channel '${name}' has ${data.columns} features. feature_dim counts them without the label; leave it out, and it is found.`
			}
		);
	}
	checkLabels(name, labels, p);
	// Dense training rows are looked at where they are placed, which saves a pass over them.
	if (name !== 'train' || data.sparse) refuseMissing(name, data);
	return { ...widen(data, columns), labels };
}

function checkLabels(name: string, labels: Float32Array, p: LinearHyperparameters): void {
	const classes = p.predictor_type === 'binary_classifier' ? 2 : p.num_classes;
	const isWrong =
		p.predictor_type === 'regressor'
			? (label: number) => !Number.isFinite(label)
			: (label: number) => !(Number.isInteger(label) && label >= 0 && label < classes!);
	const row = labels.findIndex(isWrong);
	if (row < 0) return;
	const rule = p.predictor_type === 'regressor' ? 'a number' : `a whole number from 0 to ${classes! - 1}`;
	throw new UserError(
		'BadLabel',
		`Channel '${name}', row ${row + 1}: the label is ${labels[row]}, but predictor_type ${p.predictor_type} needs ${rule}.`,
		{ hint: 'The label is the first column of a CSV, and classes count from 0.' }
	);
}

/** @throws UserError `MissingValue` where there is one */
export function refuseMissing(name: string, { x, sparse, columns, rows }: Dataset): void {
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
		{ hint: 'Linear Learner takes no missing values: put a number there, such as the mean of the column.' }
	);
}
