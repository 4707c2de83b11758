import { md5 } from '@noble/hashes/legacy.js';
import { encodeUtf8, toHex } from '#base/bytes.ts';
import type { ShardRecord } from './tables.ts';

/** 2¹²⁸: hash keys lie in [0, HASH_KEYS). */
export const HASH_KEYS = 1n << 128n;

/** The MD5 of the partition key's UTF-8 bytes, read as an unsigned number, highest byte first. */
export function hashOf(partitionKey: string): bigint {
	return BigInt(`0x${toHex(md5(encodeUtf8(partitionKey)))}`);
}

/** `count` ranges of equal size that cover all hash keys, ends included. */
export function evenRanges(count: number): { readonly start: bigint; readonly end: bigint }[] {
	const starts = Array.from({ length: count }, (_, i) => (HASH_KEYS * BigInt(i)) / BigInt(count));
	return starts.map((start, i) => ({ start, end: (starts[i + 1] ?? HASH_KEYS) - 1n }));
}

/** The open shard that a hash key belongs to. The open shards of a stream always cover all keys. */
export function shardFor(shards: readonly ShardRecord[], hash: bigint): ShardRecord {
	const shard = shards.find(
		({ closedAt, startHash, endHash }) =>
			closedAt === null && BigInt(startHash) <= hash && hash <= BigInt(endHash)
	);
	if (!shard) throw new TypeError(`No open shard covers the hash key ${hash}.`);
	return shard;
}
