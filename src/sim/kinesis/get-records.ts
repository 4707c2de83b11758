import type {
	GetRecordsInput,
	GetRecordsOutput,
	GetShardIteratorInput,
	GetShardIteratorOutput
} from '@aws-sdk/client-kinesis';
import type { Context } from '../core/context.ts';
import type { Given } from '../core/service.ts';
import { invalidArgument, shardNotFound } from './errors.ts';
import { readIterator, writeIterator } from './iterator.ts';
import { needServingStream, needShard, streamNameOf } from './lookup.ts';
import { readSequence, shardNumber } from './sequence-number.ts';
import { openShardLog } from './shard-log.ts';
import { streams, type ShardRecord, type StreamRecord } from './tables.ts';
import { admitRead, countRead } from './throughput.ts';

const MOST_RECORDS = 10_000;
const MOST_BYTES = 10 * 2 ** 20;

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html */
export async function getShardIterator(
	ctx: Context,
	input: Given<GetShardIteratorInput, 'ShardId' | 'ShardIteratorType'>
): Promise<GetShardIteratorOutput> {
	const stream = needServingStream(ctx, input);
	const shard = needShard(ctx, stream, input.ShardId);
	const ordinal = startOf(ctx, stream, shard, input);
	return {
		ShardIterator: writeIterator({ uid: stream.uid, shardId: shard.id, ordinal }, ctx.clock.now())
	};
}

function startOf(
	ctx: Context,
	stream: StreamRecord,
	shard: ShardRecord,
	input: Given<GetShardIteratorInput, 'ShardId' | 'ShardIteratorType'>
): number {
	const { ShardIteratorType: type, StartingSequenceNumber: sequence, Timestamp: time } = input;
	const log = openShardLog(ctx, stream, shard.id);
	switch (type) {
		case 'TRIM_HORIZON':
			return log.oldest;
		case 'LATEST':
			return log.next;
		case 'AT_TIMESTAMP':
			if (time === undefined) {
				throw invalidArgument('Must either specify timestamp parameter or a different shard iterator type.');
			}
			if (time.getTime() > ctx.clock.now()) {
				throw invalidArgument(
					`The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: ${time.getTime()}, currentTimestampInMillis: ${Math.round(ctx.clock.now())}`
				);
			}
			return log.at(time.getTime());
		case 'AT_SEQUENCE_NUMBER':
		case 'AFTER_SEQUENCE_NUMBER':
			if (sequence === undefined) {
				throw invalidArgument(
					`Must either specify starting sequence number or a different shard iterator type than ${type}.`
				);
			}
			return ordinalIn(ctx, stream, shard, sequence) + (type === 'AFTER_SEQUENCE_NUMBER' ? 1 : 0);
	}
}

function ordinalIn(ctx: Context, stream: StreamRecord, shard: ShardRecord, sequence: string): number {
	const parts = readSequence(sequence);
	const created = Math.floor(shard.createdAt / 1000);
	if (parts?.shard === shardNumber(shard.id) && parts.createdSeconds === created) return parts.ordinal;
	throw invalidArgument(
		`StartingSequenceNumber ${sequence} used in GetShardIterator on shard ${shard.id} in stream ${stream.name} under account ${ctx.accountId} is invalid because it did not come from this shard.`
	);
}

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html */
export async function getRecords(
	ctx: Context,
	input: Given<GetRecordsInput, 'ShardIterator'>
): Promise<GetRecordsOutput> {
	const now = ctx.clock.now();
	const place = readIterator(input.ShardIterator, now);
	const stream = needStreamOf(ctx, place.uid, input.StreamARN);
	const shard = stream.shards.find(({ id }) => id === place.shardId);
	if (!shard) throw shardNotFound(place.shardId, stream.name, ctx.accountId);
	admitRead(ctx, stream, shard.id);
	const release = ctx.clock.hold();
	try {
		const log = openShardLog(ctx, stream, shard.id);
		const from = Math.max(place.ordinal, Math.min(log.oldest, log.next));
		const records = await log.read(from, input.Limit ?? MOST_RECORDS, MOST_BYTES);
		countRead(
			ctx,
			stream,
			shard.id,
			records.reduce((sum, { length }) => sum + length, 0)
		);
		const last = records.at(-1);
		const ordinal = last ? last.ordinal + 1 : from;
		const atEnd = ordinal >= log.next;
		const drained = atEnd && shard.closedAt !== null;
		return {
			Records: records.map(({ sequence, arrivedAt, data, partitionKey }) => ({
				SequenceNumber: sequence,
				ApproximateArrivalTimestamp: new Date(arrivedAt),
				Data: data,
				PartitionKey: partitionKey
			})),
			NextShardIterator: drained
				? undefined
				: writeIterator({ uid: stream.uid, shardId: shard.id, ordinal }, now),
			MillisBehindLatest: atEnd ? 0 : Math.max(0, Math.round(now - (last?.arrivedAt ?? shard.createdAt))),
			ChildShards: drained ? childrenOf(stream, shard) : undefined
		};
	} finally {
		release();
	}
}

function needStreamOf(ctx: Context, uid: string, arn: string | undefined): StreamRecord {
	const stream = ctx.store.values(streams).find((candidate) => candidate.uid === uid);
	const named = arn === undefined ? stream?.name : streamNameOf(ctx, { StreamARN: arn });
	if (!stream || named !== stream.name) throw invalidArgument('Invalid ShardIterator.');
	return needServingStream(ctx, { StreamName: stream.name });
}

function childrenOf(stream: StreamRecord, shard: ShardRecord) {
	return stream.shards
		.filter(({ parentId, adjacentParentId }) => parentId === shard.id || adjacentParentId === shard.id)
		.map(({ id, parentId, adjacentParentId, startHash, endHash }) => ({
			ShardId: id,
			ParentShards: [parentId, adjacentParentId].filter((parent) => parent !== null),
			HashKeyRange: { StartingHashKey: startHash, EndingHashKey: endHash }
		}));
}
