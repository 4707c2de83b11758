import { expect, test } from 'vitest';
import type { Kernel } from '#ml/wasm/kernel.ts';
import { Products } from '#ml/wasm/products.ts';

test('memory grows with what is placed in it and keeps what was there', () => {
	const kernel: Kernel<unknown> = new Products();
	const first = kernel.place(Float32Array.of(1, 2, 3));
	const second = kernel.allocate(20 * 2 ** 20);
	expect(second % 64).toBe(0);
	expect([...kernel.f32(first, 3)]).toEqual([1, 2, 3]);
	expect(kernel.u8(second, 20 * 2 ** 20).findLast((byte) => byte !== 0)).toBeUndefined();
});

test('memory that was given back is zero again', () => {
	const kernel: Kernel<unknown> = new Products();
	const at = kernel.place(Float64Array.of(1.5));
	kernel.release(at);
	expect(kernel.allocate(8)).toBe(at);
	expect([...kernel.f64(at, 1)]).toEqual([0]);
});

test('more than 4 GiB is refused with the size', () => {
	const kernel: Kernel<unknown> = new Products();
	expect(() => kernel.allocate(2 ** 32)).toThrow(
		expect.objectContaining({ kind: 'user', code: 'TooLarge', message: expect.stringContaining('4098 MiB') })
	);
});
