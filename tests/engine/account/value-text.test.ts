import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeValue, encodeValue } from '#engine/account/value-text.ts';

describe('encodeValue', () => {
	it('gives every value that structured clone takes back as it was', () => {
		const leaf = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.double(),
			fc.boolean(),
			fc.constant(null),
			fc.constant(undefined),
			fc.bigInt(),
			fc.date({ noInvalidDate: true }),
			fc.uint8Array()
		);
		const name = fc.oneof(fc.string(), fc.constantFrom('$date', '$x', '__proto__', 'constructor'));
		const { value } = fc.letrec((tie) => ({
			value: fc.oneof(
				{ depthSize: 'small' },
				leaf,
				fc.array(tie('value')),
				fc.array(fc.tuple(name, tie('value'))).map((members) => Object.fromEntries(members)),
				fc.array(fc.tuple(leaf, tie('value'))).map((pairs) => new Map(pairs)),
				fc.array(leaf).map((items) => new Set(items))
			)
		}));
		fc.assert(
			fc.property(value, (given) => {
				expect(isDeepStrictEqual(decodeValue(encodeValue(given)), given)).toBe(true);
			}),
			{ seed: 4, numRuns: 150 }
		);
	});

	it('is plain JSON for plain records', () => {
		expect(encodeValue({ a: [1, 'x', null] })).toBe('{"a":[1,"x",null]}');
	});

	it('refuses what cannot be stored', () => {
		expect(() => encodeValue({ a: () => 1 })).toThrow('A function cannot be stored.');
		expect(() => encodeValue(new URL('http://localhost'))).toThrow('A URL cannot be stored.');
	});

	it('refuses a text that it did not write', () => {
		expect(() => decodeValue('{"$what":1}')).toThrow("unknown tag '$what'");
		expect(() => decodeValue('{"$bytes":"?"}')).toThrow('no Base64');
	});
});
