import { decodeUtf8 } from '#base/bytes.ts';
import { badModel } from './model-fields.ts';

/** Bytes that follow an instruction as its argument; those not named here have none. */
const FIXED: Readonly<Record<number, number>> = {
	0x80: 1,
	0x82: 1,
	0x83: 2,
	0x84: 4,
	0x95: 8,
	0x47: 8,
	0x4a: 4,
	0x4b: 1,
	0x4d: 2,
	0x68: 1,
	0x6a: 4,
	0x71: 1,
	0x72: 4
};

/** Instructions whose argument says its own length first, in so many bytes. */
const COUNTED: Readonly<Record<number, number>> = {
	0x42: 4,
	0x43: 1,
	0x54: 4,
	0x55: 1,
	0x58: 4,
	0x8a: 1,
	0x8b: 4,
	0x8c: 1,
	0x8d: 8,
	0x8e: 8,
	0x96: 8
};

/** Instructions whose argument is so many lines. */
const LINES: Readonly<Record<number, number>> = {
	0x46: 1,
	0x49: 1,
	0x4c: 1,
	0x50: 1,
	0x53: 1,
	0x56: 1,
	0x63: 2,
	0x67: 1,
	0x69: 2,
	0x70: 1
};

const TEXTS = [0x58, 0x8c, 0x8d];
const STOP = 0x2e;

/** Whether the bytes are a Python pickle of protocol 2 or above. */
export function isPickle(bytes: Uint8Array): boolean {
	return bytes[0] === 0x80 && bytes[1]! >= 2 && bytes[1]! <= 5;
}

/**
 * What a pickled Booster keeps of the model: the longest run of bytes in it. Nothing of the pickle is carried out.
 * Protocol 2 has no bytes and writes them as a text of the same code points.
 * @throws UserError `BadModel`
 * @see https://github.com/python/cpython/blob/main/Lib/pickletools.py
 */
export function modelInPickle(bytes: Uint8Array): Uint8Array {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let found = bytes.subarray(0, 0);
	let foundText = false;
	let at = 0;
	while (at < bytes.length && bytes[at] !== STOP) {
		const instruction = bytes[at++]!;
		const sizeBytes = COUNTED[instruction];
		if (sizeBytes !== undefined) {
			if (at + sizeBytes > bytes.length) break;
			const size = readSize(view, at, sizeBytes);
			at += sizeBytes;
			if (at + size > bytes.length) throw badModel('the pickle ends in the middle');
			if (size > found.length) {
				found = bytes.subarray(at, at + size);
				foundText = TEXTS.includes(instruction);
			}
			at += size;
			continue;
		}
		at += FIXED[instruction] ?? 0;
		for (let line = LINES[instruction] ?? 0; line > 0; line--) {
			const end = bytes.indexOf(0x0a, at);
			at = end < 0 ? bytes.length : end + 1;
		}
	}
	if (found.length === 0) throw badModel('the pickle holds no bytes');
	return foundText ? Uint8Array.from(decodeUtf8(found), (letter) => letter.charCodeAt(0)) : found;
}

function readSize(view: DataView, at: number, bytes: number): number {
	if (bytes === 1) return view.getUint8(at);
	return bytes === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
}
