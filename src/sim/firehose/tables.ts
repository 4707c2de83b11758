import { defineTable, type Store } from '../core/table.ts';

export interface S3Destination {
	readonly roleArn: string;
	readonly bucketArn: string;
	readonly prefix: string | null;
	readonly errorPrefix: string | null;
	readonly sizeMb: number;
	readonly intervalSeconds: number;
	readonly fileExtension: string;
	/** Whether it was given as the extended kind. */
	readonly extended: boolean;
}

export interface DeliveryStreamRecord {
	readonly name: string;
	/** Differs for a later stream of the same name. */
	readonly uid: string;
	readonly arn: string;
	readonly status: 'CREATING' | 'ACTIVE' | 'DELETING';
	readonly type: 'DirectPut' | 'KinesisStreamAsSource';
	readonly source: {
		readonly streamArn: string;
		readonly roleArn: string;
		readonly startedAt: number;
	} | null;
	readonly destination: S3Destination;
	/** Grows with each change of the destination. */
	readonly version: number;
	readonly createdAt: number;
	readonly updatedAt: number | null;
	readonly tags: Readonly<Record<string, string>>;
}

/** What waits to be delivered: the bytes of `parts`, one after another. */
export interface BufferRecord {
	readonly id: string;
	/** When its first record came. */
	readonly since: number;
	readonly sizeBytes: number;
	/** Ids of bytes in the storage. */
	readonly parts: readonly string[];
}

/** By name. */
export const deliveryStreams = defineTable<DeliveryStreamRecord>('firehoseStreams');
/** By the delivery stream's uid. */
export const buffers = defineTable<BufferRecord>('firehoseBuffers');
/** Ordinal of the next record to take from a Kinesis shard, by the delivery stream's uid and the shard. */
export const checkpoints = defineTable<number>('firehoseCheckpoints');

export const FIREHOSE_TABLES = [deliveryStreams, buffers, checkpoints];

/** Ids of all bytes that Firehose holds in the storage. */
export function firehoseBytes(store: Store): string[] {
	return store.values(buffers).flatMap(({ parts }) => parts);
}
