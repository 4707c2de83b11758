import { unzlibSync } from 'fflate';
import { expect, it } from 'vitest';
import { encodeUtf8, fromBase64 } from '#base/bytes.ts';
import { crc32, pngDataUrl } from '#notebook/sdk/plot/png.ts';

it('the checksum is that of ISO 3309', () => {
	// The check value that catalogues of checksums list for CRC-32.
	expect(crc32(encodeUtf8('123456789'))).toBe(0xcbf43926);
});

it('a picture keeps its size and every pixel, row by row without a filter', () => {
	const data = Uint8Array.from({ length: 2 * 3 * 4 }, (_, i) => i * 7);
	const url = pngDataUrl({ width: 2, height: 3, data });
	const bytes = fromBase64(url.replace('data:image/png;base64,', ''))!;
	const view = new DataView(bytes.buffer, bytes.byteOffset);
	expect([view.getUint32(16), view.getUint32(20)]).toEqual([2, 3]);
	const length = view.getUint32(33);
	const rows = unzlibSync(bytes.subarray(41, 41 + length));
	expect(rows).toHaveLength(3 * (1 + 2 * 4));
	for (let y = 0; y < 3; y++) {
		expect(rows[y * 9]).toBe(0);
		expect([...rows.subarray(y * 9 + 1, y * 9 + 9)]).toEqual([...data.subarray(y * 8, y * 8 + 8)]);
	}
});
