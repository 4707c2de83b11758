import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { sparseOf } from '#ml/data/sparse-rows.ts';
import type { Gpu } from '#ml/gpu/gpu.ts';
import { lostGpu } from '#tests/support/lost-gpu.ts';
import { fitPca } from '#tests/support/pca.ts';

const [rows, columns] = [700, 12];
const rng = new Rng(2);
const x = Float32Array.from({ length: rows * columns }, (_, i) => 5 + rng.next() * 1.6 ** (i % columns));
const table = { rows, columns, x, labels: null, weights: null };
const nobody = (): Promise<Gpu | null> => Promise.reject(new Error('asked'));
const SAID = 'INFO: products of rows are worked out on the GPU';

describe('nobody is asked for a graphics processor', () => {
	test('where all passes together are small', async () => {
		const regular = { num_components: '3' };
		const [least, more] = [(rows * columns * columns) / 2, (rows * columns * columns) / 2 + 1];
		await fitPca(regular, table, {}, 1, { gpu: nobody, gpuLeast: more });
		await expect(fitPca(regular, table, {}, 1, { gpu: nobody, gpuLeast: least })).rejects.toThrow('asked');
	});

	test('where the rows are sparse', async () => {
		const sparse = { ...table, x: new Float32Array(0), sparse: sparseOf(table) };
		const { lines } = await fitPca({ num_components: '3' }, sparse, {}, 1, { gpu: nobody, gpuLeast: 0 });
		expect(lines).not.toContain(SAID);
	});
});

test.each([
	{ algorithm_mode: 'regular', num_components: '3' },
	{ algorithm_mode: 'randomized', num_components: '3' },
	// So few that the rows are gone over again and again.
	{ algorithm_mode: 'randomized', num_components: '1', extra_components: '0' }
])('where it fails, the processor does what was under way: %o', async (mode) => {
	const given = { ...mode, mini_batch_size: '300' };
	const own = await fitPca(given, table);
	const host = { gpu: () => Promise.resolve(lostGpu()), gpuLeast: 0 };
	const { model, lines } = await fitPca(given, table, {}, 1, host);
	expect(lines.slice(1, 3)).toEqual([SAID, 'WARNING: the GPU failed (device lost); the processor goes on']);
	const [found, wanted] = [model.parameters, own.model.parameters];
	found.v.forEach((value, i) => expect(value).toBeCloseTo(wanted.v[i]!, 5));
	found.s.forEach((value, i) => expect(value / wanted.s[i]!).toBeCloseTo(1, 6));
});

test('buffers that are too small leave it to the processor', async () => {
	const host = { gpu: () => Promise.resolve(lostGpu(2 ** 20)), gpuLeast: 0 };
	const { lines } = await fitPca({ num_components: '3' }, table, {}, 1, host);
	expect(lines).not.toContain(SAID);
});
