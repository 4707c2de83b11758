import type { Context } from '../core/context.ts';
import { readSequence } from './sequence-number.ts';
import {
	chunkKey,
	chunks,
	shardKey,
	shardLogs,
	type Chunk,
	type StoredRecord,
	type StreamRecord
} from './tables.ts';
import { trimHorizon } from './trim.ts';

export interface ReadRecord extends StoredRecord {
	readonly arrivedAt: number;
	readonly ordinal: number;
	readonly data: Uint8Array;
}

/** One shard's records as they may be read now. */
export interface ShardReader {
	/** Ordinal of the oldest record that is still to be had, or of the next one to come. */
	readonly oldest: number;
	/** Ordinal that the next record will have. */
	readonly next: number;
	/** Ordinal of the first record that came at `time` or later. */
	at(time: number): number;
	/** When the newest record came; null where there is none. */
	readonly newestAt: number | null;
	/** Records from an ordinal on: up to `limit` of them and `bytes` bytes, but one at least where there is one. */
	read(from: number, limit: number, bytes: number): Promise<ReadRecord[]>;
}

export function openShardLog(ctx: Context, stream: StreamRecord, shardId: string): ShardReader {
	const log = ctx.store.get(shardLogs, shardKey(stream, shardId)) ?? { first: 0, next: 0, nextOrdinal: 1 };
	const keyOf = (n: number): string => chunkKey(stream, shardId, n);
	const chunkAt = (n: number): Chunk => ctx.store.get(chunks, keyOf(n))!;
	const ordinalAt = (n: number): number =>
		n < log.next ? ordinalOf(chunkAt(n).records[0]!) : log.nextOrdinal;
	/** The first chunk that passes a test which, once passed, all later ones pass too. */
	const firstChunk = (passes: (n: number) => boolean, from: number): number => {
		let low = from;
		let high = log.next;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (passes(middle)) high = middle;
			else low = middle + 1;
		}
		return low;
	};
	const horizon = trimHorizon(stream, ctx.clock.now());
	const since = (time: number): number => firstChunk((n) => chunkAt(n).arrivedAt >= time, log.first);
	const oldestChunk = since(horizon);
	return {
		oldest: ordinalAt(oldestChunk),
		next: log.nextOrdinal,
		at: (time) => ordinalAt(Math.max(oldestChunk, since(time))),
		newestAt: oldestChunk < log.next ? chunkAt(log.next - 1).arrivedAt : null,
		async read(from, limit, bytes) {
			const found: ReadRecord[] = [];
			let room = bytes;
			const start = Math.max(
				oldestChunk,
				firstChunk((n) => ordinalAt(n + 1) > from, oldestChunk)
			);
			for (let n = start; n < log.next && found.length < limit; n++) {
				const chunk = ctx.store.get(chunks, keyOf(n));
				const data = await ctx.store.bytes(keyOf(n));
				// It has passed the trim horizon while the bytes before it were on their way.
				if (!chunk || !data) continue;
				let offset = 0;
				for (const record of chunk.records) {
					const slice = data.subarray(offset, offset + record.length);
					offset += record.length;
					const ordinal = ordinalOf(record);
					if (ordinal < from) continue;
					const size = record.length + record.partitionKey.length;
					if (found.length === limit || (found.length > 0 && size > room)) return found;
					room -= size;
					found.push({ ...record, arrivedAt: chunk.arrivedAt, ordinal, data: slice });
				}
			}
			return found;
		}
	};
}

export function ordinalOf({ sequence }: StoredRecord): number {
	return readSequence(sequence)!.ordinal;
}
