import { Rng } from '#base/rng.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { logloss } from '#ml/metrics/logloss.ts';
import { mlogloss } from '#ml/metrics/mlogloss.ts';
import { rmse } from '#ml/metrics/rmse.ts';
import type { Workload } from '../workload.ts';

type Metric = 'logloss' | 'rmse' | 'mlogloss';

/** Nonlinear in a few columns, noise in the rest; labels are values, 0 and 1, or classes. */
function table(rows: number, columns: number, metric: Metric, classes: number): Dataset {
	const rng = new Rng(1);
	const x = new Float32Array(rows * columns);
	for (let i = 0; i < x.length; i++) x[i] = rng.next() + rng.next() + rng.next() - 1.5;
	const labels = new Float32Array(rows);
	for (let row = 0; row < rows; row++) {
		const at = row * columns;
		const noise = 2 * (rng.next() + rng.next() + rng.next() - 1.5);
		const signal = 2 * x[at]! * x[at + 1]! + Math.sin(4 * x[at + 2]!) + x[at + 3]! + noise;
		if (metric === 'rmse') labels[row] = signal;
		else if (metric === 'logloss') labels[row] = Number(signal > 0);
		else labels[row] = Math.min(classes - 1, Math.max(0, Math.floor(signal + classes / 2)));
	}
	return { rows, columns, x, labels, weights: null };
}

function workload(
	title: string,
	[rows, columns]: readonly [number, number],
	metric: Metric,
	given: Readonly<Record<string, string>>,
	hands = 0
): Workload {
	const classes = Number(given['num_class'] ?? 1);
	const hyperparameters = { num_round: '100', max_depth: '6', eta: '0.3', ...given };
	return {
		name: `boosting ${title}, 100 rounds, depth 6${hands > 0 ? ', two workers' : ''}`,
		tables: () => ({ train: table(rows, columns, metric, classes) }),
		async run(tables, { train }) {
			const { model, seconds } = await train('xgboost', hyperparameters, tables, hands);
			const { labels } = tables['train']!;
			const { values } = model.predict(tables['train']!).fields[0]!;
			const quality =
				metric === 'rmse'
					? rmse(labels!, values)
					: metric === 'logloss'
						? logloss(labels!, values)
						: mlogloss(labels!, values);
			return { seconds, quality };
		},
		native: [{ file: 'xgboost_hist.py', args: [JSON.stringify({ ...hyperparameters, metric })] }],
		peers: hands > 0 ? [] : [{ file: 'ydf-boosting.js', args: { metric }, times: 1 }],
		maxRatio: hands > 0 ? 1 : 1.5,
		quality: { name: `training ${metric}`, better: 'lower', within: 0.01 }
	};
}

const BINARY = ['100k×28 binary', [100_000, 28], 'logloss', { objective: 'binary:logistic' }] as const;

export const boosting: readonly Workload[] = [
	workload(...BINARY),
	workload(...BINARY, 1),
	workload('20k×13 regression', [20_000, 13], 'rmse', { objective: 'reg:squarederror' }),
	workload('20k×50 five classes', [20_000, 50], 'mlogloss', { objective: 'multi:softprob', num_class: '5' })
];
