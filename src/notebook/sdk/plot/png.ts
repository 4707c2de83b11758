import { zlibSync } from 'fflate';
import { concatBytes, encodeUtf8, toBase64 } from '#base/bytes.ts';

/** Pixels as a canvas gives them: rows from the top, four bytes each (red, green, blue, alpha). */
export interface Pixels {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8ClampedArray | Uint8Array;
}

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
/** Eight bits a channel, true colour with alpha, no interlace. */
const FORMAT = Uint8Array.of(8, 6, 0, 0, 0);

/**
 * A picture as the data URL of a PNG, at once: canvases in workers know asynchronous encoders only.
 * @see https://www.w3.org/TR/png-3/
 */
export function pngDataUrl({ width, height, data }: Pixels): string {
	const rows = new Uint8Array(height * (width * 4 + 1));
	for (let y = 0; y < height; y++) {
		// Each row begins with its filter, 0 for none.
		rows.set(data.subarray(y * width * 4, (y + 1) * width * 4), y * (width * 4 + 1) + 1);
	}
	const header = concatBytes([uint32(width), uint32(height), FORMAT]);
	const file = [
		SIGNATURE,
		chunk('IHDR', header),
		chunk('IDAT', zlibSync(rows)),
		chunk('IEND', new Uint8Array())
	];
	return `data:image/png;base64,${toBase64(concatBytes(file))}`;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
	const body = concatBytes([encodeUtf8(type), data]);
	return concatBytes([uint32(data.length), body, uint32(crc32(body))]);
}

function uint32(value: number): Uint8Array {
	return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
	let c = n;
	for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
	return c;
});

/** The checksum of PNG and zip files (ISO 3309). */
export function crc32(bytes: Uint8Array): number {
	let crc = 0xffffffff;
	for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 255]! ^ (crc >>> 8);
	return ~crc >>> 0;
}
