import { expect, test } from 'vitest';
import { merror } from '#ml/metrics/merror.ts';

test('merror compares class numbers, or the class of the highest score', () => {
	expect(merror([0, 1, 2, 2], [0, 1, 1, 2])).toBe(0.25);
	expect(merror([0, 1], [0.6, 0.4, 0.7, 0.3])).toBe(0.5);
	expect(merror([], [])).toBeNaN();
});
