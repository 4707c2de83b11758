import { expect, test } from 'vitest';
import { isHopeless } from '#ml/tuning/median-rule.ts';

const EARLIER = [
	[10, 6, 2],
	[10, 8, 6],
	[9, 9, 9]
];

test('a trial is hopeless when it is worse than the median of the running averages up to its step', () => {
	// Averages over two steps: 8, 9, 9.
	expect(isHopeless([20, 9.1], EARLIER, 3)).toBe(true);
	expect(isHopeless([20, 9], EARLIER, 3)).toBe(false);
	// Over three steps: 6, 8, 9.
	expect(isHopeless([20, 9, 8.5], EARLIER, 3)).toBe(true);
	expect(isHopeless([20, 9, 7.5], EARLIER, 3)).toBe(false);
});

test('trials that never came so far have no say, and too few decide nothing', () => {
	expect(isHopeless([1, 1, 1, 99], EARLIER, 1)).toBe(false);
	expect(isHopeless([99], EARLIER, 4)).toBe(false);
	expect(isHopeless([99], [], 0)).toBe(false);
});
