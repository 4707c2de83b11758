import type { ListShardsInput, ListShardsOutput, ShardFilter } from '@aws-sdk/client-kinesis';
import { decodeUtf8, encodeUtf8, fromBase64, toBase64 } from '#base/bytes.ts';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../core/context.ts';
import { invalidArgument } from './errors.ts';
import { needStream } from './lookup.ts';
import { streams, type ShardRecord, type StreamRecord } from './tables.ts';
import { trimHorizon } from './trim.ts';
import { shardView } from './views.ts';

const PAGE = 1000;
const TOKEN_LIFE_MS = 300_000;

/** What a token remembers: the request, and the last shard that was shown. */
interface Cursor {
	readonly uid: string;
	readonly after: string;
	readonly issuedAt: number;
	readonly filter: ShardFilter | null;
}

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListShards.html */
export async function listShards(ctx: Context, input: ListShardsInput): Promise<ListShardsOutput> {
	const cursor = input.NextToken === undefined ? null : readCursor(input.NextToken, ctx.clock.now());
	if (cursor && (input.StreamName ?? input.StreamARN ?? input.ExclusiveStartShardId) !== undefined) {
		throw invalidArgument('NextToken and StreamName cannot be provided together.');
	}
	const stream = cursor
		? ctx.store.values(streams).find(({ uid }) => uid === cursor.uid)
		: needStream(ctx, input);
	if (!stream) throw invalidArgument('Invalid NextToken.');
	const filter = cursor?.filter ?? input.ShardFilter ?? null;
	const after = cursor?.after ?? input.ExclusiveStartShardId ?? '';
	const wanted = stream.shards.filter(
		(shard) => shard.id > after && isWanted(shard, filter, stream, ctx.clock.now())
	);
	const page = wanted.slice(0, input.MaxResults ?? PAGE);
	const last = page.at(-1);
	const next: Cursor | null =
		last && wanted.length > page.length
			? { uid: stream.uid, after: last.id, issuedAt: Math.round(ctx.clock.now()), filter }
			: null;
	return {
		Shards: page.map(shardView),
		NextToken: next ? toBase64(encodeUtf8(JSON.stringify(next))) : undefined
	};
}

function isWanted(
	shard: ShardRecord,
	filter: ShardFilter | null,
	stream: StreamRecord,
	now: number
): boolean {
	const { createdAt, closedAt } = shard;
	const horizon = trimHorizon(stream, now);
	const alive = closedAt === null || closedAt >= horizon;
	const time = (): number => {
		if (!filter?.Timestamp) throw invalidArgument(`ShardFilter ${filter?.Type} needs a Timestamp.`);
		return Math.max(new Date(filter.Timestamp).getTime(), horizon);
	};
	switch (filter?.Type) {
		case undefined:
		case 'FROM_TRIM_HORIZON':
			return alive;
		case 'AT_TRIM_HORIZON':
			return alive && createdAt <= Math.max(horizon, stream.createdAt);
		case 'AT_LATEST':
			return closedAt === null;
		case 'AT_TIMESTAMP':
			return createdAt <= time() && (closedAt === null || closedAt >= time());
		case 'FROM_TIMESTAMP':
			return closedAt === null || closedAt >= time();
		case 'AFTER_SHARD_ID':
			if (filter?.ShardId === undefined) throw invalidArgument('ShardFilter AFTER_SHARD_ID needs a ShardId.');
			return alive && shard.id > filter.ShardId;
	}
}

function readCursor(token: string, now: number): Cursor {
	const bytes = fromBase64(token);
	let cursor: Partial<Cursor> | null = null;
	try {
		cursor = bytes && (JSON.parse(decodeUtf8(bytes)) as Partial<Cursor> | null);
	} catch {
		// Falls through to the error below, as every other token that is none.
	}
	if (typeof cursor?.uid !== 'string' || typeof cursor.after !== 'string' || !cursor.issuedAt) {
		throw invalidArgument('Invalid NextToken.');
	}
	if (now - cursor.issuedAt > TOKEN_LIFE_MS) {
		throw new AwsError('ExpiredNextTokenException', 'The NextToken has expired; it lives for 300 seconds.');
	}
	return { uid: cursor.uid, after: cursor.after, issuedAt: cursor.issuedAt, filter: cursor.filter ?? null };
}
