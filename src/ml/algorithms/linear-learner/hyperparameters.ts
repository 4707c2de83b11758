import { UserError } from '#base/errors.ts';
import type { Hyperparameters, Schema } from '#ml/hyperparameters/schema.ts';
import { metrics } from './metrics.ts';

const SWITCH = ['true', 'false'] as const;
const AUTO_SWITCH = ['auto', 'true', 'false'] as const;
const AUTO = ['auto'] as const;

/** Linear Learner's hyperparameters by SageMaker's names. @see https://docs.aws.amazon.com/sagemaker/latest/dg/ll_hyperparameters.html */
export const hyperparameters = {
	predictor_type: {
		type: 'Categorical',
		doc: 'Kind of target: 0 or 1, one of several classes, or a quantity.',
		values: ['binary_classifier', 'multiclass_classifier', 'regressor'],
		required: true
	},
	num_classes: {
		type: 'Integer',
		doc: 'Number of classes, labelled from 0; needed by multiclass_classifier, of no use to the others.',
		range: { min: 3, max: 1_000_000 }
	},
	feature_dim: {
		type: 'Integer',
		doc: 'Number of features; auto takes what the data have.',
		range: { min: 1 },
		words: AUTO,
		default: 'auto'
	},
	mini_batch_size: {
		type: 'Integer',
		doc: 'Rows from which one step is computed; there must be at least as many.',
		range: { min: 1 },
		default: 1000,
		tunable: { min: 100, max: 5000 }
	},
	epochs: {
		type: 'Integer',
		doc: 'Most passes over the data.',
		range: { min: 1 },
		default: 15
	},
	num_models: {
		type: 'Integer',
		doc: 'Models trained side by side with settings of their own; the best is kept. auto tries up to 32.',
		range: { min: 1 },
		words: AUTO,
		default: 'auto'
	},
	loss: {
		type: 'Categorical',
		doc: 'What training makes small; auto is logistic, softmax_loss or squared_loss by predictor_type.',
		values: [
			'auto',
			'logistic',
			'hinge_loss',
			'softmax_loss',
			'squared_loss',
			'absolute_loss',
			'eps_insensitive_squared_loss',
			'eps_insensitive_absolute_loss',
			'quantile_loss',
			'huber_loss'
		],
		default: 'auto'
	},
	margin: {
		type: 'Continuous',
		doc: 'How far on the right side hinge_loss wants a row to be.',
		range: { min: 0 },
		default: 1
	},
	quantile: {
		type: 'Continuous',
		doc: 'The quantile of the label that quantile_loss aims at.',
		range: { min: 0, max: 1, minExclusive: true, maxExclusive: true },
		default: 0.5
	},
	loss_insensitivity: {
		type: 'Continuous',
		doc: 'Errors up to this cost the eps_insensitive losses nothing, in units of the label.',
		range: { min: 0, minExclusive: true },
		default: 0.01
	},
	huber_delta: {
		type: 'Continuous',
		doc: 'Size of an error at which huber_loss turns from a square to a line, in units of the label.',
		range: { min: 0 },
		default: 1
	},
	optimizer: {
		type: 'Categorical',
		doc: 'How steps follow from gradients; auto is adam.',
		values: ['auto', 'sgd', 'adam', 'rmsprop'],
		default: 'auto'
	},
	learning_rate: {
		type: 'Continuous',
		doc: 'Size of a step; auto tries several.',
		range: { min: 0, minExclusive: true },
		words: AUTO,
		default: 'auto',
		tunable: { min: 1e-5, max: 1 }
	},
	momentum: {
		type: 'Continuous',
		doc: 'How much of its last step sgd keeps; auto is 0.9.',
		range: { min: 0, max: 1, maxExclusive: true },
		words: AUTO,
		default: 'auto'
	},
	beta_1: {
		type: 'Continuous',
		doc: 'Decay of the mean of gradients in adam; auto is 0.9.',
		range: { min: 0, max: 1, maxExclusive: true },
		words: AUTO,
		default: 'auto'
	},
	beta_2: {
		type: 'Continuous',
		doc: 'Decay of the mean of their squares in adam; auto is 0.999.',
		range: { min: 0, max: 1, maxExclusive: true },
		words: AUTO,
		default: 'auto'
	},
	bias_lr_mult: {
		type: 'Continuous',
		doc: 'The bias has the learning rate times this; auto is 1.',
		range: { min: 0, minExclusive: true },
		words: AUTO,
		default: 'auto'
	},
	bias_wd_mult: {
		type: 'Continuous',
		doc: 'The bias has the penalty wd times this; auto is 0.',
		range: { min: 0 },
		words: AUTO,
		default: 'auto'
	},
	use_lr_scheduler: {
		type: 'Categorical',
		doc: 'Whether the learning rate falls while it trains.',
		values: SWITCH,
		anyCase: true,
		default: 'true'
	},
	lr_scheduler_step: {
		type: 'Integer',
		doc: 'Steps after which the learning rate falls; auto lets it fall twenty times in all epochs.',
		range: { min: 1 },
		words: AUTO,
		default: 'auto'
	},
	lr_scheduler_factor: {
		type: 'Continuous',
		doc: 'What it is multiplied by each time; auto is 0.8.',
		range: { min: 0, max: 1, minExclusive: true, maxExclusive: true },
		words: AUTO,
		default: 'auto'
	},
	lr_scheduler_minimum_lr: {
		type: 'Continuous',
		doc: 'It never falls below this; auto is 0.00001.',
		range: { min: 0, minExclusive: true },
		words: AUTO,
		default: 'auto'
	},
	l1: {
		type: 'Continuous',
		doc: 'Penalty on the sum of the sizes of weights, which makes some of them 0; auto tries several.',
		range: { min: 0 },
		words: AUTO,
		default: 'auto',
		tunable: { min: 1e-7, max: 1 }
	},
	wd: {
		type: 'Continuous',
		doc: 'Penalty on half the sum of squares of weights; auto tries several.',
		range: { min: 0 },
		words: AUTO,
		default: 'auto',
		tunable: { min: 1e-7, max: 1 }
	},
	use_bias: {
		type: 'Categorical',
		doc: 'Whether the model has an intercept.',
		values: SWITCH,
		anyCase: true,
		default: 'true',
		tunable: true
	},
	init_method: {
		type: 'Categorical',
		doc: 'How weights are drawn before the first step.',
		values: ['uniform', 'normal'],
		default: 'uniform'
	},
	init_scale: {
		type: 'Continuous',
		doc: 'uniform draws them between this below and above 0.',
		range: { min: 0, minExclusive: true },
		default: 0.07
	},
	init_sigma: {
		type: 'Continuous',
		doc: 'normal draws them with this standard deviation.',
		range: { min: 0, minExclusive: true },
		default: 0.01
	},
	init_bias: {
		type: 'Continuous',
		doc: 'The bias before the first step.',
		range: {},
		default: 0
	},
	normalize_data: {
		type: 'Categorical',
		doc: 'Whether features are divided by their standard deviation; auto is true.',
		values: AUTO_SWITCH,
		anyCase: true,
		default: 'true'
	},
	unbias_data: {
		type: 'Categorical',
		doc: 'Whether the mean of each feature is taken off; auto does so with a bias and features that are not sparse.',
		values: AUTO_SWITCH,
		anyCase: true,
		default: 'auto'
	},
	normalize_label: {
		type: 'Categorical',
		doc: "Whether a regressor's label is divided by its standard deviation; auto is true.",
		values: AUTO_SWITCH,
		anyCase: true,
		default: 'auto'
	},
	unbias_label: {
		type: 'Categorical',
		doc: "Whether the mean of a regressor's label is taken off; auto does so with a bias.",
		values: AUTO_SWITCH,
		anyCase: true,
		default: 'auto'
	},
	num_point_for_scaler: {
		type: 'Integer',
		doc: 'Rows from which means and standard deviations are computed.',
		range: { min: 1 },
		default: 10_000
	},
	positive_example_weight_mult: {
		type: 'Continuous',
		doc: 'What a row of class 1 weighs, when one of class 0 weighs 1; balanced gives both classes the same weight, auto tries both.',
		range: { min: 0, minExclusive: true },
		words: ['balanced', 'auto'],
		default: 1,
		tunable: { min: 1e-5, max: 1e5 }
	},
	balance_multiclass_weights: {
		type: 'Categorical',
		doc: 'Whether each of several classes counts as much as the others.',
		values: SWITCH,
		anyCase: true,
		default: 'false'
	},
	accuracy_top_k: {
		type: 'Integer',
		doc: 'The top-k accuracy of several classes counts a row as right where its class is among so many.',
		range: { min: 1 },
		default: 3
	},
	binary_classifier_model_selection_criteria: {
		type: 'Categorical',
		doc: 'What picks the best binary classifier and its threshold; accuracy where none is given, and then early stopping watches the loss.',
		values: [
			'accuracy',
			'f1',
			'f_beta',
			'precision_at_target_recall',
			'recall_at_target_precision',
			'cross_entropy_loss',
			'loss_function'
		]
	},
	f_beta: {
		type: 'Continuous',
		doc: 'How many times as much recall counts as precision in the F score.',
		range: { min: 0, minExclusive: true },
		default: 1
	},
	target_recall: {
		type: 'Continuous',
		doc: 'Recall that precision_at_target_recall holds.',
		range: { min: 0, max: 1, minExclusive: true, maxExclusive: true },
		default: 0.8
	},
	target_precision: {
		type: 'Continuous',
		doc: 'Precision that recall_at_target_precision holds.',
		range: { min: 0, max: 1, minExclusive: true, maxExclusive: true },
		default: 0.8
	},
	num_calibration_samples: {
		type: 'Integer',
		doc: 'Rows from which the threshold is found; auto takes up to 10,000.',
		range: { min: 1 },
		words: AUTO,
		default: 'auto'
	},
	early_stopping_patience: {
		type: 'Integer',
		doc: 'Epochs without a gain after which training ends; more than epochs never ends it.',
		range: { min: 1 },
		default: 3
	},
	early_stopping_tolerance: {
		type: 'Continuous',
		doc: 'A gain below this share of the best value is none.',
		range: { min: 0, minExclusive: true },
		default: 0.001
	},
	_tuning_objective_metric: {
		type: 'Categorical',
		doc: 'The metric that automatic model tuning watches, which sets it; one model is trained then.',
		values: metrics.flatMap(({ name, isObjective = true }) => (isObjective ? [name] : []))
	}
} as const satisfies Schema;

export type LinearHyperparameters = Hyperparameters<typeof hyperparameters>;

export type PredictorType = LinearHyperparameters['predictor_type'];

const LOSSES: Readonly<Record<PredictorType, readonly LinearHyperparameters['loss'][]>> = {
	binary_classifier: ['logistic', 'hinge_loss'],
	multiclass_classifier: ['softmax_loss'],
	regressor: [
		'squared_loss',
		'absolute_loss',
		'eps_insensitive_squared_loss',
		'eps_insensitive_absolute_loss',
		'quantile_loss',
		'huber_loss'
	]
};

/** A loss by name. */
export type LossName = Exclude<LinearHyperparameters['loss'], 'auto'>;

/** The loss that is trained. */
export function lossNameOf(p: LinearHyperparameters): LossName {
	const name = p.loss === 'auto' ? LOSSES[p.predictor_type][0]! : p.loss;
	return name as LossName;
}

/**
 * Rules across hyperparameters.
 * @throws UserError `MissingHyperparameter` or `InvalidHyperparameter`
 */
export function checkHyperparameters(p: LinearHyperparameters): void {
	if (p.predictor_type === 'multiclass_classifier' && p.num_classes === undefined) {
		throw new UserError(
			'MissingHyperparameter',
			"For predictor_type 'multiclass_classifier', 'num_classes' should be set to a value greater than 2.",
			{ hint: 'Say how many classes there are; for two of them use binary_classifier.' }
		);
	}
	const losses = LOSSES[p.predictor_type];
	if (p.loss !== 'auto' && !losses.includes(p.loss)) {
		throw new UserError(
			'InvalidHyperparameter',
			`Hyperparameter loss: ${p.loss} does not go with predictor_type ${p.predictor_type}.`,
			{ hint: `It takes ${losses.join(', ')}, or auto.` }
		);
	}
	const metric = p._tuning_objective_metric;
	const wrong = metrics.find(({ name, of }) => name === metric && of && of !== p.predictor_type);
	if (wrong) {
		throw new UserError(
			'InvalidHyperparameter',
			`The objective metric ${metric} does not go with predictor_type ${p.predictor_type}.`,
			{ hint: `It is measured for predictor_type ${wrong.of}.` }
		);
	}
}
