import { Rng } from '#base/rng.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import type { Workload } from '../workload.ts';

const ROWS = 20_000;
const COLUMNS = 256;
const KEPT = 16;

/** Sixteen directions of different weight, and noise. */
function table(): Dataset {
	const rng = new Rng(4);
	const directions = Float32Array.from({ length: KEPT * COLUMNS }, () => rng.next() - 0.5);
	const x = new Float32Array(ROWS * COLUMNS);
	for (let row = 0; row < ROWS; row++) {
		const at = row * COLUMNS;
		for (let j = 0; j < COLUMNS; j++) x[at + j] = 1 + (rng.next() + rng.next() - 1);
		for (let d = 0; d < KEPT; d++) {
			const share = (rng.next() - 0.5) * (2 + d / 2);
			for (let j = 0; j < COLUMNS; j++) x[at + j]! += share * directions[d * COLUMNS + j]!;
		}
	}
	return { rows: ROWS, columns: COLUMNS, x, labels: null, weights: null };
}

function workload(mode: 'randomized' | 'regular'): Workload {
	const given = {
		feature_dim: String(COLUMNS),
		mini_batch_size: '2000',
		num_components: String(KEPT),
		algorithm_mode: mode
	};
	return {
		name: `PCA 20k×256 to 16, ${mode}`,
		tables: () => ({ train: table() }),
		async run(tables, { train }) {
			const { seconds, lines } = await train('pca', given, tables);
			const share = /keep (\S+) of the variance/.exec(lines.at(-1)!)![1];
			return { seconds, quality: Number(share) };
		},
		// Either mode against the solver that the bar names; the other one is told beside it.
		hasGpu: true,
		native: [
			{ file: 'pca.py', args: [String(KEPT), 'randomized'] },
			{ file: 'pca_covariance.py', args: [String(KEPT)] }
		],
		peers: [{ file: 'jax-pca.js', args: { components: KEPT } }],
		maxRatio: 1,
		quality: { name: 'share of the variance', better: 'higher', within: 0.001 }
	};
}

export const pca: readonly Workload[] = [workload('randomized'), workload('regular')];
