import type { Schema } from '#ml/hyperparameters/schema.ts';

/** Which learner is boosted, and what only dart or gblinear know. */
export const boosters = {
	booster: {
		type: 'Categorical',
		doc: 'Kind of learner added in each round: trees, trees with dropout, or steps of a linear model.',
		values: ['gbtree', 'gblinear', 'dart'],
		default: 'gbtree'
	},
	sample_type: {
		type: 'Categorical',
		doc: 'Of dart: dropped trees are chosen alike, or in proportion to their weight.',
		values: ['uniform', 'weighted'],
		default: 'uniform'
	},
	normalize_type: {
		type: 'Categorical',
		doc: 'Of dart: new trees weigh as much as each dropped one, or as much as all of them.',
		values: ['tree', 'forest'],
		default: 'tree'
	},
	rate_drop: {
		type: 'Continuous',
		doc: 'Of dart: share of the earlier trees that a round leaves out.',
		range: { min: 0, max: 1 },
		default: 0
	},
	one_drop: {
		type: 'Integer',
		doc: 'Of dart: 1 leaves out at least one tree each round.',
		range: { min: 0, max: 1 },
		default: 0
	},
	skip_drop: {
		type: 'Continuous',
		doc: 'Of dart: chance that a round leaves out none.',
		range: { min: 0, max: 1 },
		default: 0
	},
	lambda_bias: {
		type: 'Continuous',
		doc: 'Of gblinear: L2 penalty on the bias.',
		range: { min: 0, max: 1 },
		default: 0
	},
	updater: {
		type: 'List',
		doc: 'Steps of each round, separated by commas. Trees: one that grows them (it overrules tree_method), then prune and refresh; gblinear: shotgun or coord_descent. Default by tree_method.',
		values: [
			'grow_colmaker',
			'grow_histmaker',
			'grow_quantile_histmaker',
			'refresh',
			'prune',
			'sync',
			'shotgun',
			'coord_descent'
		],
		notSimulated: ['distcol', 'grow_local_histmaker', 'grow_skmaker']
	},
	refresh_leaf: {
		type: 'Integer',
		doc: 'Of the updater refresh: 1 counts leaf values anew too, 0 only gains and covers.',
		range: { min: 0, max: 1 },
		default: 1
	},
	process_type: {
		type: 'Categorical',
		doc: 'default grows new trees; update changes those of an earlier model, of which a new job has none.',
		values: ['default', 'update'],
		default: 'default'
	}
} as const satisfies Schema;
