import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { parseNumber } from '#ml/data/parse-number.ts';

const parse = (text: string): number => parseNumber(encodeUtf8(text), 0, text.length);

test('every decimal gives the number that JavaScript reads', () => {
	fc.assert(
		fc.property(fc.double({ noNaN: true, min: -1e30, max: 1e30 }), (value) => {
			expect(parse(String(value))).toBe(Number(String(value)));
			expect(parse(value.toFixed(4))).toBe(Number(value.toFixed(4)));
		}),
		{ seed: 3, numRuns: 500 }
	);
});

test.each([
	['+1', 1],
	['-.5', -0.5],
	['5.', 5],
	['1E3', 1000],
	[' 7 ', 7],
	['', NaN],
	['NaN', NaN],
	['Infinity', Infinity],
	['-', Infinity],
	['3e38', 3e38],
	['4e38', Infinity]
])('%j is %d', (text, value) => {
	expect(parse(text)).toBe(value);
});
