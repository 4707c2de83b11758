import { describe, expect, it } from 'vitest';
import { ScaledClock } from '#engine/scaled-clock.ts';

describe('ScaledClock', () => {
	it('runs as many times faster than real time as it is told, and never backwards', async () => {
		const clock = new ScaledClock(1_000_000, 600);
		/** The clock's time, and the real times between which it was asked. */
		const ask = (): { least: number; simulated: number; most: number } => {
			const least = performance.now();
			const simulated = clock.now();
			return { least, simulated, most: performance.now() };
		};
		const start = ask();
		await clock.sleep(30_000);
		const end = ask();
		const simulated = end.simulated - start.simulated;
		expect(end.most - start.least).toBeGreaterThanOrEqual(49);
		expect(simulated).toBeGreaterThanOrEqual(29_400);
		// A millisecond more or less, for clocks that count whole ones.
		expect(simulated / 600).toBeGreaterThanOrEqual(end.least - start.most - 1);
		expect(simulated / 600).toBeLessThanOrEqual(end.most - start.least + 1);
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
