import type { Transaction } from '../core/table.ts';
import { removeChunk } from './stream-life.ts';
import { chunkKey, chunks, shardKey, shardLogs, type StreamRecord } from './tables.ts';

/** Records that came before this time are no more to be had. */
export function trimHorizon({ retentionHours }: StreamRecord, now: number): number {
	return now - retentionHours * 3_600_000;
}

/** Frees what lies behind the trim horizon of one shard. */
export function trim(tx: Transaction, stream: StreamRecord, shardId: string): void {
	const key = shardKey(stream, shardId);
	const log = tx.get(shardLogs, key);
	if (!log) return;
	const horizon = trimHorizon(stream, tx.now);
	let { first } = log;
	for (; first < log.next; first++) {
		const chunk = tx.get(chunks, chunkKey(stream, shardId, first));
		if (!chunk || chunk.arrivedAt >= horizon) break;
		removeChunk(tx, stream, shardId, first);
	}
	if (first > log.first) tx.put(shardLogs, key, { ...log, first });
}
