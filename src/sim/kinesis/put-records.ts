import type {
	PutRecordInput,
	PutRecordOutput,
	PutRecordsInput,
	PutRecordsOutput,
	PutRecordsRequestEntry,
	PutRecordsResultEntry
} from '@aws-sdk/client-kinesis';
import { concatBytes, encodeUtf8 } from '#base/bytes.ts';
import type { Context } from '../core/context.ts';
import type { Given } from '../core/service.ts';
import type { Transaction } from '../core/table.ts';
import { invalidArgument, throughputExceeded } from './errors.ts';
import { hashOf, shardFor } from './hash-range.ts';
import { needServingStream } from './lookup.ts';
import { meterPut } from './metering.ts';
import { sequenceAt } from './reshard.ts';
import { shardNumber } from './sequence-number.ts';
import { chunkKey, chunks, shardKey, shardLogs, type ShardRecord, type StreamRecord } from './tables.ts';
import { admitRecord } from './throughput.ts';
import { trim } from './trim.ts';

type Entry = Given<PutRecordsRequestEntry, 'Data' | 'PartitionKey'>;

const MOST_BYTES = 10 * 2 ** 20;

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html */
export async function putRecord(
	ctx: Context,
	input: Given<PutRecordInput, 'Data' | 'PartitionKey'>
): Promise<PutRecordOutput> {
	const { stream, results } = await putAll(ctx, needServingStream(ctx, input), [input]);
	const { ErrorCode, ShardId, SequenceNumber } = results[0]!;
	if (ErrorCode !== undefined) throw throughputExceeded(ShardId!, stream.name, ctx.accountId);
	return { ShardId, SequenceNumber, EncryptionType: 'NONE' };
}

/** Records that find their shard's second full fail one by one; the others are stored. */
export async function putRecords(
	ctx: Context,
	input: Given<PutRecordsInput, 'Records'>
): Promise<PutRecordsOutput> {
	const { results } = await putAll(ctx, needServingStream(ctx, input), input.Records as readonly Entry[]);
	return {
		FailedRecordCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length,
		Records: results.map(({ ErrorCode, ...rest }) =>
			ErrorCode === undefined ? rest : { ErrorCode, ErrorMessage: rest.ErrorMessage }
		),
		EncryptionType: 'NONE'
	};
}

async function putAll(
	ctx: Context,
	{ name }: StreamRecord,
	entries: readonly Entry[]
): Promise<{ readonly stream: StreamRecord; readonly results: readonly PutRecordsResultEntry[] }> {
	const done = await ctx.store.transact((tx) => {
		const stream = needServingStream(ctx, { StreamName: name });
		entries.forEach((entry) => checkSize(stream, entry));
		const total = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
		if (total > MOST_BYTES) {
			throw invalidArgument(`Records size exceeds ${MOST_BYTES} bytes: ${total} bytes were given.`);
		}
		const accepted = new Map<ShardRecord, { readonly entry: Entry; readonly index: number }[]>();
		const results: PutRecordsResultEntry[] = [];
		entries.forEach((entry, index) => {
			const shard = shardFor(stream.shards, placeOf(entry));
			if (!admitRecord(ctx, stream, shard.id, sizeOf(entry), tx.now)) {
				const { code, message } = throughputExceeded(shard.id, stream.name, ctx.accountId);
				results[index] = { ErrorCode: code, ErrorMessage: message, ShardId: shard.id };
				return;
			}
			accepted.set(shard, [...(accepted.get(shard) ?? []), { entry, index }]);
		});
		for (const [shard, list] of accepted) {
			const sequences = append(
				tx,
				stream,
				shard,
				list.map(({ entry }) => entry)
			);
			list.forEach(({ index }, i) => {
				results[index] = { ShardId: shard.id, SequenceNumber: sequences[i]! };
			});
			trim(tx, stream, shard.id);
		}
		meterPut(
			tx,
			stream,
			[...accepted.values()].flat().map(({ entry }) => sizeOf(entry))
		);
		return { stream, results };
	});
	for (const tell of ctx.live.recordsCame) tell(done.stream.arn);
	return done;
}

function placeOf({ ExplicitHashKey, PartitionKey }: Entry): bigint {
	if (ExplicitHashKey === undefined) return hashOf(PartitionKey);
	const hash = BigInt(ExplicitHashKey);
	if (hash < 1n << 128n) return hash;
	throw invalidArgument(
		`Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${ExplicitHashKey}`
	);
}

/** The partition key counts like the data. */
function sizeOf({ Data, PartitionKey }: Entry): number {
	return Data.length + encodeUtf8(PartitionKey).length;
}

function checkSize({ name, maxRecordKiB }: StreamRecord, entry: Entry): void {
	const size = sizeOf(entry);
	if (size <= maxRecordKiB * 1024) return;
	throw invalidArgument(
		`A record of stream ${name} holds ${maxRecordKiB * 1024} bytes at most, its partition key included; one of ${size} bytes was given.`
	);
}

/** Adds records to a shard as one chunk; gives their sequence numbers. */
function append(
	tx: Transaction,
	stream: StreamRecord,
	shard: ShardRecord,
	entries: readonly Entry[]
): readonly string[] {
	const log = tx.get(shardLogs, shardKey(stream, shard.id)) ?? { first: 0, next: 0, nextOrdinal: 1 };
	const records = entries.map(({ Data, PartitionKey }, i) => ({
		sequence: sequenceAt(shard.createdAt, shardNumber(shard.id), log.nextOrdinal + i, tx.now),
		partitionKey: PartitionKey,
		length: Data.length
	}));
	const key = chunkKey(stream, shard.id, log.next);
	tx.put(chunks, key, { arrivedAt: tx.now, records });
	tx.putBytes(key, concatBytes(entries.map(({ Data }) => Data)));
	tx.put(shardLogs, shardKey(stream, shard.id), {
		...log,
		next: log.next + 1,
		nextOrdinal: log.nextOrdinal + records.length
	});
	return records.map(({ sequence }) => sequence);
}
