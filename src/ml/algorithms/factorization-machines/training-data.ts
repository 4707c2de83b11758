import { UserError } from '#base/errors.ts';
import { widen, type Dataset } from '#ml/data/dataset.ts';
import { sparseOf, type SparseRows } from '#ml/data/sparse-rows.ts';
import type { FactorHyperparameters } from './hyperparameters.ts';

/** A channel: rows of their cells that are not 0, and their labels. */
export interface Labelled extends SparseRows {
	readonly rows: number;
	readonly labels: Float32Array;
}

/** The channels, fit to learn from and to be judged by. */
export interface TrainingData {
	readonly train: Labelled;
	readonly test: Labelled | null;
}

/**
 * Checks rows, widths, labels and values. A sparse row may leave trailing features unsaid; a dense one may not.
 * @throws UserError `MissingChannel`, `EmptyChannel`, `MissingLabel`, `BadLabel`, `FeatureMismatch`, `MissingValue`
 */
export function checkTrainingData(
	{ train, test }: Readonly<Record<string, Dataset>>,
	p: FactorHyperparameters
): TrainingData {
	if (!train) throw new UserError('MissingChannel', "u'train' is a required property");
	if (train.rows < p.mini_batch_size) {
		throw new UserError(
			'EmptyChannel',
			'No training data processed. Either the training channel is empty or the mini-batch size is too high. Verify that training data contains non-empty files and the mini-batch size is less than the number of records per training host.',
			{ hint: `There are ${train.rows} rows, and mini_batch_size is ${p.mini_batch_size}.` }
		);
	}
	return { train: checkTable('train', train, p), test: test ? checkTable('test', test, p) : null };
}

function checkTable(name: string, data: Dataset, p: FactorHyperparameters): Labelled {
	const { rows, labels } = data;
	if (rows === 0) {
		throw new UserError('EmptyChannel', `No data in ${name} channel.`, {
			hint: 'Upload at least one row with a label and a feature.'
		});
	}
	if (!labels) {
		throw new UserError('MissingLabel', `Unable to read data channel '${name}': its rows have no labels.`, {
			hint: 'Each record needs its label in label["values"].'
		});
	}
	if (data.columns > p.feature_dim || (data.columns < p.feature_dim && !data.sparse)) {
		throw new UserError(
			'FeatureMismatch',
			`cannot copy sequence with size ${data.columns} to array axis with dimension ${p.feature_dim}`,
			{ hint: `Channel '${name}' has ${data.columns} features: set feature_dim to that.` }
		);
	}
	checkLabels(name, labels, p);
	const sparse = sparseOf(widen(data, p.feature_dim));
	checkValues(name, sparse);
	return { ...sparse, rows, labels };
}

function checkLabels(name: string, labels: Float32Array, { predictor_type }: FactorHyperparameters): void {
	const isRight =
		predictor_type === 'regressor' ? Number.isFinite : (label: number) => label === 0 || label === 1;
	const row = labels.findIndex((label) => !isRight(label));
	if (row < 0) return;
	throw new UserError(
		'BadLabel',
		`Channel '${name}', row ${row + 1}: the label is ${labels[row]}, but predictor_type ${predictor_type} needs ${predictor_type === 'regressor' ? 'a number' : '0 or 1'}.`,
		{ hint: 'A rating is for a regressor; «liked it or not» is for a binary_classifier, as 1 or 0.' }
	);
}

function checkValues(name: string, { starts, places, values }: SparseRows): void {
	if (areFinite(values)) return;
	const at = values.findIndex((value) => !Number.isFinite(value));
	const row = starts.findIndex((start) => start > at);
	throw new UserError(
		'MissingValue',
		`Channel '${name}', row ${row}: feature ${places[at]! + 1} has no value.`,
		{
			hint: 'Factorization Machines take no missing values: leave the feature out of the sparse row, and it is 0.'
		}
	);
}

/** Two sums at a time, since each addition waits for the one before. */
function areFinite(values: Float32Array): boolean {
	let [even, odd] = [0, 0];
	for (let i = 0; i < values.length; i += 2) {
		even += 0 * values[i]!;
		odd += 0 * (values[i + 1] ?? 0);
	}
	return even + odd === 0;
}
