import { encodeUtf8 } from '#base/bytes.ts';

/** A number of 32 bits with all bits of both numbers in it. */
export function mixed(value: number, salt: number): number {
	let h = Math.imul(value ^ salt, 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Which of so many vectors a name has: FNV-1a over its UTF-8, with MurmurHash3's last step so that all bits count.
 * @see http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function entityRow(name: string, rows: number): number {
	let h = 0x811c9dc5;
	for (const byte of encodeUtf8(name)) h = Math.imul(h ^ byte, 0x01000193);
	return mixed(h ^ (h >>> 16), 0) % rows;
}
