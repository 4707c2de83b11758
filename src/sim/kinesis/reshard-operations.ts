import type {
	MergeShardsInput,
	SplitShardInput,
	UpdateShardCountInput,
	UpdateShardCountOutput
} from '@aws-sdk/client-kinesis';
import type { Context } from '../core/context.ts';
import type { Given } from '../core/service.ts';
import { invalidArgument, limitExceeded, resourceInUse } from './errors.ts';
import { needActive, needShard, needStream, streamNameOf, type StreamRef } from './lookup.ts';
import { areAdjacent } from './reshard.ts';
import { beginChange, goOn } from './stream-life.ts';
import { needRoom } from './streams.ts';
import type { Change, ShardRecord, StreamRecord } from './tables.ts';
import { openShards } from './views.ts';

const DAY_MS = 86_400_000;
const RESIZES_A_DAY = 10;

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SplitShard.html */
export async function splitShard(
	ctx: Context,
	input: Given<SplitShardInput, 'ShardToSplit' | 'NewStartingHashKey'>
): Promise<object> {
	await change(ctx, input, (stream) => {
		const shard = needOpen(ctx, stream, input.ShardToSplit);
		const at = BigInt(input.NewStartingHashKey);
		if (at <= BigInt(shard.startHash) || at > BigInt(shard.endHash)) {
			throw invalidArgument(
				`NewStartingHashKey ${at} used in SplitShard() on shard ${shard.id} in stream ${stream.name} under account ${ctx.accountId} is not both greater than one plus the shard's StartingHashKey ${shard.startHash} and less than the shard's EndingHashKey ${shard.endHash}.`
			);
		}
		needRoom(ctx, stream.mode, 1);
		return { change: { kind: 'split', shardId: shard.id, at: String(at) } };
	});
	return {};
}

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_MergeShards.html */
export async function mergeShards(
	ctx: Context,
	input: Given<MergeShardsInput, 'ShardToMerge' | 'AdjacentShardToMerge'>
): Promise<object> {
	await change(ctx, input, (stream) => {
		const shard = needOpen(ctx, stream, input.ShardToMerge);
		const adjacent = needOpen(ctx, stream, input.AdjacentShardToMerge);
		if (!areAdjacent(shard, adjacent)) {
			throw invalidArgument(
				`Shards ${shard.id} and ${adjacent.id} in stream ${stream.name} under account ${ctx.accountId} are not an adjacent pair of shards eligible for merging.`
			);
		}
		return { change: { kind: 'merge', shardId: shard.id, adjacentId: adjacent.id } };
	});
	return {};
}

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html */
export async function updateShardCount(
	ctx: Context,
	input: Given<UpdateShardCountInput, 'TargetShardCount' | 'ScalingType'>
): Promise<UpdateShardCountOutput> {
	const target = input.TargetShardCount;
	const before = await change(ctx, input, (stream, now) => {
		const current = openShards(stream).length;
		const recent = stream.resizedAt.filter((at) => at > now - DAY_MS);
		if (recent.length >= RESIZES_A_DAY) {
			throw limitExceeded(
				`UpdateShardCount was used on stream ${stream.name} ${RESIZES_A_DAY} times within 24 hours, which is the limit.`
			);
		}
		if (target > current * 2) {
			throw invalidArgument(
				`UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: ${current} Target shard count: ${target}`
			);
		}
		if (target < current / 2) {
			throw invalidArgument(
				`UpdateShardCount cannot scale down below half your current open shard count. Current open shard count: ${current} Target shard count: ${target}`
			);
		}
		needRoom(ctx, stream.mode, target - current);
		return { change: { kind: 'count', target }, resizedAt: [...recent, now] };
	});
	return {
		StreamName: before.name,
		StreamARN: before.arn,
		CurrentShardCount: openShards(before).length,
		TargetShardCount: target
	};
}

/** Puts an ACTIVE provisioned stream into UPDATING; gives it as it was before. */
async function change(
	ctx: Context,
	ref: StreamRef,
	plan: (
		stream: StreamRecord,
		now: number
	) => { readonly change: Change; readonly resizedAt?: readonly number[] }
): Promise<StreamRecord> {
	const name = streamNameOf(ctx, ref);
	const { before, after } = await ctx.store.transact((tx) => {
		const stream = needActive(ctx, needStream(ctx, { StreamName: name }));
		if (stream.mode === 'ON_DEMAND') {
			throw invalidArgument(`Stream ${name} is in ON_DEMAND mode, in which Kinesis manages its shards.`);
		}
		const { change: planned, resizedAt = stream.resizedAt } = plan(stream, tx.now);
		return { before: stream, after: beginChange(tx, { ...stream, resizedAt }, planned) };
	});
	goOn(ctx, after);
	return before;
}

function needOpen(ctx: Context, stream: StreamRecord, id: string): ShardRecord {
	const shard = needShard(ctx, stream, id);
	if (shard.closedAt === null) return shard;
	throw resourceInUse(
		`Shard ${id} in stream ${stream.name} under account ${ctx.accountId} has already been merged or split, and thus is not eligible for merging or splitting.`
	);
}
