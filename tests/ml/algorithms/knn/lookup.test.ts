import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { FlatIndex } from '#ml/algorithms/knn/flat-index.ts';
import { IvfIndex, listsOf } from '#ml/algorithms/knn/ivf-index.ts';
import { Lookup } from '#ml/algorithms/knn/lookup.ts';
import { RowStore } from '#ml/algorithms/knn/row-store.ts';
import type { SearchIndex } from '#ml/algorithms/knn/search-index.ts';
import type { Gpu } from '#ml/gpu/gpu.ts';
import { lostGpu } from '#tests/support/lost-gpu.ts';

const rng = new Rng(5);
const x = Float32Array.from({ length: 3 * 40 }, () => rng.next());
const flat = new FlatIndex('L2', 3, x);
const asked = { x: x.subarray(0, 30), rows: 10, columns: 3, labels: null, weights: null };
const nobody = (): Promise<Gpu | null> => Promise.reject(new Error('asked'));

/** The answer, and what the log says of it. */
async function lookUp(
	index: SearchIndex,
	host: { gpu?: () => Promise<Gpu | null>; gpuLeast?: number },
	k = 4
): Promise<readonly string[]> {
	const lines: string[] = [];
	const lookup = new Lookup(index, { ...host, log: (line) => lines.push(line) });
	for (let time = 0; time < 2; time++) {
		const search = await lookup.searchFor(asked.rows, k);
		expect(await search(asked, k)).toEqual(index.search(asked, k));
	}
	return lines;
}

describe('neighbours are looked up by the index itself, and nobody is asked for a graphics processor', () => {
	test('where the instance has none', async () => expect(await lookUp(flat, {})).toEqual([]));

	test('where the batch is small', async () => {
		const products = asked.rows * flat.count * flat.dimension;
		expect(await lookUp(flat, { gpu: nobody, gpuLeast: products + 1 })).toEqual([]);
		await expect(lookUp(flat, { gpu: nobody, gpuLeast: products })).rejects.toThrow('asked');
	});

	test('where the index has cells', async () => {
		const lists = listsOf(new Uint32Array(40), 1);
		const index = new IvfIndex(
			new FlatIndex('L2', 3, new Float32Array(3)),
			lists,
			new RowStore('L2', 3, lists, x),
			1
		);
		expect(await lookUp(index, { gpu: nobody, gpuLeast: 0 })).toEqual([]);
	});
});

describe('the index takes over', () => {
	test('where the machine has no graphics processor', async () => {
		expect(await lookUp(flat, { gpu: () => Promise.resolve(null), gpuLeast: 0 })).toEqual([]);
	});

	test('where its buffers are too small for the rows', async () => {
		const gpu = lostGpu(4 * 40 * 4 - 1);
		expect(await lookUp(flat, { gpu: () => Promise.resolve(gpu), gpuLeast: 0 })).toEqual([]);
	});

	test('where it fails, once and for all', async () => {
		expect(await lookUp(flat, { gpu: () => Promise.resolve(lostGpu()), gpuLeast: 0 })).toEqual([
			'INFO: neighbours are looked up on the GPU',
			'WARNING: the GPU failed (device lost); the processor goes on'
		]);
	});
});
