import { UserError } from '#base/errors.ts';
import type { Hyperparameters, Schema } from '#ml/hyperparameters/schema.ts';

const EVAL_METRICS = ['rmse', 'mae', 'logloss', 'error', 'auc', 'merror', 'mlogloss'] as const;

/** XGBoost's hyperparameters by SageMaker's names. @see https://docs.aws.amazon.com/sagemaker/latest/dg/xgboost_hyperparameters.html */
export const hyperparameters = {
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
			'binary:logistic',
			'multi:softmax',
			'multi:softprob'
		],
		notSimulated: [
			'binary:logitraw',
			'binary:hinge',
			'count:poisson',
			'rank:pairwise',
			'rank:ndcg',
			'rank:map',
			'reg:gamma',
			'reg:pseudohubererror',
			'reg:squaredlogerror',
			'reg:absoluteerror',
			'reg:tweedie',
			'survival:aft',
			'survival:cox'
		],
		default: 'reg:squarederror'
	},
	eval_metric: {
		type: 'List',
		doc: 'Metrics to print each round, separated by commas; early stopping watches the last one. Default by objective.',
		values: EVAL_METRICS,
		pattern: /^error@[+-]?(\d+\.?\d*|\.\d+)$/,
		patternWords: 'error@t',
		notSimulated: [
			'accuracy',
			'aft-nloglik',
			'aucpr',
			'balanced_accuracy',
			'cox-nloglik',
			'f1',
			'f1_binary',
			'f1_macro',
			'gamma-deviance',
			'gamma-nloglik',
			'map',
			'mape',
			'mphe',
			'mse',
			'ndcg',
			'poisson-nloglik',
			'precision',
			'precision_macro',
			'precision_micro',
			'r2',
			'recall',
			'recall_macro',
			'recall_micro',
			'rmsle',
			'tweedie-nloglik'
		]
	},
	early_stopping_rounds: {
		type: 'Integer',
		doc: 'Stops after so many rounds without a better validation score, and keeps the trees up to the best one.',
		range: { min: 1 }
	},
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
		doc: 'Largest weight of a leaf before eta; 0 is unlimited.',
		range: { min: 0 },
		default: 0,
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
	scale_pos_weight: {
		type: 'Continuous',
		doc: 'Weight of rows labelled 1; negatives by positives is the usual start for rare positives.',
		range: { min: 0, minExclusive: true },
		default: 1
	},
	base_score: {
		type: 'Continuous',
		doc: 'Prediction before the first tree; for logistic objectives a probability.',
		range: { min: 0 },
		default: 0.5
	},
	csv_weights: {
		type: 'Integer',
		doc: '1 reads the second column of CSV channels as row weights.',
		range: { min: 0, max: 1 },
		default: 0
	},
	_tuning_objective_metric: {
		type: 'Categorical',
		doc: 'The metric that automatic model tuning watches, which sets it; it is printed each round too.',
		values: ['train', 'validation'].flatMap((channel) => EVAL_METRICS.map((metric) => `${channel}:${metric}`))
	},
	booster: {
		type: 'Categorical',
		doc: 'Kind of learner added in each round.',
		values: ['gbtree'],
		notSimulated: ['gblinear', 'dart'],
		default: 'gbtree'
	},
	tree_method: {
		type: 'Categorical',
		doc: 'How splits are found; auto means hist here.',
		values: ['auto', 'hist'],
		notSimulated: ['exact', 'approx', 'gpu_hist'],
		default: 'auto'
	},
	max_bin: {
		type: 'Integer',
		doc: 'Most bins per column.',
		range: { min: 2, max: 65535 },
		default: 256
	},
	seed: {
		type: 'Integer',
		doc: 'Seed of the row and column sampling.',
		range: { min: -2147483648, minExclusive: true, max: 2147483647, maxExclusive: true },
		default: 0
	},
	nthread: {
		type: 'Integer',
		doc: 'Number of threads on AWS. An instance here has one; the model does not depend on it.',
		range: { min: 1 }
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

export type XGBoostHyperparameters = Hyperparameters<typeof hyperparameters>;

/** Names that the real container takes; what each does there. */
export const notSimulated = {
	_kfold: 'cross-validates inside one job',
	_num_cv_round: 'repeats that cross-validation',
	aft_loss_distribution: 'is the noise of survival:aft',
	aft_loss_distribution_scale: 'is the scale of that noise',
	deterministic_histogram: 'makes histograms on GPUs repeatable (here they always are)',
	dsplit: 'says how distributed training splits the data',
	interaction_constraints: 'says which columns may share a branch',
	lambda_bias: 'is the L2 penalty on the bias of gblinear',
	monotone_constraints: 'forces a rising or falling effect of a column',
	normalize_type: 'is how dart rescales trees',
	num_parallel_tree: 'grows several trees per round',
	one_drop: 'makes dart drop at least one tree',
	predictor: 'chooses the prediction backend',
	prob_buffer_row: 'is a buffer ratio of batch updates',
	process_type: 'updates existing trees instead of growing new ones',
	rate_drop: 'is the share of trees that dart drops',
	refresh_leaf: 'recomputes leaves of existing trees',
	sample_type: 'is how dart chooses trees',
	sampling_method: 'samples rows by gradient on GPUs',
	save_model_on_termination: 'keeps the model of a stopped job (here it is always kept)',
	single_precision_histogram: 'builds histograms of 32-bit floats',
	sketch_eps: 'is the precision of quantiles under approx',
	skip_drop: 'is the chance that dart skips a round',
	tweedie_variance_power: 'is the variance of reg:tweedie',
	updater: 'names the updaters one by one',
	use_dask_gpu_training: 'trains on several GPUs'
} as const;

/**
 * Rules across hyperparameters.
 * @throws UserError `MissingHyperparameter` or `InvalidHyperparameter`
 */
export function checkHyperparameters(p: XGBoostHyperparameters): void {
	const multi = p.objective.startsWith('multi:');
	if (multi && p.num_class === undefined) {
		throw new UserError(
			'MissingHyperparameter',
			"Require input for parameter 'num_class' for multi-classification",
			{ hint: `The objective is ${p.objective}: say how many classes there are.` }
		);
	}
	if (!multi && p.num_class !== undefined) {
		throw new UserError(
			'InvalidHyperparameter',
			`Hyperparameter num_class: ${p.num_class} does not go with objective ${p.objective}, which has one output.`,
			{ hint: 'Leave num_class out, or choose multi:softmax or multi:softprob.' }
		);
	}
	if (p.objective.endsWith(':logistic') && !(p.base_score > 0 && p.base_score < 1)) {
		throw new UserError(
			'InvalidHyperparameter',
			`Hyperparameter base_score: ${p.base_score} is not in (0, 1), as ${p.objective} needs.`,
			{ hint: 'It is a probability there; 0.5 is the default.' }
		);
	}
	for (const metric of evalMetricsOf(p) ?? []) checkMetric(metric, p.objective, multi);
}

/** Metrics that were asked for, that of a tuning job last; undefined where nobody asked and the objective decides. */
export function evalMetricsOf(p: XGBoostHyperparameters): readonly string[] | undefined {
	const tuned = p._tuning_objective_metric?.split(':')[1];
	if (tuned === undefined || p.eval_metric?.includes(tuned)) return p.eval_metric;
	return [...(p.eval_metric ?? []), tuned];
}

function checkMetric(metric: string, objective: string, multi: boolean): void {
	if (metric === 'auc' && !objective.startsWith('binary:')) {
		throw new UserError(
			'InvalidHyperparameter',
			"Metric 'auc' can only be applied for classification and ranking problems.",
			{ hint: `The objective is ${objective}; auc goes with binary:logistic.` }
		);
	}
	if (metric.startsWith('m') && metric !== 'mae' ? !multi : multi) {
		throw new UserError(
			'InvalidHyperparameter',
			`Hyperparameter eval_metric: ${metric} does not go with objective ${objective}.`,
			{ hint: 'merror and mlogloss belong to the multi: objectives, all other metrics to the rest.' }
		);
	}
}
