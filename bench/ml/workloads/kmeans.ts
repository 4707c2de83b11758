import { Rng } from '#base/rng.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import type { Workload } from '../workload.ts';

const CLUSTERS = 10;
const ROUNDS = 20;

/** Clouds that overlap, so that rows change hands in every round. */
function table(rows: number, columns: number, seed: number): Dataset {
	const rng = new Rng(seed);
	const homes = Float32Array.from({ length: CLUSTERS * columns }, () => rng.next() * 2);
	const x = new Float32Array(rows * columns);
	for (let row = 0, at = 0; row < rows; row++) {
		const home = rng.below(CLUSTERS) * columns;
		for (let j = 0; j < columns; j++, at++)
			x[at] = homes[home + j]! + 2 * (rng.next() + rng.next() + rng.next() - 1.5);
	}
	return { rows, columns, x, labels: null, weights: null };
}

/** Exact rounds from rows that are drawn: all rows are one batch, and no centres are extra. */
function workload(title: string, rows: number, columns: number): Workload {
	const given = {
		feature_dim: String(columns),
		k: String(CLUSTERS),
		extra_center_factor: '1',
		mini_batch_size: String(rows),
		epochs: String(ROUNDS)
	};
	return {
		name: `k-means ${title}, k=10, 20 iterations`,
		tables: () => ({ train: table(rows, columns, 3) }),
		async run(tables, { train }) {
			const { seconds, lines } = await train('kmeans', given, tables);
			const told = lines.find((line) => line.includes('train msd'))!;
			return { seconds, quality: Number(told.split('=').at(-1)) };
		},
		hasGpu: true,
		native: [{ file: 'kmeans.py', args: [String(CLUSTERS), String(ROUNDS)] }],
		peers: [
			{ file: 'jax-kmeans.js', args: { k: CLUSTERS, iterations: ROUNDS } },
			{ file: 'ml-kmeans.js', args: { k: CLUSTERS, iterations: ROUNDS } }
		],
		maxRatio: 1.5,
		// Both begin at rows of their own draw.
		quality: { name: 'inertia a row', better: 'lower', within: 0.01 }
	};
}

export const kmeans: readonly Workload[] = [
	workload('100k×32', 100_000, 32),
	workload('20k×784', 20_000, 784)
];
