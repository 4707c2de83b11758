import { expect, test } from 'vitest';
import { LEAST_WORK, paysOnGpu } from '#ml/gpu/borrow.ts';
import { lostGpu } from '#tests/support/lost-gpu.ts';

const log = (): void => undefined;
const gpu = (): Promise<ReturnType<typeof lostGpu>> => Promise.resolve(lostGpu());

test('work without a graphics processor never pays there', () => {
	expect(paysOnGpu({ log }, { products: Infinity, sent: 0 })).toBe(false);
	expect(paysOnGpu({ log, gpuLeast: 0 }, { products: 1, sent: 0 })).toBe(false);
});

test('work pays from 2^28 products on, where each number that is sent is used 32 times', () => {
	expect(paysOnGpu({ log, gpu }, { products: LEAST_WORK, sent: LEAST_WORK / 32 })).toBe(true);
	expect(paysOnGpu({ log, gpu }, { products: LEAST_WORK - 1, sent: 0 })).toBe(false);
	expect(paysOnGpu({ log, gpu }, { products: LEAST_WORK, sent: LEAST_WORK / 31 })).toBe(false);
});

test('a host may say otherwise', () => {
	expect(paysOnGpu({ log, gpu, gpuLeast: 10 }, { products: 10, sent: 10 })).toBe(true);
	expect(paysOnGpu({ log, gpu, gpuLeast: 10 }, { products: 9, sent: 0 })).toBe(false);
});
