import type { Schema } from '#ml/hyperparameters/schema.ts';

/** How the job runs. Several speak of GPUs or other machines, which an instance here does not have. */
export const container = {
	_kfold: {
		type: 'Integer',
		doc: 'Cross-validation inside the job: the rows of both channels in so many parts, and for each part a model that has learnt all others. The model is the mean of all of them.',
		range: { min: 2 }
	},
	_num_cv_round: {
		type: 'Integer',
		doc: 'Of _kfold: how often that is done, each time with other parts. 1 unless given.',
		range: { min: 1 }
	},
	save_model_on_termination: {
		type: 'Categorical',
		doc: 'Whether a stopped job keeps its trees so far. Where it is not said they are kept.',
		values: ['true', 'false']
	},
	nthread: {
		type: 'Integer',
		doc: 'Threads that share the columns of large tables, at most as many as the instance has; the model does not depend on it.',
		range: { min: 1 }
	},
	predictor: {
		type: 'Categorical',
		doc: 'Where predictions are computed on AWS. Here always on the CPU.',
		values: ['auto', 'cpu_predictor', 'gpu_predictor']
	},
	dsplit: {
		type: 'Categorical',
		doc: 'How distributed training splits the data on AWS. Here one instance has it all.',
		values: ['row', 'col']
	},
	deterministic_histogram: {
		type: 'Categorical',
		doc: 'Repeatable sums on GPUs. Here they always are.',
		values: ['true', 'false'],
		anyCase: true
	},
	single_precision_histogram: {
		type: 'Categorical',
		doc: 'Sums of 32 bits instead of 64, which XGBoost gave up. Here they always have 64.',
		values: ['true', 'false'],
		anyCase: true
	},
	prob_buffer_row: {
		type: 'Continuous',
		doc: 'Ratio of a buffer that the library no longer has.',
		range: { min: 1, minExclusive: true }
	},
	use_dask_gpu_training: {
		type: 'Categorical',
		doc: 'Training on several GPUs through Dask, which needs tree_method gpu_hist.',
		values: ['true', 'false'],
		default: 'false'
	},
	verbosity: {
		type: 'Integer',
		doc: 'Log lines beside the metrics: 0 none, 1 warnings, 2 the size of each tree too, 3 the same as 2.',
		range: { min: 0, max: 3 },
		default: 1
	},
	silent: {
		type: 'Integer',
		doc: 'Of the first image: 1 is the same as verbosity 0. It does not touch the metrics.',
		range: { min: 0, max: 1 },
		default: 0
	}
} as const satisfies Schema;

/** Names that change nothing here, with the reason that the log gives. */
export const WITHOUT_EFFECT = {
	predictor: 'predictions are computed on the CPU',
	dsplit: 'one instance has all the data',
	deterministic_histogram: 'histograms are always repeatable',
	single_precision_histogram: 'histograms always have 64 bits',
	prob_buffer_row: 'there is no such buffer'
} as const;
