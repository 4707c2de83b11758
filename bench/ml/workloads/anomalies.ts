import { Rng } from '#base/rng.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { auc } from '#ml/metrics/auc.ts';
import type { Workload } from '../workload.ts';

const ROWS = 50_000;
const COLUMNS = 10;

/** A cloud, and one row in a hundred from a larger one; the label says which. */
function table(): Dataset {
	const rng = new Rng(8);
	const labels = Float32Array.from({ length: ROWS }, () => Number(rng.next() < 0.01));
	const x = Float32Array.from({ length: ROWS * COLUMNS }, (_, i) => {
		const size = labels[Math.floor(i / COLUMNS)] === 1 ? 2.5 : 1;
		return size * (rng.next() + rng.next() + rng.next() + rng.next() - 2);
	});
	return { rows: ROWS, columns: COLUMNS, x, labels, weights: null };
}

export const anomalies: readonly Workload[] = [
	{
		name: 'forest 50k×10, 100 trees × 256',
		tables: () => ({ train: table() }),
		async run({ train: rows }, { train, now }) {
			const { model, seconds } = await train(
				'randomcutforest',
				{ feature_dim: String(COLUMNS) },
				{ train: rows! }
			);
			const start = now();
			const scores = model.predict(rows!).fields[0]!.values;
			return { seconds: seconds + (now() - start) / 1000, quality: auc(rows!.labels!, scores) };
		},
		native: [{ file: 'anomalies.py' }],
		peers: [{ file: 'isolation-forest.js', args: { trees: 100, samples: 256 } }],
		maxRatio: 1,
		quality: { name: 'AUC', better: 'higher', within: 0.01 }
	}
];
