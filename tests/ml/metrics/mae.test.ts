import { expect, test } from 'vitest';
import { mae } from '#ml/metrics/mae.ts';

test('mae is the mean distance', () => {
	expect(mae([1, 2, 3], [2, 2, 1])).toBe(1);
	expect(mae([], [])).toBeNaN();
});
