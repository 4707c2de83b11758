import { Rng } from '#base/rng.ts';
import { pca } from '#ml/algorithms/pca/index.ts';
import type { PcaModel } from '#ml/algorithms/pca/model.ts';
import { pcaSpec } from '#ml/algorithms/pca/spec.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import type { GpuHost } from '#ml/gpu/borrow.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';

export interface PcaFit {
	readonly model: PcaModel;
	readonly lines: readonly string[];
}

/** Trains PCA in this thread, with as many features and rows in a batch as the table has unless it is said otherwise. */
export async function fitPca(
	given: Readonly<Record<string, string>>,
	train: Dataset,
	channels: Readonly<Record<string, Dataset>> = {},
	seed = 1,
	host: Pick<GpuHost, 'gpu' | 'gpuLeast'> = {}
): Promise<PcaFit> {
	const strings = { feature_dim: String(train.columns), mini_batch_size: String(train.rows), ...given };
	const hyperparameters = parseHyperparameters(
		pca.hyperparameters,
		strings,
		pcaSpec.notSimulated,
		pcaSpec.wording
	);
	pca.check(hyperparameters);
	const lines: string[] = [];
	const model = await pca.train({
		hyperparameters,
		channels: { train, ...channels },
		rng: new Rng(seed),
		stop: { aborted: false },
		log: (line) => lines.push(line),
		breathe: () => Promise.resolve(),
		...host
	});
	return { model: model as PcaModel, lines };
}
