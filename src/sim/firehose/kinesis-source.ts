import type { Context } from '../core/context.ts';
import { openShardLog, streams, type StreamRecord } from '../kinesis/index.ts';
import { mayRead } from './check-roles.ts';
import { addToBuffer, deliverSoon } from './delivery.ts';
import { checkpoints, deliveryStreams, type DeliveryStreamRecord } from './tables.ts';

const MOST_BYTES = 10 * 2 ** 20;
const MOST_RECORDS = 10_000;

/** Takes what has come since the last time from the stream of Kinesis that feeds a delivery stream. */
export async function pull(ctx: Context, name: string): Promise<void> {
	const stream = ctx.store.get(deliveryStreams, name);
	const source =
		stream?.source && ctx.store.values(streams).find(({ arn }) => arn === stream.source?.streamArn);
	if (!stream?.source || !source || stream.status !== 'ACTIVE') return;
	if (ctx.live.deliveries.has(`pull ${stream.uid}`) || !mayRead(ctx, stream.source)) return;
	ctx.live.deliveries.add(`pull ${stream.uid}`);
	const release = ctx.clock.hold();
	try {
		let took = true;
		while (took) {
			took = false;
			for (const { id } of source.shards) took = (await pullShard(ctx, stream, source, id)) || took;
		}
	} finally {
		release();
		ctx.live.deliveries.delete(`pull ${stream.uid}`);
	}
	deliverSoon(ctx, stream);
}

async function pullShard(
	ctx: Context,
	stream: DeliveryStreamRecord,
	source: StreamRecord,
	shardId: string
): Promise<boolean> {
	const key = `${stream.uid}/${source.uid}/${shardId}`;
	const log = openShardLog(ctx, source, shardId);
	const from = Math.max(ctx.store.get(checkpoints, key) ?? log.at(stream.source!.startedAt), log.oldest);
	const records = await log.read(from, MOST_RECORDS, MOST_BYTES);
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
		tx.put(checkpoints, key, last.ordinal + 1);
	});
	return true;
}

/** Pulls for every delivery stream that a stream of Kinesis feeds, whenever records come there. */
export function followKinesis(ctx: Context): void {
	ctx.live.recordsCame.add((streamArn) => {
		for (const { name, source } of ctx.store.values(deliveryStreams)) {
			if (source?.streamArn !== streamArn) continue;
			// What could not be stored now is taken with the records that come next.
			pull(ctx, name).catch(() => {});
		}
	});
}
