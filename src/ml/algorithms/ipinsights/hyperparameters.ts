import { UserError } from '#base/errors.ts';
import type { Hyperparameters, Schema } from '#ml/hyperparameters/schema.ts';
import { metrics } from './metrics.ts';
import { PREFIX_ROWS } from './prefixes.ts';

/** IP Insights' hyperparameters by SageMaker's names. @see https://docs.aws.amazon.com/sagemaker/latest/dg/ip-insights-hyperparameters.html */
export const hyperparameters = {
	num_entity_vectors: {
		type: 'Integer',
		doc: 'Vectors that entities are hashed to; twice as many as there are entities keep most of them apart.',
		range: { min: 1, max: 250_000_000 },
		required: true,
		tunable: { min: 10_000, max: 1_000_000 }
	},
	vector_dim: {
		type: 'Integer',
		doc: 'Numbers that describe an entity, and as many an address.',
		range: { min: 4, max: 4096 },
		required: true,
		tunable: { min: 8, max: 256 }
	},
	batch_metrics_publish_interval: {
		type: 'Integer',
		doc: 'Batches after which the log tells loss and speed.',
		range: { min: 1 },
		default: 1000
	},
	epochs: {
		type: 'Integer',
		doc: 'Passes over the data.',
		range: { min: 1 },
		default: 10,
		tunable: { min: 1, max: 100 }
	},
	learning_rate: {
		type: 'Continuous',
		doc: "Size of Adam's steps.",
		range: { min: 1e-6, max: 10 },
		default: 0.001,
		tunable: { min: 0.0001, max: 0.1 }
	},
	mini_batch_size: {
		type: 'Integer',
		doc: 'Pairs from which one step is computed.',
		range: { min: 1, max: 500_000 },
		default: 10_000,
		tunable: { min: 100, max: 50_000 }
	},
	num_ip_encoder_layers: {
		type: 'Integer',
		doc: 'Dense layers between the prefixes of an address and its vector.',
		range: { min: 0, max: 100 },
		default: 1,
		tunable: { min: 1, max: 10 }
	},
	random_negative_sampling_rate: {
		type: 'Integer',
		doc: 'Pairs with an address drawn at random, for each pair of the data.',
		range: { min: 0, max: 500 },
		default: 1,
		tunable: { min: 0, max: 10 }
	},
	shuffled_negative_sampling_rate: {
		type: 'Integer',
		doc: 'Pairs with the address of another pair, for each pair of the data.',
		range: { min: 0, max: 500 },
		default: 1,
		tunable: { min: 0, max: 10 }
	},
	weight_decay: {
		type: 'Continuous',
		doc: 'Penalty on half the sum of squares of all parameters.',
		range: { min: 0, max: 10 },
		default: 0.00001,
		tunable: { min: 0, max: 1 }
	},
	_tuning_objective_metric: {
		type: 'Categorical',
		doc: 'The metric that automatic model tuning watches, which sets it.',
		values: metrics.map(({ name }) => name)
	}
} as const satisfies Schema;

export type IpHyperparameters = Hyperparameters<typeof hyperparameters>;

/** Numbers that one table of a worker can hold: 2²⁸ of four bytes are 1 GiB. */
const MOST = 2 ** 28;

/**
 * Rules across hyperparameters.
 * @throws UserError `InvalidHyperparameter`, `TooLarge`
 */
export function checkHyperparameters(p: IpHyperparameters): void {
	const negatives = p.random_negative_sampling_rate + p.shuffled_negative_sampling_rate;
	if (negatives < 1 || negatives > 500) {
		throw new UserError(
			'InvalidHyperparameter',
			`random_negative_sampling_rate + shuffled_negative_sampling_rate is ${negatives}, but must be in [1, 500].`,
			{ hint: 'Without pairs that are wrong there is nothing to tell the right ones from.' }
		);
	}
	if ((p.num_entity_vectors + PREFIX_ROWS) * p.vector_dim > MOST) {
		throw new UserError(
			'TooLarge',
			`A model of num_entity_vectors=${p.num_entity_vectors} and vector_dim=${p.vector_dim} has more than 2^28 numbers.`,
			{ hint: 'Take shorter vectors, or about twice as many as there are entities.' }
		);
	}
}
