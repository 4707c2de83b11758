import { toBase64, toHex } from '#base/bytes.ts';
import { meterStorage } from '../../billing/index.ts';
import type { Context } from '../../core/context.ts';
import type { Transaction } from '../../core/table.ts';
import { DEFAULT_ALGORITHM, hasherOf } from '../body/checksum.ts';
import { settingsOf } from '../buckets/settings.ts';
import { noSuchBucket } from '../errors.ts';
import { notifyObject, type ObjectEventName } from '../notifications/notify.ts';
import {
	buckets,
	history,
	historyKey,
	objectKey,
	objects,
	objectView,
	type DeleteMarker,
	type HistoryRecord,
	type ObjectAttributes,
	type ObjectRecord
} from '../tables.ts';
import { dropContent } from './content.ts';
import { bucketEncryption } from './encryption.ts';
import { findVersion, historyOf, newestOld, nextVersion } from './versions.ts';

/** An object that another service writes: a job's model, a batch of records. */
export interface NewObject {
	readonly bucket: string;
	readonly key: string;
	readonly bytes: Uint8Array;
	readonly contentType: string;
	readonly metadata?: Readonly<Record<string, string>>;
	readonly attributes?: ObjectAttributes;
}

/** A version of an object, save for what storing it decides. */
export type NewVersion = Omit<ObjectRecord, 'versionId' | 'order' | 'modifiedAt'>;

/** Stores bytes as an object, as PutObject does. @throws AwsError NoSuchBucket */
export function putObjectIn(tx: Transaction, ctx: Context, object: NewObject): ObjectRecord {
	const { bucket, key, bytes, contentType, metadata = {}, attributes = {} } = object;
	const id = newBlobId(ctx);
	// A view into a larger buffer would store all of it.
	if (bytes.length > 0) tx.putBytes(id, bytes.slice());
	const [md5, hasher] = [hasherOf('MD5', ctx.digests), hasherOf(DEFAULT_ALGORITHM)];
	md5.update(bytes);
	hasher.update(bytes);
	return placeVersion(tx, ctx, 's3:ObjectCreated:Put', {
		bucket,
		key,
		content: bytes.length > 0 ? [{ id, start: 0, sizeBytes: bytes.length }] : [],
		sizeBytes: bytes.length,
		etag: `"${toHex(md5.digest())}"`,
		contentType,
		metadata,
		attributes,
		tags: {},
		storageClass: 'STANDARD',
		encryption: bucketEncryption(ctx, settingsOf(tx, bucket)),
		checksum: { algorithm: DEFAULT_ALGORITHM, type: 'FULL_OBJECT', value: toBase64(hasher.digest()) },
		parts: null
	});
}

/** Under which a new blob's bytes are stored. */
export function newBlobId(ctx: Context): string {
	return `object/${ctx.rng.hex(24)}`;
}

/**
 * Makes a version the current one of its key. What was current before is kept or dropped as the bucket's versioning has
 * it. The content must be stored, or shared, in the same transaction.
 * @throws AwsError NoSuchBucket
 */
export function placeVersion(
	tx: Transaction,
	ctx: Context,
	event: ObjectEventName,
	version: NewVersion
): ObjectRecord {
	const { bucket, key } = version;
	if (!tx.get(buckets, bucket)) throw noSuchBucket(bucket);
	const named = nextVersion(tx, ctx, bucket, key);
	makeRoom(tx, ctx, bucket, key, named.versionId);
	const record: ObjectRecord = { ...version, ...named, modifiedAt: wholeSeconds(tx.now) };
	tx.put(objects, objectKey(bucket, key), record);
	resize(tx, bucket, record.sizeBytes);
	tx.emit({ type: 'object', bucket, key, object: objectView(record) });
	notifyObject(tx, ctx, event, record);
	return record;
}

/** What a deletion has done, as DeleteObject says it. */
export interface Deletion {
	readonly deleteMarker: boolean;
	/** Of the marker that was made, or of the version that was removed. */
	readonly versionId: string | undefined;
}

/** How a deletion is told of: by whom it was asked for. */
interface DeletionNames {
	readonly deleted: ObjectEventName;
	readonly marked: ObjectEventName;
}

const ASKED: DeletionNames = {
	deleted: 's3:ObjectRemoved:Delete',
	marked: 's3:ObjectRemoved:DeleteMarkerCreated'
};

export const EXPIRED: DeletionNames = {
	deleted: 's3:LifecycleExpiration:Delete',
	marked: 's3:LifecycleExpiration:DeleteMarkerCreated'
};

/** Deletes a key: where the bucket keeps versions, by laying a delete marker over them. */
export function deleteKey(
	tx: Transaction,
	ctx: Context,
	bucket: string,
	key: string,
	names = ASKED
): Deletion {
	const versioned = settingsOf(tx, bucket).versioning !== undefined;
	const current = tx.get(objects, objectKey(bucket, key));
	if (!versioned) {
		if (current) {
			dropVersion(tx, current);
			removeCurrent(tx, bucket, key);
			notifyObject(tx, ctx, names.deleted, current);
		}
		return { deleteMarker: false, versionId: undefined };
	}
	const named = nextVersion(tx, ctx, bucket, key);
	makeRoom(tx, ctx, bucket, key, named.versionId);
	const marker: DeleteMarker = { kind: 'marker', bucket, key, modifiedAt: wholeSeconds(tx.now), ...named };
	tx.put(history, historyKey(bucket, key, named.order), marker);
	if (current) removeCurrent(tx, bucket, key);
	notifyObject(tx, ctx, names.marked, { bucket, key, sizeBytes: 0, etag: '', ...named });
	return { deleteMarker: true, versionId: named.versionId };
}

/** Removes one version for good; the next older one becomes the current one where this was it. */
export function deleteVersion(
	tx: Transaction,
	ctx: Context,
	bucket: string,
	key: string,
	versionId: string,
	names = ASKED
): Deletion {
	const found = findVersion(ctx, bucket, key, versionId, tx);
	if (!found) return { deleteMarker: false, versionId };
	if (found.kind === 'object') dropVersion(tx, found.object);
	const { order } = found.kind === 'object' ? found.object : found.marker;
	const wasCurrent = found.kind === 'object' && found.isLatest;
	if (!wasCurrent) tx.remove(history, historyKey(bucket, key, order));
	if (found.isLatest) {
		const next = newestOld(ctx, bucket, key, tx);
		if (next?.kind === 'object') restore(tx, next.object);
		else if (wasCurrent) removeCurrent(tx, bucket, key);
	}
	if (found.kind === 'object') notifyObject(tx, ctx, names.deleted, found.object);
	return { deleteMarker: found.kind === 'marker', versionId };
}

/** Changes what is said of a version, not its bytes. */
export function replaceVersion(tx: Transaction, record: ObjectRecord): void {
	const { bucket, key, order } = record;
	if (tx.get(objects, objectKey(bucket, key))?.order === order) {
		tx.put(objects, objectKey(bucket, key), record);
		return;
	}
	const old = tx.get(history, historyKey(bucket, key, order));
	if (old?.kind === 'object') tx.put(history, historyKey(bucket, key, order), { ...old, object: record });
}

/** So many bytes more, or less, are stored for a bucket. */
export function resize(tx: Transaction, name: string, byBytes: number): void {
	const bucket = tx.get(buckets, name);
	if (!bucket || byBytes === 0) return;
	const sizeBytes = bucket.sizeBytes + byBytes;
	tx.put(buckets, name, { ...bucket, sizeBytes });
	meterStorage(tx, name, sizeBytes);
}

/** The current version goes into the history, or goes; so does an older one of the same id, which can only be `null`. */
function makeRoom(tx: Transaction, ctx: Context, bucket: string, key: string, versionId: string): void {
	const current = tx.get(objects, objectKey(bucket, key));
	if (current) {
		if (current.versionId === versionId) dropVersion(tx, current);
		else {
			const old: HistoryRecord = { kind: 'object', object: current, supersededAt: tx.now };
			tx.put(history, historyKey(bucket, key, current.order), old);
		}
	}
	if (versionId !== 'null' || settingsOf(tx, bucket).versioning === undefined) return;
	for (const record of historyOf(ctx, bucket, key, tx)) {
		const { versionId: id, order } = record.kind === 'marker' ? record : record.object;
		if (id !== 'null') continue;
		if (record.kind === 'object') dropVersion(tx, record.object);
		tx.remove(history, historyKey(bucket, key, order));
	}
}

function restore(tx: Transaction, object: ObjectRecord): void {
	const { bucket, key, order } = object;
	tx.remove(history, historyKey(bucket, key, order));
	tx.put(objects, objectKey(bucket, key), object);
	tx.emit({ type: 'object', bucket, key, object: objectView(object) });
}

function removeCurrent(tx: Transaction, bucket: string, key: string): void {
	tx.remove(objects, objectKey(bucket, key));
	tx.emit({ type: 'object', bucket, key, object: null });
}

function dropVersion(tx: Transaction, { bucket, content, sizeBytes }: ObjectRecord): void {
	dropContent(tx, content);
	resize(tx, bucket, -sizeBytes);
}

/** S3 keeps whole seconds. */
function wholeSeconds(ms: number): number {
	return Math.floor(ms / 1000) * 1000;
}
