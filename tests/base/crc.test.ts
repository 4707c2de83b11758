import { expect, test } from 'vitest';
import { Crc, CRC32, crc32 } from '#base/crc.ts';
import { encodeUtf8 } from '#base/bytes.ts';

test('has the check value that every table of CRCs states for CRC-32', () => {
	expect(crc32(encodeUtf8('123456789'))).toBe(0xcbf43926);
});

test('sums nothing up to zero', () => {
	expect(crc32(new Uint8Array(0))).toBe(0);
});

test('gives the same sum in pieces of any length as at once', () => {
	const bytes = Uint8Array.from({ length: 100 }, (_, i) => (i * 37) & 255);
	for (let cut = 0; cut <= bytes.length; cut++) {
		const crc = new Crc(CRC32).update(bytes.subarray(0, cut)).update(bytes.subarray(cut));
		expect(crc.word).toBe(crc32(bytes));
	}
});
