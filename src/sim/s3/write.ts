import { meterStorage } from '../billing/index.ts';
import type { Context } from '../core/context.ts';
import type { Transaction } from '../core/table.ts';
import { etagOf } from './checksum.ts';
import { noSuchBucket } from './errors.ts';
import {
	buckets,
	objectKey,
	objects,
	objectView,
	type ObjectAttributes,
	type ObjectRecord
} from './tables.ts';

export interface NewObject {
	readonly bucket: string;
	readonly key: string;
	readonly bytes: Uint8Array;
	readonly contentType: string;
	readonly metadata?: Readonly<Record<string, string>>;
	readonly attributes?: ObjectAttributes;
}

/** Stores an object, in the place of the one that had its key. @throws AwsError NoSuchBucket */
export function putObjectIn(tx: Transaction, ctx: Context, object: NewObject): ObjectRecord {
	const bucket = tx.get(buckets, object.bucket);
	if (!bucket) throw noSuchBucket(object.bucket);
	const { key, bytes, contentType, metadata = {}, attributes = {} } = object;
	const before = tx.get(objects, objectKey(bucket.name, key));
	if (before) tx.removeBytes(before.bytesId);
	const record: ObjectRecord = {
		bucket: bucket.name,
		key,
		bytesId: `object/${ctx.rng.hex(24)}`,
		sizeBytes: bytes.length,
		etag: etagOf(bytes),
		contentType,
		// S3 keeps whole seconds.
		modifiedAt: Math.floor(tx.now / 1000) * 1000,
		metadata,
		attributes
	};
	tx.put(objects, objectKey(bucket.name, key), record);
	// A view into a larger buffer would store all of it.
	tx.putBytes(record.bytesId, bytes.slice());
	resize(tx, bucket.name, bytes.length - (before?.sizeBytes ?? 0));
	tx.emit({ type: 'object', bucket: bucket.name, key, object: objectView(record) });
	return record;
}

/** Removes an object; nothing happens where there is none. */
export function removeObjectIn(tx: Transaction, bucket: string, key: string): void {
	const record = tx.get(objects, objectKey(bucket, key));
	if (!record) return;
	tx.remove(objects, objectKey(bucket, key));
	tx.removeBytes(record.bytesId);
	resize(tx, bucket, -record.sizeBytes);
	tx.emit({ type: 'object', bucket, key, object: null });
}

function resize(tx: Transaction, name: string, byBytes: number): void {
	const bucket = tx.get(buckets, name);
	if (!bucket || byBytes === 0) return;
	const sizeBytes = bucket.sizeBytes + byBytes;
	tx.put(buckets, name, { ...bucket, sizeBytes });
	meterStorage(tx, name, sizeBytes);
}
