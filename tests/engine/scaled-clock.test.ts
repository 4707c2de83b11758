import { describe, expect, it } from 'vitest';
import { ScaledClock } from '#engine/scaled-clock.ts';

describe('ScaledClock', () => {
	it('runs as many times faster than real time as it is told, and never backwards', async () => {
		const clock = new ScaledClock(1_000_000, 600);
		const before = performance.now();
		const start = clock.now();
		await clock.sleep(30_000);
		const real = performance.now() - before;
		const simulated = clock.now() - start;
		expect(real).toBeGreaterThanOrEqual(49);
		expect(simulated).toBeGreaterThanOrEqual(29_400);
		expect(Math.abs(simulated / 600 - real)).toBeLessThan(5);
	});

	it('rejects a sleep with the reason of its stop signal', async () => {
		const clock = new ScaledClock(0, 1);
		const stop = new AbortController();
		const sleeping = clock.sleep(60_000, stop.signal);
		stop.abort(new Error('enough'));
		await expect(sleeping).rejects.toThrow('enough');
	});

	it.each([0, -1, Infinity, NaN])('refuses a speed of %s', (speed) => {
		expect(() => new ScaledClock(0, speed)).toThrow(String(speed));
	});
});
