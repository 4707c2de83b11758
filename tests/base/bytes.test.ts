import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, decodeUtf8, encodeUtf8, fromBase64, toBase64, toHex } from '#base/bytes.ts';

const SEED = { seed: 20260301 };

describe('UTF-8', () => {
	it('is encoded as the Encoding standard encodes it, lone surrogates too', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text));
			}),
			SEED
		);
	});

	it('is decoded as the Encoding standard decodes valid bytes', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				expect(decodeUtf8(new TextEncoder().encode(text))).toBe(text.replace(/^\uFEFF/, ''));
			}),
			SEED
		);
	});

	it('turns what is no UTF-8 into U+FFFD and never throws', () => {
		fc.assert(
			fc.property(fc.uint8Array(), (bytes) => {
				const strict = ((): string | null => {
					try {
						return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
					} catch {
						return null;
					}
				})();
				const text = decodeUtf8(bytes);
				if (strict === null) expect(text).toContain('\uFFFD');
				else expect(text).toBe(strict);
			}),
			SEED
		);
	});

	it('decodes megabytes', () => {
		const text = 'sägebrush '.repeat(200_000);
		expect(decodeUtf8(encodeUtf8(text))).toBe(text);
	});
});

describe('Base64 and hexadecimal', () => {
	it('agree with Node for all bytes', () => {
		fc.assert(
			fc.property(fc.uint8Array(), (bytes) => {
				const buffer = Buffer.from(bytes);
				expect(toBase64(bytes)).toBe(buffer.toString('base64'));
				expect(fromBase64(buffer.toString('base64'))).toEqual(bytes);
				expect(toHex(bytes)).toBe(buffer.toString('hex'));
			}),
			SEED
		);
	});

	it('refuses what is no Base64', () => {
		expect(['ab!d', 'abcde', 'ä'].map(fromBase64)).toEqual([null, null, null]);
	});
});

describe('concatBytes', () => {
	it('joins in order, empty pieces included', () => {
		const pieces = [Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3)];
		expect(concatBytes(pieces)).toEqual(Uint8Array.of(1, 2, 3));
	});
});
