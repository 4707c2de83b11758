import { UserError } from '#base/errors.ts';
import type { Hyperparameters, Schema } from '#ml/hyperparameters/schema.ts';

const AUTO = ['auto'] as const;
const STARTS = ['random', 'kmeans++'] as const;

/** K-Means' hyperparameters by SageMaker's names. @see https://docs.aws.amazon.com/sagemaker/latest/dg/k-means-api-config.html */
export const hyperparameters = {
	feature_dim: {
		type: 'Integer',
		doc: 'Number of features.',
		range: { min: 1 },
		required: true
	},
	k: {
		type: 'Integer',
		doc: 'Number of clusters.',
		range: { min: 1 },
		required: true
	},
	epochs: {
		type: 'Integer',
		doc: 'Passes over the data.',
		range: { min: 1 },
		default: 1,
		tunable: { min: 1, max: 10 }
	},
	eval_metrics: {
		type: 'List',
		doc: 'What is told of the test rows: the mean (msd) or the sum (ssd) of their squared distances.',
		values: ['msd', 'ssd'],
		isJson: true,
		default: ['msd']
	},
	extra_center_factor: {
		type: 'Integer',
		doc: 'Working centres for each final one while the data stream by; auto takes up to 10.',
		range: { min: 1 },
		words: AUTO,
		default: 'auto',
		tunable: { min: 4, max: 10 }
	},
	half_life_time_size: {
		type: 'Integer',
		doc: 'Rows after which a row that was seen weighs half as much; 0 for never.',
		range: { min: 0 },
		default: 0
	},
	init_method: {
		type: 'Categorical',
		doc: 'Where the working centres begin: at rows that are drawn, evenly or far from each other.',
		values: STARTS,
		default: 'random',
		tunable: true
	},
	local_lloyd_init_method: {
		type: 'Categorical',
		doc: 'The same for the final centres, which are drawn from the working ones.',
		values: STARTS,
		default: 'kmeans++'
	},
	local_lloyd_max_iter: {
		type: 'Integer',
		doc: 'Most rounds of the last stage, which makes the working centres into k.',
		range: { min: 1 },
		default: 300
	},
	local_lloyd_num_trials: {
		type: 'Integer',
		doc: 'How often that stage is tried; the best try is kept. auto is 10.',
		range: { min: 1 },
		words: AUTO,
		default: 'auto'
	},
	local_lloyd_tol: {
		type: 'Continuous',
		doc: 'That stage ends when a round makes the loss smaller by less than this share.',
		range: { min: 0, max: 1 },
		default: 0.0001
	},
	mini_batch_size: {
		type: 'Integer',
		doc: 'Rows after which the working centres move.',
		range: { min: 1 },
		default: 5000,
		tunable: { min: 3000, max: 15000 }
	}
} as const satisfies Schema;

export type KMeansHyperparameters = Hyperparameters<typeof hyperparameters>;

/** Rules across hyperparameters. @throws UserError `InvalidHyperparameter` */
export function checkHyperparameters({ eval_metrics: told }: KMeansHyperparameters): void {
	if (new Set(told).size === told.length) return;
	throw new UserError(
		'InvalidHyperparameter',
		`Hyperparameter eval_metrics: ${told.join()} names one twice.`,
		{
			hint: 'Give ["msd"], ["ssd"] or ["msd","ssd"].'
		}
	);
}
