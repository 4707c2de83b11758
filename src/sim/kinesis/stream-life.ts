import { afterState } from '../core/after.ts';
import type { Context } from '../core/context.ts';
import type { Transaction } from '../core/table.ts';
import { meterShards } from './metering.ts';
import { merge, resize, split } from './reshard.ts';
import { streamStates } from './states.ts';
import {
	chunkKey,
	chunks,
	consumers,
	shardKey,
	shardLogs,
	streams,
	type Change,
	type StreamRecord
} from './tables.ts';

/** Brings a stream that is on its way to another state there. */
export function goOn(ctx: Context, stream: StreamRecord): void {
	const { name, uid, status } = stream;
	const still = (tx: Transaction): StreamRecord | undefined => {
		const record = tx.get(streams, name);
		return record?.uid === uid && record.status === status ? record : undefined;
	};
	if (status === 'CREATING') {
		afterState(ctx, streamStates.creating, (tx) => {
			const record = still(tx);
			if (record) putStream(tx, { ...record, status: 'ACTIVE' });
		});
	}
	if (status === 'UPDATING') {
		afterState(ctx, streamStates.updating, (tx) => {
			const record = still(tx);
			if (record) putStream(tx, changed(tx, record));
		});
	}
	if (status === 'DELETING') {
		afterState(ctx, streamStates.deleting, (tx) => {
			const record = still(tx);
			if (record) forget(tx, ctx, record);
		});
	}
}

/** Stores a stream and counts what its shards cost from now on. */
export function putStream(tx: Transaction, stream: StreamRecord): void {
	tx.put(streams, stream.name, stream);
	meterShards(tx, stream);
}

/** Begins a change that ends with the state UPDATING. */
export function beginChange(tx: Transaction, stream: StreamRecord, change: Change): StreamRecord {
	const record: StreamRecord = { ...stream, status: 'UPDATING', change };
	putStream(tx, record);
	return record;
}

function changed(tx: Transaction, stream: StreamRecord): StreamRecord {
	const { change, shards, nextShard } = stream;
	const family = { shards, nextShard };
	const done: StreamRecord = { ...stream, status: 'ACTIVE', change: null };
	const ordinals = (id: string): number => tx.get(shardLogs, shardKey(stream, id))?.nextOrdinal ?? 1;
	switch (change?.kind) {
		case 'split':
			return { ...done, ...split(family, change.shardId, BigInt(change.at), tx.now, ordinals) };
		case 'merge':
			return { ...done, ...merge(family, change.shardId, change.adjacentId, tx.now, ordinals) };
		case 'count':
			return { ...done, ...resize(family, change.target, tx.now, ordinals) };
		case 'retention':
			return { ...done, retentionHours: change.hours };
		case 'mode':
			return { ...done, mode: change.mode };
		case undefined:
			return done;
	}
}

function forget(tx: Transaction, ctx: Context, stream: StreamRecord): void {
	for (const { id } of stream.shards) {
		const key = shardKey(stream, id);
		const log = tx.get(shardLogs, key);
		for (let n = log?.first ?? 0; n < (log?.next ?? 0); n++) removeChunk(tx, stream, id, n);
		if (log) tx.remove(shardLogs, key);
	}
	for (const consumer of ctx.store.values(consumers)) {
		if (consumer.streamUid === stream.uid) tx.remove(consumers, consumer.arn);
	}
	tx.remove(streams, stream.name);
	meterShards(tx, { ...stream, shards: [] });
}

/** Removes a chunk and its bytes. */
export function removeChunk(tx: Transaction, stream: StreamRecord, shardId: string, n: number): void {
	const key = chunkKey(stream, shardId, n);
	tx.remove(chunks, key);
	tx.removeBytes(key);
}
