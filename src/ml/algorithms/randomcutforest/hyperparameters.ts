import type { Hyperparameters, Schema } from '#ml/hyperparameters/schema.ts';

/** Random Cut Forest's hyperparameters by SageMaker's names. @see https://docs.aws.amazon.com/sagemaker/latest/dg/rcf_hyperparameters.html */
export const hyperparameters = {
	feature_dim: {
		type: 'Integer',
		doc: 'Number of features.',
		range: { min: 1, max: 10_000 },
		required: true
	},
	num_trees: {
		type: 'Integer',
		doc: 'Trees, whose mean is the score: more of them make it steadier.',
		range: { min: 50, max: 1000 },
		default: 100,
		tunable: { min: 50, max: 1000 }
	},
	num_samples_per_tree: {
		type: 'Integer',
		doc: 'Rows that are drawn for each tree; 1 divided by it should be about the share of anomalies.',
		range: { min: 1, max: 2048 },
		default: 256,
		tunable: { min: 1, max: 2048 }
	},
	eval_metrics: {
		type: 'List',
		doc: 'What is measured on the channel test.',
		values: ['accuracy', 'precision_recall_fscore'],
		isJson: true,
		default: ['accuracy', 'precision_recall_fscore']
	},
	mini_batch_size: {
		type: 'Integer',
		doc: 'Rows that are read at a time: always 1000, as the SDK sends it.',
		range: { min: 1000, max: 1000 },
		default: 1000
	}
} as const satisfies Schema;

export type ForestHyperparameters = Hyperparameters<typeof hyperparameters>;
