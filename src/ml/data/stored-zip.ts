import { concatBytes, decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { crc32 } from '#base/crc.ts';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x800;
/** 1 January 1980, the first day that a zip knows: equal files give equal archives. */
const DAY = 0x21;

/**
 * A zip of those files, stored and not deflated, for archives inside of others that are compressed as a whole. Together
 * they may have 4 GiB.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function writeStoredZip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
	const pieces: Uint8Array[] = [];
	const directory: Uint8Array[] = [];
	let offset = 0;
	for (const [name, bytes] of Object.entries(files)) {
		const path = encodeUtf8(name);
		const facts = [
			FLAGS,
			2,
			0,
			2,
			0,
			2,
			DAY,
			2,
			crc32(bytes),
			4,
			bytes.length,
			4,
			bytes.length,
			4,
			path.length,
			2,
			0,
			2
		];
		const header = fields(LOCAL, 4, VERSION, 2, ...facts);
		directory.push(
			fields(CENTRAL, 4, VERSION, 2, VERSION, 2, ...facts, 0, 2, 0, 2, 0, 2, 0, 4, offset, 4),
			path
		);
		pieces.push(header, path, bytes);
		offset += header.length + path.length + bytes.length;
	}
	const central = concatBytes(directory);
	const count = directory.length / 2;
	const end = fields(END, 4, 0, 2, 0, 2, count, 2, count, 2, central.length, 4, offset, 4, 0, 2);
	return concatBytes([...pieces, central, end]);
}

/** Numbers and how many bytes each has, in turn; little-endian. */
function fields(...pairs: readonly number[]): Uint8Array {
	const bytes: number[] = [];
	for (let i = 0; i < pairs.length; i += 2) {
		for (let b = 0; b < pairs[i + 1]!; b++) bytes.push((pairs[i]! >>> (8 * b)) & 255);
	}
	return Uint8Array.from(bytes);
}

/** The files of such a zip by name; null for other bytes, deflated ones among them. */
export function readStoredZip(bytes: Uint8Array): Record<string, Uint8Array> | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const files: Record<string, Uint8Array> = {};
	let at = 0;
	while (at + 30 <= bytes.length && view.getUint32(at, true) === LOCAL) {
		const method = view.getUint16(at + 8, true);
		const size = view.getUint32(at + 18, true);
		const from = at + 30 + view.getUint16(at + 26, true);
		const start = from + view.getUint16(at + 28, true);
		if (method !== 0 || start + size > bytes.length) return null;
		const file = bytes.subarray(start, start + size);
		if (crc32(file) !== view.getUint32(at + 14, true)) return null;
		files[decodeUtf8(bytes.subarray(at + 30, from))] = file;
		at = start + size;
	}
	return at > 0 ? files : null;
}
