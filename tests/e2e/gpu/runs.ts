import { Rng } from '#base/rng.ts';
import type { Algorithm, Model } from '#ml/algorithm.ts';
import { kmeans } from '#ml/algorithms/kmeans/index.ts';
import type { KMeansModel } from '#ml/algorithms/kmeans/model.ts';
import { knn } from '#ml/algorithms/knn/index.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import type { GpuHost } from '#ml/gpu/borrow.ts';
import { pca } from '#ml/algorithms/pca/index.ts';
import type { PcaModel } from '#ml/algorithms/pca/model.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';

/** `lost` is a graphics processor that is taken away on the way. */
export type Processor = 'gpu' | 'cpu' | 'lost';

/** What a run came to. */
export interface Outcome {
	readonly lines: readonly string[];
	/** Of the model, or of its answers. */
	readonly numbers: readonly number[];
}

/** Rows about which labels can be said: each belongs to one of `heaps` heaps, far from 0, where 32-bit floats lose digits. */
function heapsOfPoints(rows: number, columns: number, heaps: number, seed: number): Dataset {
	const rng = new Rng(seed);
	const labels = Float32Array.from({ length: rows }, (_, row) => row % heaps);
	const x = Float32Array.from(
		{ length: rows * columns },
		(_, i) => 100 + labels[Math.floor(i / columns)]! + rng.next()
	);
	return { rows, columns, x, labels, weights: null };
}

async function train(
	{ train, hyperparameters, name }: Algorithm,
	strings: Readonly<Record<string, number | string>>,
	channels: Readonly<Record<string, Dataset>>,
	host: GpuHost
): Promise<Model> {
	const given = Object.entries(strings).map(([key, value]) => [key, String(value)] as const);
	const model = await train({
		hyperparameters: parseHyperparameters(hyperparameters, Object.fromEntries(given)),
		channels,
		rng: new Rng(1),
		stop: { aborted: false },
		breathe: () => Promise.resolve(),
		...host
	});
	if (!model) throw new Error(`${name} was stopped`);
	return model;
}

async function components(more: Record<string, number | string>, host: GpuHost): Promise<number[]> {
	const [rows, columns] = [1500, 70];
	const rng = new Rng(4);
	// Columns of different spread, so that directions are known well.
	const x = Float32Array.from({ length: rows * columns }, (_, i) => 10 + rng.next() * 1.5 ** -(i % columns));
	const table = { rows, columns, x, labels: null, weights: null };
	const given = { feature_dim: columns, mini_batch_size: 400, ...more };
	const { v, s } = ((await train(pca, given, { train: table }, host)) as PcaModel).parameters;
	return [...v, ...s];
}

/** The runs that the test asks for, by name. */
export const runs = {
	async kmeans(host: GpuHost) {
		const table = heapsOfPoints(1024, 33, 10, 3);
		const given = {
			k: 10,
			feature_dim: 33,
			extra_center_factor: 10,
			mini_batch_size: 1024,
			epochs: 2
		};
		return ((await train(kmeans, given, { train: { ...table, labels: null } }, host)) as KMeansModel).centers;
	},

	/** The labels of the answers, then the distances of the neighbours. */
	async knn(host: GpuHost) {
		const given = { feature_dim: 17, k: 7, predictor_type: 'classifier', sample_size: 3000 };
		const asked = heapsOfPoints(600, 17, 5, 2);
		const channels = { train: heapsOfPoints(3000, 17, 5, 1), test: asked };
		const model = await train(knn, given, channels, host);
		const { fields } = await model.predictorOn!(host).predict(asked, { verbose: true });
		return fields.flatMap(({ values }) => [...values]);
	},

	/** Directions, then singular values. Rows come in several blocks where `columns` are many. */
	pcaRegular: (host: GpuHost) => components({ num_components: 5 }, host),
	/** By the scatter of all pairs of features. */
	pcaNarrow: (host: GpuHost) => components({ num_components: 5, algorithm_mode: 'randomized' }, host),
	/** By passes over the rows. */
	pcaWide: (host: GpuHost) =>
		components({ num_components: 2, extra_components: 1, algorithm_mode: 'randomized' }, host)
} as const satisfies Record<string, (host: GpuHost) => Promise<ArrayLike<number> & Iterable<number>>>;
