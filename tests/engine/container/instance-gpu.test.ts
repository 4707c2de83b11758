import { expect, test } from 'vitest';
import { instanceGpu } from '#engine/container/instance-gpu.ts';
import type { Gpu } from '#ml/gpu/gpu.ts';

test.each(['ml.m5.xlarge', 'ml.c5.large', 'ml.trn1.2xlarge'])('%s has no GPU', (type) => {
	expect(instanceGpu(type, { log: () => undefined })).toBeUndefined();
});

test.each(['ml.p3.2xlarge', 'ml.g4dn.xlarge', 'ml.p4d.24xlarge'])('%s has one, opened once', async (type) => {
	const lines: string[] = [];
	let closed = 0;
	let opened = 0;
	const gpu = { name: 'fast', close: () => closed++ } as unknown as Gpu;
	const openGpu = (): Promise<Gpu> => {
		opened++;
		return Promise.resolve(gpu);
	};
	const instance = instanceGpu(type, { log: (line) => lines.push(line), openGpu })!;
	expect(await instance.open()).toBe(gpu);
	expect(await instance.open()).toBe(gpu);
	await instance.close();
	expect({ opened, closed, lines }).toEqual({
		opened: 1,
		closed: 1,
		lines: [`INFO: ${type} has a GPU; it is fast`]
	});
});

test('a machine without one says so, and nothing is opened for who never asks', async () => {
	const lines: string[] = [];
	const instance = instanceGpu('ml.g5.xlarge', { log: (line) => lines.push(line) })!;
	await instance.close();
	expect(lines).toEqual([]);
	expect(await instance.open()).toBeNull();
	expect(lines).toEqual(['INFO: ml.g5.xlarge has a GPU; there is none here, so the processor computes']);
});

test('one that does not open leaves the work to the processor, and the log says so', async () => {
	const lines: string[] = [];
	const openGpu = (): Promise<Gpu> => Promise.reject(new Error('no memory'));
	const instance = instanceGpu('ml.g5.xlarge', { log: (line) => lines.push(line), openGpu })!;
	expect(await instance.open()).toBeNull();
	await instance.close();
	expect(lines).toEqual([
		'WARNING: ml.g5.xlarge has a GPU, and it did not open (no memory); the processor computes'
	]);
});
