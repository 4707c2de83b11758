import { collectBytes, isByteStream, type ByteStream } from '#base/byte-stream.ts';
import { AwsError, PlatformError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { markerNotAllowed, noSuchKey, noSuchVersion, notFound } from '../errors.ts';
import { needBucket, objectKey, objects, type ObjectRecord, type Segment } from '../tables.ts';
import { openContent } from './content.ts';
import { findVersion } from './versions.ts';

export interface ReadObject {
	readonly record: ObjectRecord;
	readonly bytes: Uint8Array;
}

export interface OpenedObject {
	readonly record: ObjectRecord;
	/** A stream for a content that is not small. */
	readonly body: Uint8Array | ByteStream;
}

/** The current version. @throws AwsError NoSuchBucket or NoSuchKey */
export function needObject(ctx: Context, bucket: string, key: string): ObjectRecord {
	needBucket(ctx, bucket);
	const record = ctx.store.get(objects, objectKey(bucket, key));
	if (!record) throw noSuchKey(key);
	return record;
}

/**
 * The current version, or the one of that id.
 * @throws AwsError NoSuchBucket, NoSuchKey, NoSuchVersion, or MethodNotAllowed for a delete marker's id
 */
export function needVersion(
	ctx: Context,
	bucket: string,
	key: string,
	versionId: string | undefined
): ObjectRecord {
	needBucket(ctx, bucket);
	const found = findVersion(ctx, bucket, key, versionId);
	if (found?.kind === 'object') return found.object;
	if (!found) throw versionId === undefined ? noSuchKey(key) : noSuchVersion(key, versionId);
	const { marker } = found;
	const headers = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker.versionId };
	if (versionId === undefined) throw noSuchKey(key, headers);
	const modified = new Date(marker.modifiedAt).toUTCString();
	throw markerNotAllowed({ ...headers, 'last-modified': modified });
}

/** The same for HEAD, which says `NotFound` to all that is absent. */
export function needVersionForHead(
	ctx: Context,
	bucket: string,
	key: string,
	versionId: string | undefined
): ObjectRecord {
	try {
		return needVersion(ctx, bucket, key, versionId);
	} catch (error) {
		const { status, headers } = error as ReturnType<typeof noSuchKey>;
		throw status === 404 ? notFound(`s3://${bucket}/${key}`, headers) : error;
	}
}

/**
 * An object's record and its bytes, which belong together.
 * @throws AwsError NoSuchBucket or NoSuchKey
 */
export async function readObject(ctx: Context, bucket: string, key: string): Promise<ReadObject> {
	const { record, body } = await openObject(
		ctx,
		() => needObject(ctx, bucket, key),
		({ content }) => content
	);
	return { record, bytes: isByteStream(body) ? await collectBytes(body) : body };
}

/**
 * Opens what `choose` takes of the content of the record that `find` gives.
 * @throws whatever `find` and `choose` throw, PlatformError where the storage has lost the bytes
 */
export async function openObject(
	ctx: Context,
	find: () => ObjectRecord,
	choose: (record: ObjectRecord) => readonly Segment[]
): Promise<OpenedObject> {
	for (;;) {
		const record = find();
		const body = await openContent(ctx, choose(record));
		if (body) return { record, body };
		// Another request may have replaced the object while its bytes were on their way.
		const now = find();
		if (now.order === record.order) {
			const where = `s3://${record.bucket}/${record.key}`;
			throw new PlatformError('BytesLost', `The storage has lost the bytes of ${where}.`, {
				hint: 'Put the object again.'
			});
		}
	}
}

/** What lies in an archive must be restored first, and restoring is not simulated. @throws AwsError InvalidObjectState */
export function checkReadable({ storageClass }: ObjectRecord): void {
	if (storageClass !== 'GLACIER' && storageClass !== 'DEEP_ARCHIVE') return;
	throw new AwsError('InvalidObjectState', "The operation is not valid for the object's storage class", 403, {
		members: { StorageClass: storageClass }
	});
}
