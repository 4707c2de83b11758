import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import { invalidArgument, resourceInUse, shardNotFound, streamNotFound } from './errors.ts';
import { streams, type ShardRecord, type StreamRecord } from './tables.ts';

/** The three ways of naming a stream. */
export interface StreamRef {
	readonly StreamName?: string | undefined;
	readonly StreamARN?: string | undefined;
	readonly StreamId?: string | undefined;
}

/** The name that a request means. @throws AwsError InvalidArgumentException, ResourceNotFoundException */
export function streamNameOf(ctx: Context, { StreamName, StreamARN, StreamId }: StreamRef): string {
	if (StreamId !== undefined) throw notSimulated('StreamId of Kinesis', 'Give StreamName or StreamARN.');
	if (StreamARN === undefined) {
		if (StreamName !== undefined) return StreamName;
		throw invalidArgument('Either StreamName or StreamARN must be provided.');
	}
	const [, region, account, name = ''] =
		/^arn:aws[^:]*:kinesis:([^:]*):(\d{12}):stream\/(\S+)$/.exec(StreamARN) ?? [];
	if (StreamName !== undefined && StreamName !== name) {
		throw invalidArgument(`StreamName ${StreamName} does not match the stream in StreamARN ${StreamARN}.`);
	}
	if (region !== ctx.region || account !== ctx.accountId) {
		throw streamNotFound(name, account ?? ctx.accountId);
	}
	return name;
}

/** The stream as it is stored. @throws AwsError ResourceNotFoundException */
export function needStream(ctx: Context, ref: StreamRef): StreamRecord {
	const name = streamNameOf(ctx, ref);
	const stream = ctx.store.get(streams, name);
	if (!stream) throw streamNotFound(name, ctx.accountId);
	return stream;
}

/** A stream whose records may be put and read. @throws AwsError ResourceNotFoundException */
export function needServingStream(ctx: Context, ref: StreamRef): StreamRecord {
	const stream = needStream(ctx, ref);
	if (stream.status === 'ACTIVE' || stream.status === 'UPDATING') return stream;
	throw streamNotFound(stream.name, ctx.accountId);
}

/** A stream that may be changed. @throws AwsError ResourceNotFoundException, ResourceInUseException */
export function needActive(ctx: Context, stream: StreamRecord): StreamRecord {
	if (stream.status === 'ACTIVE') return stream;
	throw resourceInUse(
		`Stream ${stream.name} under account ${ctx.accountId} not ACTIVE, instead in state ${stream.status}`
	);
}

/** @throws AwsError ResourceNotFoundException */
export function needShard(ctx: Context, stream: StreamRecord, id: string): ShardRecord {
	const shard = stream.shards.find((candidate) => candidate.id === id);
	if (!shard) throw shardNotFound(id, stream.name, ctx.accountId);
	return shard;
}
