import type {
	CreateStreamInput,
	DeleteStreamInput,
	DescribeStreamInput,
	DescribeStreamOutput,
	DescribeStreamSummaryInput,
	DescribeStreamSummaryOutput,
	ListStreamsInput,
	ListStreamsOutput
} from '@aws-sdk/client-kinesis';
import { arnOf } from '../core/arn.ts';
import type { Context } from '../core/context.ts';
import { pageOf } from '../core/pager.ts';
import type { Given } from '../core/service.ts';
import { refuseUnsupported } from '../core/unsupported.ts';
import { invalidArgument, limitExceeded, resourceInUse } from './errors.ts';
import { needStream } from './lookup.ts';
import { firstShards } from './reshard.ts';
import { goOn, putStream } from './stream-life.ts';
import { consumers, streams, type StreamRecord } from './tables.ts';
import { openShards, shardView, streamFacts } from './views.ts';

const ON_DEMAND_SHARDS = 4;
const FEWEST_RETENTION_HOURS = 24;
const MOST_TAGS = 50;

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html */
export async function createStream(
	ctx: Context,
	input: Given<CreateStreamInput, 'StreamName'>
): Promise<object> {
	refuseUnsupported('CreateStream', input, ['WarmThroughputMiBps']);
	const { StreamName: name, ShardCount, Tags = {}, MaxRecordSizeInKiB = 1024 } = input;
	const mode = input.StreamModeDetails?.StreamMode ?? 'PROVISIONED';
	if (mode === 'ON_DEMAND' && ShardCount !== undefined) {
		throw invalidArgument('ShardCount may not be given for a stream in ON_DEMAND mode.');
	}
	if (mode === 'PROVISIONED' && ShardCount === undefined) {
		throw invalidArgument('ShardCount must be given for a stream in PROVISIONED mode.');
	}
	if (Object.keys(Tags).length > MOST_TAGS) {
		throw invalidArgument(`A stream has ${MOST_TAGS} tags at most, not ${Object.keys(Tags).length}.`);
	}
	const count = ShardCount ?? ON_DEMAND_SHARDS;
	const stream = await ctx.store.transact((tx) => {
		if (tx.get(streams, name)) {
			throw resourceInUse(`Stream ${name} under account ${ctx.accountId} already exists.`);
		}
		needRoom(ctx, mode, count);
		const record: StreamRecord = {
			name,
			uid: ctx.rng.hex(16),
			arn: arnOf(ctx, 'kinesis', `stream/${name}`),
			status: 'CREATING',
			mode,
			createdAt: tx.now,
			retentionHours: FEWEST_RETENTION_HOURS,
			maxRecordKiB: MaxRecordSizeInKiB,
			...firstShards(count, tx.now),
			resizedAt: [],
			modeChangedAt: [],
			change: null,
			tags: { ...Tags }
		};
		putStream(tx, record);
		return record;
	});
	goOn(ctx, stream);
	return {};
}

/** @throws AwsError LimitExceededException where the account may not have so many more shards or streams */
export function needRoom(ctx: Context, mode: StreamRecord['mode'], more: number): void {
	const all = ctx.store.values(streams).filter((stream) => stream.mode === mode);
	const { kinesisShards, kinesisOnDemandStreams } = ctx.quotas;
	if (mode === 'ON_DEMAND' && all.length >= kinesisOnDemandStreams) {
		throw limitExceeded(
			`This request would exceed the limit of ${kinesisOnDemandStreams} on-demand streams for the account ${ctx.accountId}.`
		);
	}
	const used = all.reduce((sum, stream) => sum + openShards(stream).length, 0);
	if (mode === 'PROVISIONED' && used + more > kinesisShards) {
		throw limitExceeded(
			`This request would exceed the shard limit for the account ${ctx.accountId} in ${ctx.region}. Current shard count for the account: ${used}. Limit: ${kinesisShards}. Number of additional shards that would have resulted from this request: ${more}.`
		);
	}
}

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStream.html */
export async function describeStream(
	ctx: Context,
	input: DescribeStreamInput
): Promise<DescribeStreamOutput> {
	const stream = needStream(ctx, input);
	const { Limit = 100, ExclusiveStartShardId: after = '' } = input;
	const rest = stream.status === 'CREATING' ? [] : stream.shards.filter(({ id }) => id > after);
	return {
		StreamDescription: {
			...streamFacts(stream),
			Shards: rest.slice(0, Limit).map(shardView),
			HasMoreShards: rest.length > Limit
		}
	};
}

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamSummary.html */
export async function describeStreamSummary(
	ctx: Context,
	input: DescribeStreamSummaryInput
): Promise<DescribeStreamSummaryOutput> {
	const stream = needStream(ctx, input);
	const registered = ctx.store.values(consumers).filter(({ streamUid }) => streamUid === stream.uid);
	return {
		StreamDescriptionSummary: {
			...streamFacts(stream),
			OpenShardCount: stream.status === 'CREATING' ? 0 : openShards(stream).length,
			ConsumerCount: registered.length,
			MaxRecordSizeInKiB: stream.maxRecordKiB
		}
	};
}

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListStreams.html */
export async function listStreams(ctx: Context, input: ListStreamsInput): Promise<ListStreamsOutput> {
	const { Limit = 100, ExclusiveStartStreamName: after = '' } = input;
	const all = ctx.store
		.values(streams)
		.filter(({ name }) => input.NextToken !== undefined || name > after)
		.sort((a, b) => (a.name < b.name ? -1 : 1));
	const { items, nextToken } = pageOf(all, {
		size: Limit,
		token: input.NextToken,
		keyOf: ({ name }) => name,
		badTokenCode: 'InvalidArgumentException'
	});
	return {
		StreamNames: items.map(({ name }) => name),
		HasMoreStreams: nextToken !== undefined,
		NextToken: nextToken,
		StreamSummaries: items.map((stream) => ({
			StreamName: stream.name,
			StreamARN: stream.arn,
			StreamStatus: stream.status,
			StreamModeDetails: { StreamMode: stream.mode },
			StreamCreationTimestamp: new Date(stream.createdAt)
		}))
	};
}

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteStream.html */
export async function deleteStream(ctx: Context, input: DeleteStreamInput): Promise<object> {
	const { name } = needStream(ctx, input);
	const stream = await ctx.store.transact((tx) => {
		const record = needStream(ctx, { StreamName: name });
		if (record.status === 'DELETING') return null;
		if (record.status === 'CREATING') {
			throw resourceInUse(`Stream ${name} under account ${ctx.accountId} is in state CREATING.`);
		}
		const registered = ctx.store.values(consumers).some(({ streamUid }) => streamUid === record.uid);
		if (registered && input.EnforceConsumerDeletion !== true) {
			throw resourceInUse(
				`Stream ${name} under account ${ctx.accountId} has registered consumers. Deregister them, or set EnforceConsumerDeletion.`
			);
		}
		const deleting: StreamRecord = { ...record, status: 'DELETING', change: null };
		putStream(tx, deleting);
		return deleting;
	});
	if (stream) goOn(ctx, stream);
	return {};
}
