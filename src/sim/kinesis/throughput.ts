import type { Context } from '../core/context.ts';
import type { ShardWindow } from '../core/live.ts';
import { shardKey, type StreamRecord } from './tables.ts';
import { throughputExceeded } from './errors.ts';

const MIB = 2 ** 20;

/** What one shard takes and gives in a second. @see https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html */
export const SHARD_LIMITS = {
	bytesIn: MIB,
	recordsIn: 1000,
	bytesOut: 2 * MIB,
	readsOut: 5
} as const;

/**
 * Takes one record into the shard's second.
 * @param now when its request came: all records of one request come at one moment, however long they take here
 * @returns false, with nothing taken, where the second is full
 */
export function admitRecord(
	ctx: Context,
	stream: StreamRecord,
	shardId: string,
	bytes: number,
	now: number
): boolean {
	const window = windowOf(ctx, `${shardKey(stream, shardId)} in`, SHARD_LIMITS.bytesIn, now);
	const full = window.calls >= SHARD_LIMITS.recordsIn || window.bytes + bytes > SHARD_LIMITS.bytesIn;
	// A record above 1 MiB, which a stream may allow, borrows from the seconds to come.
	if (full && !(window.bytes === 0 && bytes > SHARD_LIMITS.bytesIn)) return false;
	window.calls++;
	window.bytes += bytes;
	return true;
}

/**
 * Counts one GetRecords call; tell {@link countRead} afterwards how much it gave.
 * @throws AwsError ProvisionedThroughputExceededException
 */
export function admitRead(ctx: Context, stream: StreamRecord, shardId: string): void {
	const window = windowOf(ctx, `${shardKey(stream, shardId)} out`, SHARD_LIMITS.bytesOut);
	if (window.calls >= SHARD_LIMITS.readsOut || window.bytes >= SHARD_LIMITS.bytesOut) {
		throw throughputExceeded(shardId, stream.name, ctx.accountId);
	}
	window.calls++;
}

/** One answer may hold up to 10 MiB; then the shard gives nothing for as many seconds as that takes. */
export function countRead(ctx: Context, stream: StreamRecord, shardId: string, bytes: number): void {
	windowOf(ctx, `${shardKey(stream, shardId)} out`, SHARD_LIMITS.bytesOut).bytes += bytes;
}

function windowOf(
	{ clock, live: { shardWindows } }: Context,
	key: string,
	bytesPerSecond: number,
	now = clock.now()
): ShardWindow {
	const window = shardWindows.get(key);
	const lasts = 1000 * Math.max(1, (window?.bytes ?? 0) / bytesPerSecond);
	if (window && now - window.since < lasts) return window;
	const fresh = { since: now, calls: 0, bytes: 0 };
	shardWindows.set(key, fresh);
	return fresh;
}
