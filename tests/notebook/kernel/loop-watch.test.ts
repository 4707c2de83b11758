import { describe, expect, it } from 'vitest';
import { createLoopWatch } from '#notebook/kernel/loop-watch.ts';

/** A loop whose rounds take `roundMs` each, run until `look` was called `times` times; returns when that was. */
function lookTimes(roundMs: (at: number) => number, times: number, jump = (at: number) => at): number[] {
	let at = 0;
	const looks: number[] = [];
	const watch = createLoopWatch(
		() => Math.floor(jump(at)),
		100,
		() => looks.push(at)
	);
	watch.begin();
	let left = 0;
	while (looks.length < times) {
		if (--left < 0) left = watch.tick();
		at += roundMs(at);
	}
	return looks;
}

describe('createLoopWatch', () => {
	it.each([0.0005, 0.1, 1, 30])('looks about every 100 ms where a round takes %s ms', (ms) => {
		const looks = lookTimes(() => ms, 5);
		looks.forEach((at, i) => {
			const waited = at - (looks[i - 1] ?? 0);
			expect(waited).toBeGreaterThanOrEqual(100 - 1);
			expect(waited).toBeLessThan(100 + Math.max(10, 3 * ms));
		});
	});

	it('hears within a second and a bit when rounds grow a thousandfold', () => {
		const looks = lookTimes((at) => (at < 500 ? 0.001 : 1), 8);
		looks.forEach((at, i) => expect(at - (looks[i - 1] ?? 0)).toBeLessThan(1_200));
	});

	it('looks at once when the clock jumps back', () => {
		const jump = (at: number): number => (at < 50 ? at + 1e6 : at);
		expect(lookTimes(() => 0.5, 1, jump)[0]).toBeLessThan(60);
	});

	it('looks at the next round when told to, and again as long as that throws', () => {
		let looks = 0;
		const watch = createLoopWatch(
			() => 0,
			100,
			() => {
				looks++;
				throw new Error('stop');
			}
		);
		watch.begin();
		watch.tick();
		expect(looks).toBe(0);
		watch.lookNext();
		expect(() => watch.tick()).toThrow('stop');
		expect(() => watch.tick()).toThrow('stop');
		expect(looks).toBe(2);
	});
});
