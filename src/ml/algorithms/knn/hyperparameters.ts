import { UserError } from '#base/errors.ts';
import type { Hyperparameters, Schema } from '#ml/hyperparameters/schema.ts';

const PQ_SIZES = [
	'1',
	'2',
	'3',
	'4',
	'8',
	'12',
	'16',
	'20',
	'24',
	'28',
	'32',
	'40',
	'48',
	'56',
	'64',
	'96'
] as const;

/** k-NN's hyperparameters by SageMaker's names. @see https://docs.aws.amazon.com/sagemaker/latest/dg/kNN_hyperparameters.html */
export const hyperparameters = {
	feature_dim: {
		type: 'Integer',
		doc: 'Number of features, the label not counted.',
		range: { min: 1 },
		required: true
	},
	k: {
		type: 'Integer',
		doc: 'Neighbours that are asked.',
		range: { min: 1 },
		required: true,
		tunable: { min: 1, max: 1024 }
	},
	predictor_type: {
		type: 'Categorical',
		doc: 'Whether the neighbours vote (classifier) or the mean of their labels is taken (regressor).',
		values: ['classifier', 'regressor'],
		required: true
	},
	sample_size: {
		type: 'Integer',
		doc: 'Rows of the training data that the index keeps.',
		range: { min: 1 },
		required: true,
		tunable: { min: 256, max: 20_000_000 }
	},
	dimension_reduction_type: {
		type: 'Categorical',
		doc: 'How rows are made shorter: by a matrix of random signs, or by the fast Johnson-Lindenstrauss transform. Left out, they stay as they are.',
		values: ['sign', 'fjlt']
	},
	dimension_reduction_target: {
		type: 'Integer',
		doc: 'Numbers in a row after that: fewer than feature_dim.',
		range: { min: 1 }
	},
	index_type: {
		type: 'Categorical',
		doc: 'The index: all rows looked at (Flat), only those of the nearest cells (IVFFlat), or those in a short form (IVFPQ).',
		values: ['faiss.Flat', 'faiss.IVFFlat', 'faiss.IVFPQ'],
		default: 'faiss.Flat'
	},
	index_metric: {
		type: 'Categorical',
		doc: 'What near means: a small distance, a large product, or a large product of rows of length 1.',
		values: ['L2', 'INNER_PRODUCT', 'COSINE'],
		default: 'L2'
	},
	faiss_index_ivf_nlists: {
		type: 'Integer',
		doc: 'Cells of the IVF indexes; auto is the root of sample_size.',
		range: { min: 1 },
		words: ['auto'],
		default: 'auto'
	},
	faiss_index_pq_m: {
		type: 'Categorical',
		doc: 'Parts that faiss.IVFPQ cuts a row into, each kept as one byte.',
		values: PQ_SIZES
	},
	mini_batch_size: {
		type: 'Integer',
		doc: 'Rows that are read, indexed or tested at a time.',
		range: { min: 1 },
		default: 5000
	}
} as const satisfies Schema;

export type KnnHyperparameters = Hyperparameters<typeof hyperparameters>;

/**
 * Rules across hyperparameters.
 * @throws UserError `MissingHyperparameter` or `InvalidHyperparameter`
 */
export function checkHyperparameters(p: KnnHyperparameters): void {
	const { dimension_reduction_type: type, dimension_reduction_target: target } = p;
	if (type !== undefined && target === undefined) {
		throw new UserError('MissingHyperparameter', "u'dimension_reduction_target' is a required property", {
			hint: `dimension_reduction_type is ${type}: say to how many numbers a row is reduced.`
		});
	}
	if (type !== undefined && target! >= p.feature_dim) {
		throw new UserError(
			'InvalidHyperparameter',
			`Hyperparameter dimension_reduction_target: ${target} is not less than feature_dim, ${p.feature_dim}.`,
			{ hint: 'A reduced row must be shorter than the row.' }
		);
	}
	if (p.index_type !== 'faiss.IVFPQ') return;
	if (p.index_metric !== 'L2') {
		throw new UserError(
			'InvalidHyperparameter',
			`Hyperparameter index_metric: ${p.index_metric} does not go with index_type faiss.IVFPQ.`,
			{ hint: 'faiss.IVFPQ takes L2 only; the other indexes take all metrics.' }
		);
	}
	if (p.faiss_index_pq_m === undefined) {
		throw new UserError('MissingHyperparameter', "u'faiss_index_pq_m' is a required property", {
			hint: 'index_type is faiss.IVFPQ: say into how many parts it cuts a row.'
		});
	}
}

/** What was asked for and has no effect. */
export function remarksOn(p: KnnHyperparameters): string[] {
	const remarks: string[] = [];
	if (p.dimension_reduction_type === undefined && p.dimension_reduction_target !== undefined) {
		remarks.push('dimension_reduction_target has no effect without dimension_reduction_type.');
	}
	if (p.index_type !== 'faiss.IVFPQ' && p.faiss_index_pq_m !== undefined) {
		remarks.push(`faiss_index_pq_m has no effect with index_type ${p.index_type}.`);
	}
	if (p.index_type === 'faiss.Flat' && p.faiss_index_ivf_nlists !== 'auto') {
		remarks.push('faiss_index_ivf_nlists has no effect with index_type faiss.Flat.');
	}
	return remarks;
}
