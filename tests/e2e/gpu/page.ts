import { Rng } from '#base/rng.ts';
import { openGpu } from '#engine/web-gpu.ts';
import { kmeans } from '#ml/algorithms/kmeans/index.ts';
import type { KMeansModel } from '#ml/algorithms/kmeans/model.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';
import type { Gpu } from '#ml/gpu/gpu.ts';

/** What a training run came to. */
export interface GpuRun {
	readonly lines: readonly string[];
	readonly centers: readonly number[];
}

declare global {
	/** Whether users would be given this browser's adapter. */
	var isOffered: () => Promise<boolean>;
	/** Trains K-Means with the browser's adapter, also a software one, or without any. */
	var clusterOn: (processor: 'gpu' | 'cpu') => Promise<GpuRun>;
}

globalThis.isOffered = async () => (await openGpu()) !== null;

globalThis.clusterOn = async (processor) => {
	const rng = new Rng(3);
	const [rows, columns, k] = [8192, 33, 10];
	// Heaps of points, far from 0, where 32-bit floats lose digits.
	const x = Float32Array.from(
		{ length: rows * columns },
		(_, i) => 100 + (Math.floor(i / columns) % k) + rng.next()
	);
	const lines: string[] = [];
	let gpu: Gpu | null = null;
	const model = await kmeans.train({
		hyperparameters: parseHyperparameters(kmeans.hyperparameters, {
			k: String(k),
			feature_dim: String(columns),
			extra_center_factor: '100',
			mini_batch_size: String(rows),
			epochs: '2'
		}),
		channels: { train: { rows, columns, x, labels: null, weights: null } },
		rng: new Rng(1),
		stop: { aborted: false },
		log: (line) => lines.push(line),
		breathe: () => Promise.resolve(),
		...(processor === 'gpu' && { gpu: async () => (gpu = await openGpu({ allowSoftware: true })) })
	});
	(gpu as Gpu | null)?.close();
	return { lines, centers: [...(model as KMeansModel).centers] };
};
