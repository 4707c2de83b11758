import { UserError } from '#base/errors.ts';
import type { Hyperparameters, Schema } from '#ml/hyperparameters/schema.ts';

/** PCA's hyperparameters by SageMaker's names. @see https://docs.aws.amazon.com/sagemaker/latest/dg/PCA-reference.html */
export const hyperparameters = {
	feature_dim: {
		type: 'Integer',
		doc: 'Number of features.',
		range: { min: 1 },
		required: true
	},
	mini_batch_size: {
		type: 'Integer',
		doc: 'Rows that are read at once; there must be at least as many.',
		range: { min: 1 },
		required: true
	},
	num_components: {
		type: 'Integer',
		doc: 'Number of components to keep.',
		range: { min: 1 },
		required: true
	},
	algorithm_mode: {
		type: 'Categorical',
		doc: 'regular takes the covariance of all pairs of features; randomized a sketch of few rows.',
		values: ['regular', 'randomized'],
		default: 'regular'
	},
	extra_components: {
		type: 'Integer',
		doc: 'Rows that the sketch of randomized has above num_components; -1 for 10 or num_components, whichever is more.',
		range: { min: -1 },
		default: -1
	},
	subtract_mean: {
		type: 'Categorical',
		doc: 'Take the mean of each feature away, in training and from what is projected.',
		values: ['true', 'false'],
		anyCase: true,
		default: 'true'
	}
} as const satisfies Schema;

export type PcaHyperparameters = Hyperparameters<typeof hyperparameters>;

/** Rules across hyperparameters. @throws UserError `InvalidHyperparameter` */
export function checkHyperparameters({
	num_components: kept,
	feature_dim: columns
}: PcaHyperparameters): void {
	if (kept <= columns) return;
	throw new UserError(
		'InvalidHyperparameter',
		`Hyperparameter num_components: ${kept} is more than feature_dim, which is ${columns}.`,
		{ hint: 'There are no more components than features.' }
	);
}
