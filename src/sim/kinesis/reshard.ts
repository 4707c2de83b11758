import { evenRanges, HASH_KEYS } from './hash-range.ts';
import { shardIdOf, shardNumber, writeSequence } from './sequence-number.ts';
import type { ShardRecord } from './tables.ts';

/** The shards of a stream and the number of the next one. */
export interface Family {
	readonly shards: readonly ShardRecord[];
	readonly nextShard: number;
}

/** A stream's first shards. */
export function firstShards(count: number, now: number): Family {
	const shards = evenRanges(count).map(({ start, end }, i) => newShard(i, start, end, now));
	return { shards, nextShard: count };
}

/** Closes a shard and opens two in its place, the second of which begins at the hash key `at`. */
export function split(
	family: Family,
	shardId: string,
	at: bigint,
	now: number,
	nextOrdinal: Ordinals
): Family {
	const parent = family.shards.find(({ id }) => id === shardId)!;
	const { nextShard } = family;
	const start = BigInt(parent.startHash);
	const children = [
		newShard(nextShard, start, at - 1n, now, parent.id),
		newShard(nextShard + 1, at, BigInt(parent.endHash), now, parent.id)
	];
	return {
		shards: [...closeShards(family.shards, [parent.id], now, nextOrdinal), ...children],
		nextShard: nextShard + 2
	};
}

/** Closes two neighbours and opens one in their place. */
export function merge(
	family: Family,
	shardId: string,
	adjacentId: string,
	now: number,
	nextOrdinal: Ordinals
): Family {
	const pair = [shardId, adjacentId].map((id) => family.shards.find((shard) => shard.id === id)!);
	const start = pair.map(({ startHash }) => BigInt(startHash)).reduce((a, b) => (a < b ? a : b));
	const end = pair.map(({ endHash }) => BigInt(endHash)).reduce((a, b) => (a > b ? a : b));
	const child = newShard(family.nextShard, start, end, now, shardId, adjacentId);
	return {
		shards: [...closeShards(family.shards, [shardId, adjacentId], now, nextOrdinal), child],
		nextShard: family.nextShard + 1
	};
}

/**
 * Brings the open shards to `target` even ranges as Kinesis does it, by splits and merges: first a split at every border
 * of the new ranges, then merges of what lies between two of them. The shards between live for no time.
 */
export function resize(family: Family, target: number, now: number, nextOrdinal: Ordinals): Family {
	let result = family;
	const ranges = evenRanges(target);
	for (const { start } of ranges) {
		const cut = openOf(result).find((s) => BigInt(s.startHash) < start && start <= BigInt(s.endHash));
		if (cut) result = split(result, cut.id, start, now, nextOrdinal);
	}
	for (const { start, end } of ranges) {
		for (;;) {
			const [first, second] = openOf(result).filter(
				(s) => start <= BigInt(s.startHash) && BigInt(s.endHash) <= end
			);
			if (!first || !second) break;
			result = merge(result, first.id, second.id, now, nextOrdinal);
		}
	}
	return result;
}

/** Whether two ranges of hash keys touch. */
export function areAdjacent(a: ShardRecord, b: ShardRecord): boolean {
	return BigInt(a.endHash) + 1n === BigInt(b.startHash) || BigInt(b.endHash) + 1n === BigInt(a.startHash);
}

/** The ordinal that a shard's next record would have. */
export type Ordinals = (shardId: string) => number;

function openOf({ shards }: Family): ShardRecord[] {
	return shards
		.filter(({ closedAt }) => closedAt === null)
		.sort((a, b) => (BigInt(a.startHash) < BigInt(b.startHash) ? -1 : 1));
}

function newShard(
	number: number,
	start: bigint,
	end: bigint,
	now: number,
	parentId: string | null = null,
	adjacentParentId: string | null = null
): ShardRecord {
	if (start < 0n || end >= HASH_KEYS || start > end)
		throw new RangeError(`No hash range: ${start} to ${end}.`);
	return {
		id: shardIdOf(number),
		parentId,
		adjacentParentId,
		startHash: String(start),
		endHash: String(end),
		createdAt: now,
		startSequence: sequenceAt(now, number, 0, now),
		endSequence: null,
		closedAt: null
	};
}

function closeShards(
	shards: readonly ShardRecord[],
	ids: readonly string[],
	now: number,
	nextOrdinal: Ordinals
): ShardRecord[] {
	return shards.map((shard) =>
		ids.includes(shard.id)
			? {
					...shard,
					closedAt: now,
					endSequence: sequenceAt(shard.createdAt, shardNumber(shard.id), nextOrdinal(shard.id), now)
				}
			: shard
	);
}

/** The sequence number of a shard's record of that ordinal, counted from 1; 0 is the number that the shard begins with. */
export function sequenceAt(createdAt: number, shard: number, ordinal: number, now: number): string {
	return writeSequence({
		createdSeconds: Math.floor(createdAt / 1000),
		ordinal,
		seconds: Math.floor(now / 1000),
		shard
	});
}
