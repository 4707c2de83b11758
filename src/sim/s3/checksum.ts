import { crc32 } from '@aws-crypto/crc32';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64, toHex } from '#base/bytes.ts';
import { badDigest } from './errors.ts';

/** Quoted MD5, as S3 has for objects that were put in one piece. */
export function etagOf(bytes: Uint8Array): string {
	return `"${toHex(md5(bytes))}"`;
}

/** CRC32 in the four big-endian bytes that S3 sends. */
function crc32Bytes(bytes: Uint8Array): Uint8Array {
	const sum = crc32(bytes);
	return Uint8Array.of(sum >>> 24, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255);
}

const VERIFIED: Readonly<Record<string, readonly [name: string, hash: (bytes: Uint8Array) => Uint8Array]>> = {
	ChecksumCRC32: ['CRC32', crc32Bytes],
	ChecksumSHA1: ['SHA1', sha1],
	ChecksumSHA256: ['SHA256', sha256],
	ContentMD5: ['Content-MD5', md5]
};

/** Checks every digest that was sent and that we can compute; others are kept as they are. @throws AwsError BadDigest */
export function verifyChecksums(sent: Readonly<Record<string, unknown>>, bytes: Uint8Array): void {
	for (const [member, [name, hash]] of Object.entries(VERIFIED)) {
		const claimed = sent[member];
		if (typeof claimed === 'string' && claimed !== toBase64(hash(bytes))) throw badDigest(name);
	}
}

/** The checksum members of an input or record. */
export function checksumsOf(members: Readonly<Record<string, unknown>>): Record<string, string> {
	const found = Object.entries(members).filter(
		(entry): entry is [string, string] =>
			/^Checksum(CRC|SHA|XX|MD5)/.test(entry[0]) && typeof entry[1] === 'string'
	);
	return Object.fromEntries(found);
}
