import { UserError } from '#base/errors.ts';
import type { Hyperparameters, Schema } from '#ml/hyperparameters/schema.ts';
import { metrics } from './metrics.ts';

const INIT_METHODS = ['uniform', 'normal', 'constant'] as const;
const TUNABLE = { min: 1e-8, max: 512 } as const;

/** The hyperparameters by SageMaker's names. @see https://docs.aws.amazon.com/sagemaker/latest/dg/fact-machines-hyperparameters.html */
export const hyperparameters = {
	feature_dim: {
		type: 'Integer',
		doc: 'Number of features, those that no row has counted in.',
		range: { min: 1 },
		required: true
	},
	num_factors: {
		type: 'Integer',
		doc: 'Numbers that describe each feature: the length of its factor vector.',
		range: { min: 1 },
		required: true
	},
	predictor_type: {
		type: 'Categorical',
		doc: 'Kind of target: 0 or 1, or a quantity.',
		values: ['binary_classifier', 'regressor'],
		required: true
	},
	epochs: {
		type: 'Integer',
		doc: 'Passes over the data.',
		range: { min: 1 },
		default: 1,
		tunable: { min: 1, max: 1000 }
	},
	mini_batch_size: {
		type: 'Integer',
		doc: 'Rows from which one step is computed; there must be at least as many.',
		range: { min: 1 },
		default: 1000,
		tunable: { min: 100, max: 10_000 }
	},
	clip_gradient: {
		type: 'Continuous',
		doc: 'Each number of a gradient is brought between this below and above 0; below 0 nothing is clipped.',
		range: {}
	},
	rescale_grad: {
		type: 'Continuous',
		doc: 'What the sum of the gradients of a batch is multiplied by; one by the rows of the batch where it is not given.',
		range: {}
	},
	eps: {
		type: 'Continuous',
		doc: 'Added to what a step is divided by, so that it is never 0; 0.00000001 where it is not given.',
		range: { min: 0 }
	},
	bias_init_method: {
		type: 'Categorical',
		doc: 'How the bias starts: drawn from a normal or a uniform distribution, or all alike.',
		values: INIT_METHODS,
		default: 'normal'
	},
	bias_init_scale: {
		type: 'Continuous',
		doc: 'uniform draws the bias between this below and above 0; 0.07 where it is not given.',
		range: { min: 0 },
		tunable: TUNABLE
	},
	bias_init_sigma: {
		type: 'Continuous',
		doc: 'normal draws the bias with this standard deviation.',
		range: { min: 0 },
		default: 0.01,
		tunable: TUNABLE
	},
	bias_init_value: {
		type: 'Continuous',
		doc: 'constant sets the bias to this; 0 where it is not given.',
		range: {},
		tunable: TUNABLE
	},
	bias_lr: {
		type: 'Continuous',
		doc: 'Learning rate of the bias.',
		range: { min: 0 },
		default: 0.1,
		tunable: TUNABLE
	},
	bias_wd: {
		type: 'Continuous',
		doc: 'Penalty on half the sum of squares of the bias.',
		range: { min: 0 },
		default: 0.01,
		tunable: TUNABLE
	},
	linear_init_method: {
		type: 'Categorical',
		doc: 'How the linear weights start: drawn from a normal or a uniform distribution, or all alike.',
		values: INIT_METHODS,
		default: 'normal'
	},
	linear_init_scale: {
		type: 'Continuous',
		doc: 'uniform draws the linear weights between this below and above 0; 0.07 where it is not given.',
		range: { min: 0 },
		tunable: TUNABLE
	},
	linear_init_sigma: {
		type: 'Continuous',
		doc: 'normal draws the linear weights with this standard deviation.',
		range: { min: 0 },
		default: 0.01,
		tunable: TUNABLE
	},
	linear_init_value: {
		type: 'Continuous',
		doc: 'constant sets the linear weights to this; 0 where it is not given.',
		range: {},
		tunable: TUNABLE
	},
	linear_lr: {
		type: 'Continuous',
		doc: 'Learning rate of the linear weights.',
		range: { min: 0 },
		default: 0.001,
		tunable: TUNABLE
	},
	linear_wd: {
		type: 'Continuous',
		doc: 'Penalty on half the sum of squares of the linear weights.',
		range: { min: 0 },
		default: 0.001,
		tunable: TUNABLE
	},
	factors_init_method: {
		type: 'Categorical',
		doc: 'How the factors start: drawn from a normal or a uniform distribution, or all alike.',
		values: INIT_METHODS,
		default: 'normal'
	},
	factors_init_scale: {
		type: 'Continuous',
		doc: 'uniform draws the factors between this below and above 0; 0.07 where it is not given.',
		range: { min: 0 },
		tunable: TUNABLE
	},
	factors_init_sigma: {
		type: 'Continuous',
		doc: 'normal draws the factors with this standard deviation.',
		range: { min: 0 },
		default: 0.001,
		tunable: TUNABLE
	},
	factors_init_value: {
		type: 'Continuous',
		doc: 'constant sets the factors to this; 0 where it is not given.',
		range: {},
		tunable: TUNABLE
	},
	factors_lr: {
		type: 'Continuous',
		doc: 'Learning rate of the factors.',
		range: { min: 0 },
		default: 0.0001,
		tunable: TUNABLE
	},
	factors_wd: {
		type: 'Continuous',
		doc: 'Penalty on half the sum of squares of the factors.',
		range: { min: 0 },
		default: 0.00001,
		tunable: TUNABLE
	},
	_tuning_objective_metric: {
		type: 'Categorical',
		doc: 'The metric that automatic model tuning watches, which sets it.',
		values: metrics.flatMap(({ name, isObjective = true }) => (isObjective ? [name] : []))
	}
} as const satisfies Schema;

export type FactorHyperparameters = Hyperparameters<typeof hyperparameters>;

export type PredictorType = FactorHyperparameters['predictor_type'];

/** The three kinds of parameters, as the names of their hyperparameters begin. */
export type Kind = 'bias' | 'linear' | 'factors';

/** Numbers of the model that one table of a worker can hold: 2²⁸ of four bytes are 1 GiB. */
const MOST = 2 ** 28;

/**
 * Rules across hyperparameters.
 * @throws UserError `InvalidHyperparameter`, `TooLarge`
 */
export function checkHyperparameters(p: FactorHyperparameters): void {
	if (p.feature_dim * p.num_factors > MOST) {
		throw new UserError(
			'TooLarge',
			`A model of feature_dim=${p.feature_dim} and num_factors=${p.num_factors} has more than 2^28 factors.`,
			{ hint: 'Take fewer factors, or number only the features that occur.' }
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
