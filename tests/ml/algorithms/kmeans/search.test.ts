import { expect, test } from 'vitest';
import { pointsOf } from '#ml/algorithms/kmeans/points.ts';
import { searchOf } from '#ml/algorithms/kmeans/search.ts';
import type { Gpu } from '#ml/gpu/gpu.ts';
import { planted } from '#tests/support/datasets.ts';
import { lostGpu } from '#tests/support/lost-gpu.ts';

const data = planted(60, 4, 1);
const points = pointsOf(data);
const centers = Float64Array.from(data.x.subarray(0, 12));
const indexes = Uint32Array.of(5, 9, 33);

test('small batches stay on the processor, and nobody is asked', async () => {
	const gpu = (): Promise<Gpu | null> => Promise.reject(new Error('asked'));
	expect(await searchOf(points, data, 60, 10, { gpu, log: () => undefined })).toBe(points);
});

test('where the graphics processor fails, the processor goes on and the log says so', async () => {
	const lines: string[] = [];
	const task = { gpu: () => Promise.resolve(lostGpu()), log: (line: string) => lines.push(line) };
	const search = await searchOf(points, data, 2 ** 26, 10, task);
	const [found, wanted] = [new Uint32Array(3), new Uint32Array(3)];
	await search.nearest(indexes, centers, found);
	points.nearest(indexes, centers, wanted);
	expect(found).toEqual(wanted);
	await search.nearest(indexes, centers, found);
	expect(lines.filter((line) => line.startsWith('WARNING'))).toEqual([
		'WARNING: the GPU failed (device lost); the processor goes on'
	]);
});
