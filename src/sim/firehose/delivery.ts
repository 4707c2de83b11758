import { concatBytes } from '#base/bytes.ts';
import { AwsError } from '#base/errors.ts';
import { FIREHOSE_GB, meterUnits } from '../billing/index.ts';
import type { Context } from '../core/context.ts';
import type { Transaction } from '../core/table.ts';
import { bucketAccess } from '../iam/index.ts';
import { putObjectIn } from '../s3/index.ts';
import { writePrefix, writeTime } from './prefix.ts';
import { buffers, deliveryStreams, type BufferRecord, type DeliveryStreamRecord } from './tables.ts';

/** The name under which Firehose takes a role on to write. */
const DELIVERY_SESSION = 'AWSFirehoseToS3';
/** A bucket that refuses is tried again for a day; then what waits is lost, as on AWS. */
const RETRY_MS = 86_400_000;
const RETRY_PAUSE_MS = 300_000;
/** Firehose bills each record as whole pieces of 5 KB. */
const BILLED_BYTES = 5 * 1024;

/** Adds records to the buffer; afterwards {@link deliverSoon} must be called. */
export function addToBuffer(
	tx: Transaction,
	ctx: Context,
	stream: DeliveryStreamRecord,
	records: readonly Uint8Array[]
): void {
	if (records.length === 0) return;
	const bytes = concatBytes(records);
	const part = `firehose/${stream.uid}/${ctx.rng.hex(16)}`;
	const before = tx.get(buffers, stream.uid);
	tx.putBytes(part, bytes);
	tx.put(buffers, stream.uid, {
		id: before?.id ?? ctx.rng.uuid(),
		since: before?.since ?? tx.now,
		sizeBytes: (before?.sizeBytes ?? 0) + bytes.length,
		parts: [...(before?.parts ?? []), part]
	});
	const billed = records.reduce((sum, { length }) => sum + Math.max(1, Math.ceil(length / BILLED_BYTES)), 0);
	const use = { service: 'Firehose', resource: stream.name, sku: 'GB in', tags: stream.tags } as const;
	meterUnits(tx, `firehose/${stream.uid}`, { ...use, price: FIREHOSE_GB }, (billed * BILLED_BYTES) / 2 ** 30);
}

/** Sees to it that what waits is delivered: now where it is enough, else when its interval is over. */
export function deliverSoon(ctx: Context, { name, uid, destination }: DeliveryStreamRecord): void {
	const buffer = ctx.store.get(buffers, uid);
	if (!buffer) return;
	if (buffer.sizeBytes >= destination.sizeMb * 2 ** 20) return void deliver(ctx, name, buffer.id);
	if (ctx.live.deliveries.has(buffer.id)) return;
	ctx.live.deliveries.add(buffer.id);
	const due = buffer.since + destination.intervalSeconds * 1000;
	ctx.clock
		.sleep(Math.max(0, due - ctx.clock.now()), ctx.live.closing.signal)
		.then(() => deliver(ctx, name, buffer.id))
		// The region closed: the next start takes the buffer up.
		.catch(() => {})
		.finally(() => ctx.live.deliveries.delete(buffer.id));
}

/** Writes a buffer into the bucket as one object. Never rejects. */
async function deliver(ctx: Context, name: string, bufferId: string): Promise<void> {
	const { store, clock, live } = ctx;
	const release = clock.hold();
	let wait = 0;
	try {
		const buffer = waiting(ctx, name, bufferId);
		if (!buffer) return;
		const pieces = await Promise.all(buffer.parts.map((part) => store.bytes(part)));
		const bytes = concatBytes(pieces.filter((piece) => piece !== undefined));
		await store.transact((tx) => write(tx, ctx, name, buffer, bytes));
		const stream = store.get(deliveryStreams, name);
		if (stream) deliverSoon(ctx, stream);
	} catch (error) {
		const buffer = waiting(ctx, name, bufferId);
		if (live.closing.signal.aborted || !buffer) return;
		if (error instanceof AwsError && clock.now() - buffer.since > RETRY_MS) {
			await store.transact((tx) => drop(tx, ctx, name, bufferId)).catch(() => {});
		} else wait = RETRY_PAUSE_MS;
	} finally {
		release();
	}
	if (wait === 0) return;
	await clock.sleep(wait, live.closing.signal).then(
		() => deliver(ctx, name, bufferId),
		() => {}
	);
}

function waiting({ store }: Context, name: string, bufferId: string): BufferRecord | null {
	const buffer = store.get(buffers, store.get(deliveryStreams, name)?.uid ?? '');
	return buffer?.id === bufferId ? buffer : null;
}

function write(tx: Transaction, ctx: Context, name: string, read: BufferRecord, bytes: Uint8Array): void {
	const stream = tx.get(deliveryStreams, name);
	const buffer = stream && tx.get(buffers, stream.uid);
	if (!stream || buffer?.id !== read.id) return;
	const { destination, version } = stream;
	const prefix = writePrefix(destination.prefix, buffer.since, ctx.rng);
	const stamp = writeTime('yyyy-MM-dd-HH-mm-ss', buffer.since);
	const key = `${prefix}${name}-${version}-${stamp}-${ctx.rng.uuid()}${destination.fileExtension}`;
	const bucket = destination.bucketArn.split(':::')[1] ?? '';
	bucketAccess(ctx, destination.roleArn, DELIVERY_SESSION).needWrite(bucket, key);
	putObjectIn(tx, ctx, {
		bucket,
		key,
		bytes,
		contentType: 'application/octet-stream'
	});
	for (const part of read.parts) tx.removeBytes(part);
	// Records that came while the bytes were on their way begin a buffer of their own.
	const rest = buffer.parts.slice(read.parts.length);
	if (rest.length === 0) tx.remove(buffers, stream.uid);
	else {
		const sizeBytes = buffer.sizeBytes - read.sizeBytes;
		tx.put(buffers, stream.uid, { id: ctx.rng.uuid(), since: tx.now, sizeBytes, parts: rest });
	}
}

function drop(tx: Transaction, { store }: Context, name: string, bufferId: string): void {
	const uid = store.get(deliveryStreams, name)?.uid ?? '';
	const buffer = tx.get(buffers, uid);
	if (buffer?.id !== bufferId) return;
	for (const part of buffer.parts) tx.removeBytes(part);
	tx.remove(buffers, uid);
}
