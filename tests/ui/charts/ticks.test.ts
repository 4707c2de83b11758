import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { niceTicks } from '#ui/charts/ticks.ts';

describe('niceTicks', () => {
	it.each([
		[0, 10, 5, [0, 2, 4, 6, 8, 10]],
		[0, 0.3, 3, [0, 0.1, 0.2, 0.3]],
		[-1, 1, 4, [-1, -0.5, 0, 0.5, 1]],
		[3, 3, 5, [3]],
		[0, NaN, 5, []]
	])('of %d to %d, about %d of them', (low, high, count, expected) => {
		expect(niceTicks(low, high, count)).toEqual(expected);
	});

	it('stays within its bounds, ascends, and is about as many as asked', () => {
		const bound = fc.double({ min: -1e6, max: 1e6, noNaN: true });
		fc.assert(
			fc.property(bound, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (low, span) => {
				const ticks = niceTicks(low, low + span, 5);
				expect(ticks.length).toBeGreaterThanOrEqual(2);
				expect(ticks.length).toBeLessThanOrEqual(9);
				expect(ticks.every((tick, i) => i === 0 || tick > ticks[i - 1]!)).toBe(true);
				const slack = span * 1e-6;
				expect(ticks[0]!).toBeGreaterThanOrEqual(low - slack);
				expect(ticks.at(-1)!).toBeLessThanOrEqual(low + span + slack);
			}),
			{ seed: 20260301 }
		);
	});
});
