import { expect, test } from 'vitest';
import { isInRange, rangeNotation, rangeWords } from '#ml/hyperparameters/describe-range.ts';

test.each([
	[{ min: 1 }, '[1, ∞)', 'at least 1'],
	[{ max: 5, maxExclusive: true }, '(-∞, 5)', 'below 5'],
	[{ min: 0, minExclusive: true, max: 1 }, '(0, 1]', 'above 0 and at most 1'],
	[{}, '(-∞, ∞)', 'any number']
])('%j reads %s, «%s»', (range, notation, words) => {
	expect(rangeNotation(range)).toBe(notation);
	expect(rangeWords(range)).toBe(words);
});

test('an excluded end is outside, an included one inside, NaN nowhere', () => {
	const range = { min: 0, minExclusive: true, max: 1 };
	expect(isInRange(0, range)).toBe(false);
	expect(isInRange(1, range)).toBe(true);
	expect(isInRange(NaN, {})).toBe(false);
});
