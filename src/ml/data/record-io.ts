import { UserError } from '#base/errors.ts';

const MAGIC = 0xced7230a;
const HEADER_BYTES = 8;
/** The upper three bits of a length say whether the record goes on in the next frame. */
const LENGTH_MASK = 0x1fffffff;

/**
 * The records of a recordIO file, in order, as views of its bytes. A frame is the mark 0xCED7230A, the length as 32 bits,
 * little-endian both, the record, and zeros up to the next multiple of four. An empty file has none.
 * @throws UserError `BadRecordIO` naming file, record (from 0) and byte
 */
export function readRecordIo(bytes: Uint8Array, file: string): Uint8Array[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const records: Uint8Array[] = [];
	for (let at = 0; at < bytes.length;) {
		const fail = (rule: string): UserError => badFrame(file, records.length, at, rule);
		if (at + HEADER_BYTES > bytes.length) throw fail(`ends after ${bytes.length - at} bytes of its header`);
		const mark = view.getUint32(at, true);
		if (mark !== MAGIC)
			throw fail(`begins with 0x${mark.toString(16).padStart(8, '0')}, not with 0xced7230a`);
		const length = view.getUint32(at + 4, true);
		if (length > LENGTH_MASK) throw fail('is one of several parts, which no SageMaker format has');
		const start = at + HEADER_BYTES;
		if (start + length > bytes.length)
			throw fail(`says it has ${length} bytes, and ${bytes.length - start} are left`);
		records.push(bytes.subarray(start, start + length));
		at = start + padded(length);
	}
	return records;
}

/** The bytes of a recordIO file with those records. */
export function writeRecordIo(records: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const size = records.reduce((sum, { length }) => sum + HEADER_BYTES + padded(length), 0);
	const bytes = new Uint8Array(size);
	const view = new DataView(bytes.buffer);
	let at = 0;
	for (const record of records) {
		view.setUint32(at, MAGIC, true);
		view.setUint32(at + 4, record.length, true);
		bytes.set(record, at + HEADER_BYTES);
		at += HEADER_BYTES + padded(record.length);
	}
	return bytes;
}

function padded(length: number): number {
	return (length + 3) & ~3;
}

function badFrame(file: string, record: number, at: number, rule: string): UserError {
	return new UserError('BadRecordIO', `${file}, record ${record}, byte ${at}: the frame ${rule}.`, {
		hint: 'A recordIO file is binary. Is this CSV or JSON? Then set the content type of that format.'
	});
}
