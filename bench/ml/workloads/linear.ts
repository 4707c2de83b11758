import { Rng } from '#base/rng.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { logloss } from '#ml/metrics/logloss.ts';
import { rmse } from '#ml/metrics/rmse.ts';
import type { Workload } from '../workload.ts';

const ROWS = 100_000;
const COLUMNS = 100;

/** Columns of different size; the label is a sum of them with noise, or whether a coin of that log odds fell on 1. */
function table(kind: 'linear' | 'logistic'): Dataset {
	const rng = new Rng(5);
	const weights = Float64Array.from({ length: COLUMNS }, () => (rng.next() - 0.5) / 2);
	const x = new Float32Array(ROWS * COLUMNS);
	const labels = new Float32Array(ROWS);
	for (let row = 0, at = 0; row < ROWS; row++) {
		let sum = 0.5;
		for (let j = 0; j < COLUMNS; j++, at++) {
			const value = (rng.next() + rng.next() + rng.next() - 1.5) * (1 + (j % 5));
			x[at] = value;
			sum += (value * weights[j]!) / (1 + (j % 5));
		}
		const noise = 2 * (rng.next() + rng.next() + rng.next() - 1.5);
		labels[row] = kind === 'linear' ? sum + noise : Number(rng.next() < 1 / (1 + Math.exp(-2 * sum)));
	}
	return { rows: ROWS, columns: COLUMNS, x, labels, weights: null };
}

/**
 * One model, no regularisation, as the direct solvers have none; steps that come to their loss, within a thousandth, in as
 * few passes as they can.
 */
const PLAIN = {
	num_models: '1',
	wd: '0',
	l1: '0',
	epochs: '2',
	mini_batch_size: '500',
	learning_rate: '0.05',
	lr_scheduler_factor: '0.7',
	feature_dim: String(COLUMNS)
};

export const linear: readonly Workload[] = [
	{
		name: 'linear 100k×100',
		tables: () => ({ train: table('linear') }),
		async run(tables, { train }) {
			const given = { ...PLAIN, predictor_type: 'regressor' };
			const { model, seconds } = await train('linear-learner', given, tables);
			const data = tables['train']!;
			return { seconds, quality: rmse(data.labels!, model.predict(data).fields[0]!.values) ** 2 };
		},
		hasGpu: true,
		native: [{ file: 'ridge.py' }],
		peers: [{ file: 'jax-linear.js' }],
		maxRatio: Infinity,
		maxSeconds: 0.1,
		quality: { name: 'training mse', better: 'lower', within: 0.001 }
	},
	{
		name: 'logistic 100k×100',
		tables: () => ({ train: table('logistic') }),
		async run(tables, { train }) {
			const given = { ...PLAIN, predictor_type: 'binary_classifier' };
			const { model, seconds } = await train('linear-learner', given, tables);
			const data = tables['train']!;
			return { seconds, quality: logloss(data.labels!, model.predict(data).fields[0]!.values) };
		},
		hasGpu: true,
		native: [{ file: 'logistic.py' }],
		peers: [{ file: 'tfjs-logistic.js' }],
		maxRatio: Infinity,
		maxSeconds: 0.5,
		quality: { name: 'training log loss', better: 'lower', within: 0.001 }
	}
];
