import { Rng } from '#base/rng.ts';
import type { Algorithm, Model } from '#ml/algorithm.ts';
import { kmeans } from '#ml/algorithms/kmeans/index.ts';
import type { KMeansModel } from '#ml/algorithms/kmeans/model.ts';
import { knn } from '#ml/algorithms/knn/index.ts';
import { linearLearner } from '#ml/algorithms/linear-learner/index.ts';
import type { LinearModel } from '#ml/algorithms/linear-learner/model.ts';
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

/** The labels of the answers, then the distances and labels of the neighbours. */
async function neighbours(
	table: Dataset,
	asked: Dataset,
	more: Readonly<Record<string, string>>,
	host: GpuHost
): Promise<number[]> {
	const { rows, columns } = table;
	const given = { feature_dim: columns, k: 7, predictor_type: 'classifier', sample_size: rows, ...more };
	const model = await train(knn, given, { train: table, test: asked }, host);
	const { fields } = await model.predictorOn!(host).predict(asked, { verbose: true });
	return fields.flatMap(({ values }) => [...values]);
}

async function components(more: Record<string, number | string>, host: GpuHost): Promise<number[]> {
	const [rows, columns] = [700, 40];
	const rng = new Rng(4);
	// Columns of different spread, so that directions are known well.
	const x = Float32Array.from({ length: rows * columns }, (_, i) => 10 + rng.next() * 1.5 ** -(i % columns));
	const table = { rows, columns, x, labels: null, weights: null };
	const given = { feature_dim: columns, mini_batch_size: 200, ...more };
	const { v, s } = ((await train(pca, given, { train: table }, host)) as PcaModel).parameters;
	return [...v, ...s];
}

/** Weights, then biases, after some epochs over rows whose label leans on the first columns. */
async function weights(
	labelOf: (sum: number) => number,
	given: Readonly<Record<string, number | string>>,
	host: GpuHost
): Promise<number[]> {
	const table = (rows: number, seed: number): Dataset => {
		const rng = new Rng(seed);
		const [columns, x] = [9, Float32Array.from({ length: rows * 9 }, () => 20 + 5 * rng.next())];
		const labels = Float32Array.from({ length: rows }, (_, row) => {
			const [a, b, c] = x.subarray(row * columns) as unknown as [number, number, number];
			return labelOf((a - 22.5) / 2 - (b - 22.5) + (c - 22.5) / 4 + rng.next() - 0.5);
		});
		return { rows, columns, x, labels, weights: null };
	};
	const channels = { train: table(530, 1), validation: table(100, 2) };
	const common = { mini_batch_size: 100, epochs: 2, num_models: 3 };
	const model = await train(linearLearner, { ...common, ...given }, channels, host);
	const { weights: found, biases } = (model as LinearModel).parameters;
	return [...found, ...biases];
}

const binary = (sum: number): number => Number(sum > 0);
const regressors = { predictor_type: 'regressor', wd: 0.01, learning_rate: 0.02 };

/** The runs that the test asks for, by name. */
export const runs = {
	async kmeans(host: GpuHost) {
		const table = heapsOfPoints(256, 33, 10, 3);
		const given = {
			k: 10,
			feature_dim: 33,
			extra_center_factor: 10,
			mini_batch_size: 256,
			epochs: 2
		};
		return ((await train(kmeans, given, { train: { ...table, labels: null } }, host)) as KMeansModel).centers;
	},

	knn: (host: GpuHost) => neighbours(heapsOfPoints(900, 17, 5, 1), heapsOfPoints(530, 17, 5, 2), {}, host),
	/** More rows than are multiplied at once. */
	knnInParts: (host: GpuHost) =>
		neighbours(heapsOfPoints(33_000, 2, 5, 1), heapsOfPoints(8, 2, 5, 2), { index_metric: 'COSINE' }, host),

	/** Directions, then singular values. Rows come in several blocks where `columns` are many. */
	pcaRegular: (host: GpuHost) => components({ num_components: 5 }, host),
	/** By the scatter of all pairs of features. */
	pcaNarrow: (host: GpuHost) => components({ num_components: 5, algorithm_mode: 'randomized' }, host),
	/** By passes over the rows. */
	pcaWide: (host: GpuHost) =>
		components({ num_components: 2, extra_components: 1, algorithm_mode: 'randomized' }, host),

	linearLogistic: (host: GpuHost) =>
		weights(binary, { predictor_type: 'binary_classifier', positive_example_weight_mult: 2 }, host),
	linearHinge: (host: GpuHost) =>
		weights(
			binary,
			{ predictor_type: 'binary_classifier', loss: 'hinge_loss', l1: 0.01, optimizer: 'sgd' },
			host
		),
	linearSoftmax: (host: GpuHost) =>
		weights(
			(sum) => Math.min(2, Math.max(0, Math.floor(sum + 1.5))),
			{
				predictor_type: 'multiclass_classifier',
				num_classes: 3,
				balance_multiclass_weights: 'true'
			},
			host
		),
	linearSquared: (host: GpuHost) => weights((sum) => sum + 7, { ...regressors, optimizer: 'rmsprop' }, host),
	linearHuber: (host: GpuHost) =>
		weights(
			(sum) => sum,
			{ ...regressors, loss: 'huber_loss', optimizer: 'sgd', use_bias: 'false', learning_rate: 0.0005 },
			host
		),
	linearQuantile: (host: GpuHost) => weights((sum) => sum, { ...regressors, loss: 'quantile_loss' }, host),
	linearAbsolute: (host: GpuHost) => weights((sum) => sum, { ...regressors, loss: 'absolute_loss' }, host),
	linearTube: (host: GpuHost) =>
		weights(
			(sum) => sum,
			{ ...regressors, loss: 'eps_insensitive_squared_loss', loss_insensitivity: 0.2 },
			host
		),
	linearTubeOfSizes: (host: GpuHost) =>
		weights(
			(sum) => sum,
			{ ...regressors, loss: 'eps_insensitive_absolute_loss', loss_insensitivity: 0.2 },
			host
		)
} as const satisfies Record<string, (host: GpuHost) => Promise<ArrayLike<number> & Iterable<number>>>;
