import { Rng } from '#base/rng.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { auc } from '#ml/metrics/auc.ts';
import type { Tables, Workload } from '../workload.ts';

const COLUMNS = 10_000;
const CELLS = 30;
const FACTORS = 8;
const EPOCHS = 3;

/** What the rows follow: weights, and hidden numbers of each column whose products count. */
interface Plan {
	readonly linear: Float64Array;
	readonly hidden: Float64Array;
}

const HIDDEN = 2;

function normal(rng: Rng): number {
	return Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
}

/** Rows of ones; columns are the more frequent the lower their number, as words and films are. */
function rowsBy({ linear, hidden }: Plan, rows: number, rng: Rng): Dataset {
	const places = new Uint32Array(rows * CELLS);
	const labels = new Float32Array(rows);
	for (let row = 0; row < rows; row++) {
		const seen = new Set<number>();
		while (seen.size < CELLS) seen.add(Math.floor(COLUMNS * rng.next() ** 3));
		const own = Uint32Array.from(seen).sort();
		places.set(own, row * CELLS);
		let margin = 0;
		for (const place of own) margin += linear[place]!;
		for (let h = 0; h < HIDDEN; h++) {
			let [sum, squares] = [0, 0];
			for (const place of own) {
				const value = hidden[place * HIDDEN + h]!;
				sum += value;
				squares += value * value;
			}
			margin += (sum * sum - squares) / 2;
		}
		labels[row] = Number(rng.next() < 1 / (1 + Math.exp(-margin)));
	}
	const starts = Uint32Array.from({ length: rows + 1 }, (_, row) => row * CELLS);
	const sparse = { starts, places, values: new Float32Array(places.length).fill(1) };
	return { rows, columns: COLUMNS, x: new Float32Array(0), sparse, labels, weights: null };
}

function tables(): Tables {
	const rng = new Rng(6);
	const plan = {
		linear: Float64Array.from({ length: COLUMNS }, () => 0.45 * normal(rng)),
		hidden: Float64Array.from({ length: COLUMNS * HIDDEN }, () => 0.2 * normal(rng))
	};
	return { train: rowsBy(plan, 100_000, rng), test: rowsBy(plan, 20_000, rng) };
}

const HYPERPARAMETERS = {
	feature_dim: String(COLUMNS),
	num_factors: String(FACTORS),
	predictor_type: 'binary_classifier',
	epochs: String(EPOCHS),
	mini_batch_size: '4000',
	bias_lr: '0.01',
	linear_lr: '0.08',
	linear_wd: '0',
	factors_lr: '0.004',
	factors_wd: '0',
	factors_init_sigma: '0.02'
};

export const factorizationMachines: readonly Workload[] = [
	{
		name: `factorization machines 100k×10k, ${CELLS} not 0, ${FACTORS} factors, ${EPOCHS} epochs`,
		tables,
		async run({ train, test }, host) {
			const { model, seconds } = await host.train('factorization-machines', HYPERPARAMETERS, {
				train: train!
			});
			return { seconds, quality: auc(test!.labels!, model.predict(test!).fields[0]!.values) };
		},
		native: [
			{ file: 'factorization_machines.c', args: [String(COLUMNS), String(FACTORS), String(EPOCHS), '0.02'] }
		],
		maxRatio: 2,
		quality: { name: 'AUC', better: 'higher', within: 0.005 }
	}
];
