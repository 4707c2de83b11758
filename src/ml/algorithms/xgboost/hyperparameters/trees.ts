import type { Schema } from '#ml/hyperparameters/schema.ts';

/** How single trees grow. */
export const trees = {
	eta: {
		type: 'Continuous',
		doc: 'Learning rate: shrinks each new tree.',
		range: { min: 0, max: 1 },
		default: 0.3,
		aliases: ['learning_rate'],
		tunable: { min: 0.1, max: 0.5 }
	},
	max_depth: {
		type: 'Integer',
		doc: 'Deepest level of a tree; 0 is unlimited.',
		range: { min: 0 },
		default: 6,
		tunable: { min: 0, max: 10 }
	},
	max_leaves: {
		type: 'Integer',
		doc: 'Most leaves of a tree; 0 is unlimited.',
		range: { min: 0 },
		default: 0
	},
	grow_policy: {
		type: 'Categorical',
		doc: 'Which node is split next: the one nearest to the root, or the one that lowers the loss most.',
		values: ['depthwise', 'lossguide'],
		default: 'depthwise'
	},
	gamma: {
		type: 'Continuous',
		doc: 'Least gain that a split must have.',
		range: { min: 0 },
		default: 0,
		aliases: ['min_split_loss'],
		tunable: { min: 0, max: 5 }
	},
	min_child_weight: {
		type: 'Continuous',
		doc: 'Least sum of hessians that each child of a split must hold.',
		range: { min: 0 },
		default: 1,
		tunable: { min: 0, max: 120 }
	},
	lambda: {
		type: 'Continuous',
		doc: 'L2 penalty on leaf weights.',
		range: { min: 0 },
		default: 1,
		aliases: ['reg_lambda'],
		tunable: { min: 0, max: 1000 }
	},
	alpha: {
		type: 'Continuous',
		doc: 'L1 penalty on leaf weights.',
		range: { min: 0 },
		default: 0,
		aliases: ['reg_alpha'],
		tunable: { min: 0, max: 1000 }
	},
	max_delta_step: {
		type: 'Continuous',
		doc: 'Largest weight of a leaf before eta; 0 is unlimited. Default 0, with count:poisson 0.7.',
		range: { min: 0 },
		tunable: { min: 0, max: 10 }
	},
	subsample: {
		type: 'Continuous',
		doc: 'Share of rows drawn for each tree.',
		range: { min: 0, minExclusive: true, max: 1 },
		default: 1,
		tunable: { min: 0.5, max: 1 }
	},
	colsample_bytree: {
		type: 'Continuous',
		doc: 'Share of columns drawn for each tree.',
		range: { min: 0, minExclusive: true, max: 1 },
		default: 1,
		tunable: { min: 0.5, max: 1 }
	},
	colsample_bylevel: {
		type: 'Continuous',
		doc: "Share of the tree's columns drawn for each depth.",
		range: { min: 0, minExclusive: true, max: 1 },
		default: 1,
		tunable: { min: 0.1, max: 1 }
	},
	colsample_bynode: {
		type: 'Continuous',
		doc: "Share of the depth's columns drawn for each node.",
		range: { min: 0, minExclusive: true, max: 1 },
		default: 1,
		tunable: { min: 0.1, max: 1 }
	},
	tree_method: {
		type: 'Categorical',
		doc: 'How splits are found: exact tries every value, approx cuts columns into bins anew for each tree, hist once for all. auto means hist.',
		values: ['auto', 'exact', 'approx', 'hist'],
		notSimulated: ['gpu_hist'],
		default: 'auto'
	},
	max_bin: {
		type: 'Integer',
		doc: 'Most bins per column.',
		range: { min: 2, max: 65535 },
		default: 256
	},
	sketch_eps: {
		type: 'Continuous',
		doc: 'Of tree_method approx: precision of the quantiles; 1 / sketch_eps bins instead of max_bin.',
		range: { min: 0, minExclusive: true, max: 1, maxExclusive: true }
	},
	sampling_method: {
		type: 'Categorical',
		doc: 'Rows are drawn alike, or rather those with large gradients.',
		values: ['uniform', 'gradient_based'],
		default: 'uniform'
	},
	num_parallel_tree: {
		type: 'Integer',
		doc: 'Trees per round and output: with subsample and colsample a boosted random forest.',
		range: { min: 1 },
		default: 1
	},
	monotone_constraints: {
		type: 'Integers',
		doc: 'Per column 1, 0 or −1: predictions may only rise with it, are free, or may only fall. Needs tree_method exact or hist.',
		range: { min: -1, max: 1 }
	},
	interaction_constraints: {
		type: 'IntegerGroups',
		doc: 'Groups of columns, such as [[0, 2], [1, 3]], that may follow each other on a branch. Needs tree_method exact, hist or approx.',
		range: { min: 0 }
	}
} as const satisfies Schema;
