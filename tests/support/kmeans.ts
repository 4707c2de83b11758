import { Rng } from '#base/rng.ts';
import { kmeans } from '#ml/algorithms/kmeans/index.ts';
import type { KMeansModel } from '#ml/algorithms/kmeans/model.ts';
import { kmeansSpec } from '#ml/algorithms/kmeans/spec.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';

export interface KMeansFit {
	readonly model: KMeansModel;
	readonly lines: readonly string[];
	/** All numbers that the log gives behind those words. */
	numbers(words: string): number[];
}

/** Trains K-Means in this thread, with as many features as the table has unless feature_dim says otherwise. */
export async function fitKMeans(
	given: Readonly<Record<string, string>>,
	train: Dataset,
	channels: Readonly<Record<string, Dataset>> = {},
	seed = 1
): Promise<KMeansFit> {
	const strings = { feature_dim: String(train.columns), ...given };
	const hyperparameters = parseHyperparameters(
		kmeans.hyperparameters,
		strings,
		kmeansSpec.notSimulated,
		kmeansSpec.wording
	);
	kmeans.check(hyperparameters);
	const lines: string[] = [];
	const model = await kmeans.train({
		hyperparameters,
		channels: { train, ...channels },
		rng: new Rng(seed),
		stop: { aborted: false },
		log: (line) => lines.push(line),
		breathe: () => Promise.resolve()
	});
	return {
		model: model as KMeansModel,
		lines,
		numbers: (words) =>
			lines.flatMap((line) => {
				const at = line.indexOf(words);
				return at < 0 ? [] : [Number(line.slice(at + words.length))];
			})
	};
}
