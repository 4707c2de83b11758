import fc from 'fast-check';
import { expect, test } from 'vitest';
import { floatText } from '#ml/algorithms/xgboost/files/float-text.ts';

test('the text reads back as the same 32-bit float and has at most nine digits', () => {
	fc.assert(
		fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
			const text = floatText(value);
			expect(Math.fround(Number(text)) + 0).toBe(value + 0);
			expect(
				text
					.replace(/e.*$/, '')
					.replace(/[^\d]/g, '')
					.replace(/^0+|0+$/g, '').length
			).toBeLessThanOrEqual(9);
		}),
		{ seed: 17, numRuns: 1000 }
	);
});

test.each([
	[0.3, '0.3'],
	[1, '1'],
	[-1.5, '-1.5'],
	[1 / 3, '0.33333334']
])('%d is written %s', (value, text) => {
	expect(floatText(value)).toBe(text);
});
