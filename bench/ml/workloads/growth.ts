import { Rng } from '#base/rng.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import type { Workload } from '../workload.ts';

const ROWS = 1_000_000;
const COLUMNS = 50;
/** How much smaller the other tables are: one has fewer rows, one fewer columns. */
const FEWER = 5;
/** Of a time that grows with the data alone; caches serve small tables better. */
const MOST = 1.35;

/** The largest table; its label leans on five columns. */
function table(): Dataset {
	const rng = new Rng(9);
	const x = new Float32Array(ROWS * COLUMNS);
	for (let i = 0; i < x.length; i++) x[i] = rng.next() + rng.next() - 1;
	const labels = new Float32Array(ROWS);
	for (let row = 0; row < ROWS; row++) {
		for (let j = 0; j < 5; j++) labels[row]! += (j + 1) * x[row * COLUMNS + j]!;
	}
	return { rows: ROWS, columns: COLUMNS, x, labels, weights: null };
}

function fewerRows({ columns, x, labels }: Dataset): Dataset {
	const rows = ROWS / FEWER;
	return {
		rows,
		columns,
		x: x.subarray(0, rows * columns),
		labels: labels!.subarray(0, rows),
		weights: null
	};
}

function fewerColumns({ rows, columns, x, labels }: Dataset): Dataset {
	const kept = columns / FEWER;
	const narrow = new Float32Array(rows * kept);
	for (let row = 0; row < rows; row++) {
		narrow.set(x.subarray(row * columns, row * columns + kept), row * kept);
	}
	return { rows, columns: kept, x: narrow, labels, weights: null };
}

function workload(
	title: string,
	algorithm: string,
	given: (table: Dataset) => Readonly<Record<string, string>>,
	/** How time grows with columns: their power. */
	power = 1
): Workload {
	return {
		name: `growth of ${title} to 1M×50`,
		tables: () => ({ train: table() }),
		async run({ train: whole }, { train }) {
			const timeOf = async (data: Dataset): Promise<number> =>
				(await train(algorithm, given(data), { train: data })).seconds;
			const fewer = await timeOf(fewerRows(whole!));
			const narrow = await timeOf(fewerColumns(whole!));
			const seconds = await timeOf(whole!);
			return { seconds, quality: Math.max(seconds / fewer / FEWER, seconds / narrow / FEWER ** power) };
		},
		native: [],
		maxRatio: Infinity,
		times: 3,
		quality: {
			name: `time against that of a fifth of rows or columns, over rows · columns${power > 1 ? '²' : ''}`,
			better: 'lower',
			max: MOST
		}
	};
}

const dim = ({ columns }: Dataset): { feature_dim: string } => ({ feature_dim: String(columns) });

export const growth: readonly Workload[] = [
	workload('boosting, 10 rounds', 'xgboost', () => ({ num_round: '10' })),
	workload('linear', 'linear-learner', (data) => ({
		...dim(data),
		predictor_type: 'regressor',
		num_models: '1',
		epochs: '2'
	})),
	workload('k-means, one pass', 'kmeans', (data) => ({ ...dim(data), k: '10' })),
	workload('random cut forest', 'randomcutforest', dim),
	// The scatter of all pairs of columns.
	workload('PCA', 'pca', (data) => ({ ...dim(data), num_components: '10', mini_batch_size: '2000' }), 2)
];
