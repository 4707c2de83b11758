import { Inflate } from 'fflate';

/** Compressed bytes given to the inflater at a time; deflate makes at most a thousandfold of them. */
const STEP = 4096;

/**
 * Bytes of raw deflate, unfolded; null as soon as they are more than `most`, whatever the data claim. Throws an Error on
 * data that are no deflate or end too early.
 */
export function inflateBounded(data: Uint8Array, most: number): Uint8Array | null {
	const parts: Uint8Array[] = [];
	let size = 0;
	let isEnd = false;
	const inflater = new Inflate((part, final) => {
		parts.push(part);
		size += part.length;
		isEnd ||= final;
	});
	for (let at = 0; at < data.length && size <= most; at += STEP) {
		inflater.push(data.subarray(at, at + STEP), at + STEP >= data.length);
	}
	if (size > most) return null;
	if (!isEnd) throw new Error('unexpected end');
	return joined(parts, size);
}

/** One array of several. */
export function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
	const all = new Uint8Array(size);
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}
