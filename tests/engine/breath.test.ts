import { describe, expect, it } from 'vitest';
import { createBreath } from '#engine/breath.ts';

describe('createBreath', () => {
	it('lets messages through while a loop computes', async () => {
		const breathe = createBreath();
		let heard = false;
		setTimeout(() => (heard = true), 5);
		const end = performance.now() + 200;
		while (!heard && performance.now() < end) await breathe();
		expect(heard).toBe(true);
	});

	it('costs almost nothing when called often', async () => {
		const breathe = createBreath();
		const began = performance.now();
		for (let i = 0; i < 100_000; i++) await breathe();
		expect(performance.now() - began).toBeLessThan(1_000);
	});
});
