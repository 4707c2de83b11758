import { defineTable, type Store } from '../core/table.ts';

export type StreamStatus = 'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING';

/** One shard: its place in the family and its part of the hash keys. Numbers of 128 bits are decimal texts. */
export interface ShardRecord {
	/** `shardId-` and twelve digits. */
	readonly id: string;
	readonly parentId: string | null;
	readonly adjacentParentId: string | null;
	readonly startHash: string;
	readonly endHash: string;
	readonly createdAt: number;
	/** Sequence number that no record of the shard lies below. */
	readonly startSequence: string;
	/** Null while the shard is open. */
	readonly endSequence: string | null;
	readonly closedAt: number | null;
}

/** What an UPDATING stream is on its way to. */
export type Change =
	| { readonly kind: 'split'; readonly shardId: string; readonly at: string }
	| { readonly kind: 'merge'; readonly shardId: string; readonly adjacentId: string }
	| { readonly kind: 'count'; readonly target: number }
	| { readonly kind: 'retention'; readonly hours: number }
	| { readonly kind: 'mode'; readonly mode: 'PROVISIONED' | 'ON_DEMAND' };

export interface StreamRecord {
	readonly name: string;
	/** Differs for a later stream of the same name. */
	readonly uid: string;
	readonly arn: string;
	readonly status: StreamStatus;
	readonly mode: 'PROVISIONED' | 'ON_DEMAND';
	readonly createdAt: number;
	readonly retentionHours: number;
	readonly maxRecordKiB: number;
	/** All shards that ever were, save those whose records have all passed the retention period, in order of their ids. */
	readonly shards: readonly ShardRecord[];
	readonly nextShard: number;
	/** Times of UpdateShardCount and of changes of mode within the last day. */
	readonly resizedAt: readonly number[];
	readonly modeChangedAt: readonly number[];
	readonly change: Change | null;
	readonly tags: Readonly<Record<string, string>>;
}

/** How far a shard's log reaches: chunks `first` … `next − 1` are there. */
export interface ShardLog {
	readonly first: number;
	readonly next: number;
	/** Ordinal that the next record gets in its sequence number. */
	readonly nextOrdinal: number;
}

export interface StoredRecord {
	readonly sequence: string;
	readonly partitionKey: string;
	/** Bytes of the data within the chunk. */
	readonly length: number;
}

/** Records that came with one request. Their data stands, one after another, in the bytes of {@link chunkKey}. */
export interface Chunk {
	readonly arrivedAt: number;
	readonly records: readonly StoredRecord[];
}

export interface ConsumerRecord {
	readonly name: string;
	readonly arn: string;
	readonly streamUid: string;
	readonly streamArn: string;
	readonly status: 'CREATING' | 'ACTIVE' | 'DELETING';
	readonly createdAt: number;
}

/** By name. */
export const streams = defineTable<StreamRecord>('kinesisStreams');
/** By {@link shardKey}. */
export const shardLogs = defineTable<ShardLog>('kinesisShardLogs');
/** By {@link chunkKey}. */
export const chunks = defineTable<Chunk>('kinesisChunks');
/** By ARN. */
export const consumers = defineTable<ConsumerRecord>('kinesisConsumers');

export const KINESIS_TABLES = [streams, shardLogs, chunks, consumers];

export function shardKey(stream: { readonly uid: string }, shardId: string): string {
	return `${stream.uid}/${shardId}`;
}

/** Also the id of the chunk's bytes. */
export function chunkKey(stream: { readonly uid: string }, shardId: string, chunk: number): string {
	return `kinesis/${stream.uid}/${shardId}/${chunk}`;
}

/** Ids of all bytes that Kinesis holds in the storage. */
export function kinesisBytes(store: Store): string[] {
	return store.entries(chunks).map(([key]) => key);
}
