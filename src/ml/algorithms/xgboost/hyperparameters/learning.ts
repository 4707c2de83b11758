import type { Schema } from '#ml/hyperparameters/schema.ts';
import { EVAL_METRICS } from '../metrics/metric-names.ts';

/** What is learnt, how long, and how it is measured. */
export const learning = {
	num_round: {
		type: 'Integer',
		doc: 'Number of boosting rounds.',
		range: { min: 1 },
		required: true,
		tunable: { min: 1, max: 4000 }
	},
	num_class: {
		type: 'Integer',
		doc: 'Number of classes; needed by multi:softmax and multi:softprob, refused by the others.',
		range: { min: 2 }
	},
	objective: {
		type: 'Categorical',
		doc: 'Loss to minimise and form of the prediction.',
		values: [
			'reg:squarederror',
			'reg:linear',
			'reg:logistic',
			'reg:squaredlogerror',
			'reg:pseudohubererror',
			'reg:absoluteerror',
			'reg:gamma',
			'reg:tweedie',
			'binary:logistic',
			'binary:logitraw',
			'binary:hinge',
			'count:poisson',
			'multi:softmax',
			'multi:softprob',
			'rank:pairwise',
			'rank:ndcg',
			'rank:map',
			'survival:aft',
			'survival:cox'
		],
		default: 'reg:squarederror'
	},
	eval_metric: {
		type: 'List',
		doc: 'Metrics to print each round, separated by commas; early stopping watches the last one. Default by objective.',
		values: EVAL_METRICS,
		pattern: /^(error@[+-]?(\d+\.?\d*|\.\d+)|(ndcg|map)@\d+)$/,
		patternWords: 'error@t, ndcg@n, map@n'
	},
	early_stopping_rounds: {
		type: 'Integer',
		doc: 'Stops after so many rounds without a better validation score, and keeps the trees up to the best one.',
		range: { min: 1 }
	},
	base_score: {
		type: 'Continuous',
		doc: 'Prediction before the first tree; for logistic objectives a probability. 0.5 unless given, for reg:absoluteerror the median of the labels.',
		range: { min: 0 }
	},
	scale_pos_weight: {
		type: 'Continuous',
		doc: 'Weight of rows labelled 1; negatives by positives is the usual start for rare positives.',
		range: { min: 0, minExclusive: true },
		default: 1
	},
	tweedie_variance_power: {
		type: 'Continuous',
		doc: 'Of reg:tweedie: the variance grows as the mean to this power; near 1 like counts, near 2 like amounts.',
		range: { min: 1, minExclusive: true, max: 2, maxExclusive: true },
		default: 1.5
	},
	aft_loss_distribution: {
		type: 'Categorical',
		doc: 'Of survival:aft: the law of the noise in the logarithm of time.',
		values: ['normal', 'logistic', 'extreme'],
		default: 'normal'
	},
	aft_loss_distribution_scale: {
		type: 'Continuous',
		doc: 'Of survival:aft: the scale of that noise.',
		range: { min: 0, minExclusive: true },
		default: 1
	},
	csv_weights: {
		type: 'Integer',
		doc: '1 reads the second column of CSV channels as row weights.',
		range: { min: 0, max: 1 },
		default: 0
	},
	seed: {
		type: 'Integer',
		doc: 'Seed of the row and column sampling.',
		range: { min: -2147483648, minExclusive: true, max: 2147483647, maxExclusive: true },
		default: 0
	},
	_tuning_objective_metric: {
		type: 'Categorical',
		doc: 'The metric that automatic model tuning watches, which sets it; it is printed each round too.',
		values: ['train', 'validation'].flatMap((channel) => EVAL_METRICS.map((metric) => `${channel}:${metric}`))
	}
} as const satisfies Schema;
