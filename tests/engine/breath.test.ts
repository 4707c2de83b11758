import { describe, expect, it } from 'vitest';
import { createBreath } from '#engine/breath.ts';
import { processorMs } from '#tests/support/processor-ms.ts';

describe('createBreath', () => {
	it('lets messages through while a loop computes', async () => {
		const breathe = createBreath();
		let heard = false;
		setTimeout(() => (heard = true), 5);
		for (const end = performance.now() + 10_000; !heard && performance.now() < end;) await breathe();
		expect(heard).toBe(true);
	});

	it('costs almost nothing when called often', async () => {
		const breathe = createBreath();
		const took = await processorMs(async () => {
			for (let i = 0; i < 100_000; i++) await breathe();
		});
		expect(took).toBeLessThan(1_000);
	});
});
