import { Rng } from '#base/rng.ts';
import { knn } from '#ml/algorithms/knn/index.ts';
import type { KnnModel } from '#ml/algorithms/knn/model.ts';
import { knnSpec } from '#ml/algorithms/knn/spec.ts';
import { takeRows, type Dataset } from '#ml/data/dataset.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';

export interface KnnFit {
	readonly model: KnnModel;
	readonly lines: readonly string[];
}

/** Trains k-NN in this thread: a classifier with k = 3 that keeps all rows, unless told otherwise. */
export async function fitKnn(
	given: Readonly<Record<string, string>>,
	train: Dataset,
	channels: Readonly<Record<string, Dataset>> = {},
	seed = 1
): Promise<KnnFit> {
	const strings = {
		feature_dim: String(train.columns),
		k: '3',
		predictor_type: 'classifier',
		sample_size: String(train.rows),
		...given
	};
	const hyperparameters = parseHyperparameters(knn.hyperparameters, strings, {}, knnSpec.wording);
	knn.check(hyperparameters);
	const lines: string[] = [];
	const model = await knn.train({
		hyperparameters,
		channels: { train, ...channels },
		rng: new Rng(seed),
		stop: { aborted: false },
		log: (line) => lines.push(line),
		breathe: () => Promise.resolve()
	});
	return { model: model as KnnModel, lines };
}

/** Every fifth row is for testing. */
export function fifths(data: Dataset): { train: Dataset; test: Dataset } {
	const rows = Array.from({ length: data.rows }, (_, i) => i);
	return {
		train: takeRows(
			data,
			rows.filter((i) => i % 5 !== 4)
		),
		test: takeRows(
			data,
			rows.filter((i) => i % 5 === 4)
		)
	};
}

/** What a model says of each row, by field. */
export function answersOf(model: KnnModel, rows: Dataset): Record<string, Float32Array> {
	const { fields } = model.predict(rows, { verbose: true });
	return Object.fromEntries(fields.map(({ name, values }) => [name, values]));
}
