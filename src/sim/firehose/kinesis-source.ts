import type { Context } from '../core/context.ts';
import { openShardLog, streams, type StreamRecord } from '../kinesis/index.ts';
import { mayRead } from './check-roles.ts';
import { addToBuffer, deliverSoon } from './delivery.ts';
import { checkpoints, deliveryStreams, type DeliveryStreamRecord } from './tables.ts';

const MOST_BYTES = 10 * 2 ** 20;
const MOST_RECORDS = 10_000;
/** How long it waits where it may not read, or could not store what it read. */
const RETRY_PAUSE_MS = 300_000;

/** Takes what has come since the last time from the stream of Kinesis that feeds a delivery stream. */
export async function pull(ctx: Context, name: string): Promise<void> {
	const stream = ctx.store.get(deliveryStreams, name);
	const source =
		stream?.source && ctx.store.values(streams).find(({ arn }) => arn === stream.source?.streamArn);
	if (!stream?.source || !source || stream.status !== 'ACTIVE') return;
	if (ctx.live.deliveries.has(`pull ${stream.uid}`)) return;
	if (!mayRead(ctx, stream.source)) {
		// What is older than the stream's retention needs no further try.
		if (await hasUnread(ctx, stream, source)) pullLater(ctx, stream);
		return;
	}
	ctx.live.deliveries.add(`pull ${stream.uid}`);
	const release = ctx.clock.hold();
	try {
		let took = true;
		while (took) {
			took = false;
			for (const { id } of source.shards) took = (await pullShard(ctx, stream, source, id)) || took;
		}
	} catch (error) {
		pullLater(ctx, stream);
		throw error;
	} finally {
		release();
		ctx.live.deliveries.delete(`pull ${stream.uid}`);
	}
	deliverSoon(ctx, stream);
}

/** Pulls once more after a pause; one at a time waits for it. */
function pullLater(ctx: Context, { name, uid }: DeliveryStreamRecord): void {
	const key = `retry ${uid}`;
	if (ctx.live.deliveries.has(key)) return;
	ctx.live.deliveries.add(key);
	ctx.clock
		.sleep(RETRY_PAUSE_MS, ctx.live.closing.signal)
		.finally(() => ctx.live.deliveries.delete(key))
		.then(() => pull(ctx, name))
		// The region closed, or the next try waits already.
		.catch(() => {});
}

function unread(
	ctx: Context,
	stream: DeliveryStreamRecord,
	source: StreamRecord,
	shardId: string,
	most: number
): ReturnType<ReturnType<typeof openShardLog>['read']> {
	const log = openShardLog(ctx, source, shardId);
	const done = ctx.store.get(checkpoints, checkpointKey(stream, source, shardId));
	const from = Math.max(done ?? log.at(stream.source!.startedAt), log.oldest);
	return log.read(from, most, MOST_BYTES);
}

async function hasUnread(ctx: Context, stream: DeliveryStreamRecord, source: StreamRecord): Promise<boolean> {
	for (const { id } of source.shards) {
		if ((await unread(ctx, stream, source, id, 1)).length > 0) return true;
	}
	return false;
}

function checkpointKey({ uid }: DeliveryStreamRecord, source: StreamRecord, shardId: string): string {
	return `${uid}/${source.uid}/${shardId}`;
}

async function pullShard(
	ctx: Context,
	stream: DeliveryStreamRecord,
	source: StreamRecord,
	shardId: string
): Promise<boolean> {
	const records = await unread(ctx, stream, source, shardId, MOST_RECORDS);
	const last = records.at(-1);
	if (!last) return false;
	await ctx.store.transact((tx) => {
		if (tx.get(deliveryStreams, stream.name)?.uid !== stream.uid) return;
		addToBuffer(
			tx,
			ctx,
			stream,
			records.map(({ data }) => data)
		);
		tx.put(checkpoints, checkpointKey(stream, source, shardId), last.ordinal + 1);
	});
	return true;
}

/** Pulls for every delivery stream that a stream of Kinesis feeds, whenever records come there. */
export function followKinesis(ctx: Context): void {
	ctx.live.recordsCame.add((streamArn) => {
		for (const { name, source } of ctx.store.values(deliveryStreams)) {
			if (source?.streamArn !== streamArn) continue;
			// What could not be stored now is tried again after a pause.
			pull(ctx, name).catch(() => {});
		}
	});
}
