import { Rng } from '#base/rng.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import type { Workload } from '../workload.ts';

const COLUMNS = 64;
const CLASSES = 10;

/** Ten clouds that overlap; the label is the cloud. */
function table(rows: number, seed: number): Dataset {
	const centres = new Rng(3);
	const at = Float64Array.from({ length: CLASSES * COLUMNS }, () => centres.next() * 1.2);
	const rng = new Rng(seed);
	const labels = Float32Array.from({ length: rows }, () => rng.below(CLASSES));
	const x = new Float32Array(rows * COLUMNS);
	for (let i = 0; i < x.length; i++) {
		const cloud = labels[Math.floor(i / COLUMNS)]!;
		x[i] = at[cloud * COLUMNS + (i % COLUMNS)]! + 2 * (rng.next() + rng.next() + rng.next() - 1.5);
	}
	return { rows, columns: COLUMNS, x, labels, weights: null };
}

export const neighbours: readonly Workload[] = [
	{
		name: 'k-NN, index 20k×64, 2k queries, k=10',
		tables: () => ({ train: table(20_000, 1), asked: table(2_000, 2) }),
		async run({ train: rows, asked }, { train, now, gpuHost }) {
			const given = {
				feature_dim: String(COLUMNS),
				k: '10',
				predictor_type: 'classifier',
				sample_size: String(rows!.rows)
			};
			const { model } = await train('knn', given, { train: rows! });
			const predictor = model.predictorOn!(gpuHost);
			const start = now();
			const { fields } = await predictor.predict(asked!, { verbose: true });
			const seconds = (now() - start) / 1000;
			const answers = fields[0]!.values;
			return {
				seconds,
				quality: answers.filter((label, i) => label === asked!.labels![i]).length / answers.length
			};
		},
		hasGpu: true,
		native: [{ file: 'neighbours.py' }],
		peers: [{ file: 'tfjs-knn.js', args: { k: 10 } }],
		maxRatio: 2,
		quality: { name: 'accuracy', better: 'higher', within: 0 }
	}
];
