import { collectBytes, type ByteStream } from '#base/byte-stream.ts';
import { PlatformError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import type { Transaction } from '../../core/table.ts';
import { sharedBlobs, type Segment } from '../tables.ts';

/** Blobs that are opened before the first byte is asked for: what is open can be read though it be removed. */
const OPENED_AHEAD = 64;
/** Ranges up to here are read into memory at once. */
const READ_AT_ONCE = 2 ** 20;

/** One more object or part uses these blobs. */
export function shareContent(tx: Transaction, content: readonly Segment[]): void {
	for (const { id } of content) tx.put(sharedBlobs, id, (tx.get(sharedBlobs, id) ?? 1) + 1);
}

/** One object or part less uses these blobs; those that nobody uses any more are removed. */
export function dropContent(tx: Transaction, content: readonly Segment[]): void {
	for (const { id } of content) {
		const users = tx.get(sharedBlobs, id) ?? 1;
		if (users > 2) tx.put(sharedBlobs, id, users - 1);
		else if (users === 2) tx.remove(sharedBlobs, id);
		else tx.removeBytes(id);
	}
}

/** The segments of the bytes `start` (inclusive) to `end` (exclusive) of a content. */
export function sliceContent(content: readonly Segment[], start: number, end: number): Segment[] {
	const slice: Segment[] = [];
	let at = 0;
	for (const segment of content) {
		const from = Math.max(start - at, 0);
		const to = Math.min(end - at, segment.sizeBytes);
		if (from < to) slice.push({ id: segment.id, start: segment.start + from, sizeBytes: to - from });
		at += segment.sizeBytes;
	}
	return slice;
}

/** A content that is small as bytes, any other as a stream. Null where the storage has a blob no more. */
export async function openContent(
	ctx: Context,
	content: readonly Segment[]
): Promise<Uint8Array | ByteStream | null> {
	const opened = await Promise.all(content.slice(0, OPENED_AHEAD).map((segment) => open(ctx, segment)));
	if (!opened.every((stream) => stream !== undefined)) return null;
	const stream = readOn(ctx, opened, content.slice(OPENED_AHEAD));
	const sizeBytes = content.reduce((sum, segment) => sum + segment.sizeBytes, 0);
	return sizeBytes <= READ_AT_ONCE ? collectBytes(stream) : stream;
}

function open(ctx: Context, { id, start, sizeBytes }: Segment): Promise<ByteStream | undefined> {
	return ctx.store.readBytes(id, start, start + sizeBytes);
}

async function* readOn(
	ctx: Context,
	opened: readonly ByteStream[],
	further: readonly Segment[]
): AsyncGenerator<Uint8Array, void> {
	for (const stream of opened) yield* stream;
	for (const segment of further) {
		const stream = await open(ctx, segment);
		if (!stream) {
			throw new PlatformError('BytesLost', 'The object was deleted while it was read.', {
				hint: 'Read it again.'
			});
		}
		yield* stream;
	}
}
