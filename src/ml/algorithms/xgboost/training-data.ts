import { UserError } from '#base/errors.ts';
import { widen, type Dataset } from '#ml/data/dataset.ts';
import type { Loss } from './objectives/loss.ts';

/** The train channel and, where it is there, the validation channel, equally wide and fit to learn from. */
export type TrainingData = { readonly train: Dataset } & { readonly validation?: Dataset };

/**
 * Checks labels, weights and widths. A narrower channel is widened with missing values, since a libsvm file is as wide
 * as its largest index only.
 * @throws UserError `EmptyChannel`, `MissingLabel`, `BadLabel`, `BadWeight`
 */
export function checkTrainingData(
	channels: Readonly<Record<string, Dataset>>,
	loss: Loss,
	outputs: number
): TrainingData {
	const { train, validation } = channels;
	if (!train) throw new UserError('MissingChannel', 'Missing required channel: train');
	const columns = Math.max(train.columns, validation?.columns ?? 0);
	const check = (name: string, data: Dataset): Dataset => {
		if (data.rows === 0 || columns === 0) {
			throw new UserError(
				'EmptyChannel',
				`No data in ${name} channel: ${data.rows} rows, ${columns} feature columns.`,
				{ hint: 'Upload at least one row with a label and a feature.' }
			);
		}
		loss.checkLabels(labelsOf(data), outputs);
		checkWeights(name, data);
		return widen(data, columns);
	};
	const checked = { train: check('train', train) };
	return validation ? { ...checked, validation: check('validation', validation) } : checked;
}

/** The labels of a table that must have them. */
export function labelsOf({ labels }: Dataset): Float32Array {
	if (labels) return labels;
	throw new UserError('MissingLabel', 'Got input data without labels.', {
		hint: 'Each row needs its label: in CSV the first column, in libsvm the first part.'
	});
}

function checkWeights(name: string, { weights }: Dataset): void {
	const row = weights ? weights.findIndex((weight) => !(weight >= 0 && weight < Infinity)) : -1;
	if (row < 0) return;
	throw new UserError(
		'BadWeight',
		`${name}: the weight of row ${row + 1} is ${weights![row]}, but must be at least 0.`,
		{
			hint: 'With csv_weights=1 the second column of the CSV is the weight.'
		}
	);
}
