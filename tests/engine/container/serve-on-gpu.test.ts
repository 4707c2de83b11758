import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { encodeUtf8 } from '#base/bytes.ts';
import { packArchive } from '#engine/container/archive.ts';
import { loadContainer, type ServingContainer } from '#engine/container/serve.ts';
import { FlatIndex } from '#ml/algorithms/knn/flat-index.ts';
import { KnnModel } from '#ml/algorithms/knn/model.ts';
import type { Gpu } from '#ml/gpu/gpu.ts';
import type { InvocationOutput } from '#sim/ports.ts';
import { lostGpu } from '#tests/support/lost-gpu.ts';

const IMAGE = '382416733822.dkr.ecr.us-east-1.amazonaws.com/knn:1';
const [ROWS, FEATURES] = [20_000, 64];
const rng = new Rng(1);
const x = Float32Array.from({ length: ROWS * FEATURES }, () => rng.below(1000) / 1000);
const settings = {
	k: 3,
	predictorType: 'regressor',
	features: FEATURES,
	normalise: false,
	projection: null,
	probes: null
} as const;
const labels = Float32Array.from({ length: ROWS }, (_, row) => row);
const modelArchive = packArchive(new KnnModel(settings, new FlatIndex('L2', FEATURES, x), labels).toFiles());

const csvOf = (rows: number): string =>
	Array.from({ length: rows }, (_, i) => x.subarray(i * FEATURES, (i + 1) * FEATURES).join(',')).join('\n');
const ask = (container: ServingContainer, rows: number): Promise<InvocationOutput> =>
	container.invoke({ body: encodeUtf8(csvOf(rows)), contentType: 'text/csv', accept: undefined });

test('large requests are answered with the GPU of an instance that has one, small ones and other instances without', async () => {
	const lines: string[] = [];
	const openGpu = (): Promise<Gpu> => Promise.resolve(lostGpu());
	const serve = (instanceType?: string): Promise<ServingContainer> =>
		loadContainer(
			{ image: IMAGE, modelArchive, environment: {}, instanceType },
			{ log: (line) => lines.push(line), openGpu }
		);
	const wanted = await ask(await serve('ml.m5.large'), 300);
	await ask(await serve(), 300);
	const container = await serve('ml.g4dn.xlarge');
	await ask(container, 3);
	expect(lines.join('\n')).not.toContain('GPU');
	const order: number[] = [];
	const [large] = await Promise.all(
		[300, 3].map(async (rows) => {
			const answer = await ask(container, rows);
			order.push(rows);
			return answer;
		})
	);
	expect(large).toEqual(wanted);
	expect(order).toEqual([300, 3]);
	expect(lines.filter((line) => line.includes('GPU'))).toEqual([
		'INFO: ml.g4dn.xlarge has a GPU; it is lost',
		'INFO: neighbours are looked up on the GPU',
		'WARNING: the GPU failed (device lost); the processor goes on'
	]);
});
