import type { Hyperparameters, Schema } from '#ml/hyperparameters/schema.ts';

/** LDA's hyperparameters by SageMaker's names. @see https://docs.aws.amazon.com/sagemaker/latest/dg/lda_hyperparameters.html */
export const hyperparameters = {
	num_topics: {
		type: 'Integer',
		doc: 'Number of topics to find.',
		range: { min: 1 },
		required: true,
		tunable: { min: 1, max: 150 }
	},
	feature_dim: {
		type: 'Integer',
		doc: 'Size of the vocabulary: one column for each word.',
		range: { min: 1 },
		required: true
	},
	mini_batch_size: {
		type: 'Integer',
		doc: 'Number of documents in the whole corpus; there must be at least as many, and those behind them are left out.',
		range: { min: 1 },
		required: true
	},
	alpha0: {
		type: 'Continuous',
		doc: 'Sum of what all topics have in a document before its words are looked at: small for documents of few topics, above 1 for even mixtures.',
		range: { min: 0, minExclusive: true },
		default: 1,
		tunable: { min: 0.1, max: 10 }
	},
	max_restarts: {
		type: 'Integer',
		doc: 'Random starts of the tensor decomposition; the one with the least error is kept.',
		range: { min: 1 },
		default: 10
	},
	max_iterations: {
		type: 'Integer',
		doc: 'Most iterations of the decomposition from each start, and most sweeps of the polishing behind it.',
		range: { min: 1 },
		default: 1000
	},
	tol: {
		type: 'Continuous',
		doc: 'Change below which the decomposition, and the polishing behind it, have settled.',
		range: { min: 0, minExclusive: true },
		default: 1e-8
	}
} as const satisfies Schema;

export type LdaHyperparameters = Hyperparameters<typeof hyperparameters>;
