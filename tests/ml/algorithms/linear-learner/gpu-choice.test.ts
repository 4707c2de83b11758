import { describe, expect, test } from 'vitest';
import { LEAST_STEP } from '#ml/algorithms/linear-learner/gpu-choice.ts';
import { sparseOf } from '#ml/data/sparse-rows.ts';
import type { Gpu } from '#ml/gpu/gpu.ts';
import { planted } from '#tests/support/datasets.ts';
import { fitLinear } from '#tests/support/linear.ts';
import { lostGpu } from '#tests/support/lost-gpu.ts';

const table = planted(500, 7, 1);
const given = { predictor_type: 'regressor', mini_batch_size: '100', epochs: '3', num_models: '2' };
const SAID = 'INFO: steps are taken on the GPU';
const nobody = (): Promise<Gpu | null> => Promise.reject(new Error('asked'));

describe('nobody is asked for a graphics processor', () => {
	test('where all epochs are small', async () => {
		// Margins and gradients of two models; the bias is an eighth column.
		const products = 3 * 500 * 2 * 2 * 8;
		await fitLinear(given, table, {}, 1, { gpu: nobody, gpuLeast: products + 1 });
		await expect(fitLinear(given, table, {}, 1, { gpu: nobody, gpuLeast: products })).rejects.toThrow(
			'asked'
		);
	});

	test('where a step is small, however many there are', async () => {
		const step = 100 * 2 * 2 * 8;
		expect(step).toBeLessThan(LEAST_STEP);
		const { lines } = await fitLinear(given, table, {}, 1, { gpu: nobody });
		expect(lines).not.toContain(SAID);
	});

	test('where training or validation rows are sparse', async () => {
		const sparse = { ...table, x: new Float32Array(0), sparse: sparseOf(table) };
		await fitLinear(given, sparse, {}, 1, { gpu: nobody, gpuLeast: 0 });
		await fitLinear(given, table, { validation: sparse }, 1, { gpu: nobody, gpuLeast: 0 });
	});
});

test('where it fails, the processor does the epoch again, to the same model', async () => {
	const own = await fitLinear(given, table, { validation: table });
	const host = { gpu: () => Promise.resolve(lostGpu()), gpuLeast: 0 };
	const { model, lines } = await fitLinear(given, table, { validation: table }, 1, host);
	expect(lines.filter((line) => /GPU/.test(line))).toEqual([
		SAID,
		'WARNING: the GPU failed (device lost); the processor goes on'
	]);
	expect(model.toFiles()).toEqual(own.model.toFiles());
});

test('buffers that are too small leave it to the processor', async () => {
	const host = { gpu: () => Promise.resolve(lostGpu(2 ** 12)), gpuLeast: 0 };
	const { lines } = await fitLinear(given, table, {}, 1, host);
	expect(lines).not.toContain(SAID);
});
