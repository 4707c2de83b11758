import type { Context } from '../core/context.ts';
import { defineTable } from '../core/table.ts';
import type { ObjectView } from '../events.ts';
import type { Checksum } from './body/checksum.ts';
import { noSuchBucket } from './errors.ts';

export interface BucketRecord {
	readonly name: string;
	readonly createdAt: number;
	/** Of all its objects together, with their older versions and the parts of unfinished uploads. */
	readonly sizeBytes: number;
}

/** A run of bytes within one stored blob. Copies share blobs, so a segment need not be the whole of one. */
export interface Segment {
	/** Under which the blob's bytes are stored. */
	readonly id: string;
	readonly start: number;
	readonly sizeBytes: number;
}

/** Members of GetObject's output that S3 gives back as they were sent, by their names. */
export type ObjectAttributes = Readonly<Record<string, string>>;

/** How an object is said to be encrypted; nothing is. */
export interface Encryption {
	readonly algorithm: 'AES256' | 'aws:kms';
	/** ARN of the key; for KMS only. */
	readonly keyId: string | null;
}

/** One part of an object that was uploaded in parts. */
export interface ObjectPart {
	readonly sizeBytes: number;
	/** Its checksum, where the upload asked for one. */
	readonly checksum: string | null;
}

export interface ObjectRecord {
	readonly bucket: string;
	readonly key: string;
	readonly content: readonly Segment[];
	readonly sizeBytes: number;
	/** With quotes. */
	readonly etag: string;
	readonly contentType: string;
	readonly modifiedAt: number;
	readonly metadata: Readonly<Record<string, string>>;
	readonly attributes: ObjectAttributes;
	readonly tags: Readonly<Record<string, string>>;
	readonly storageClass: string;
	readonly encryption: Encryption;
	readonly checksum: Checksum;
	/** Null for an object that came in one piece. */
	readonly parts: readonly ObjectPart[] | null;
	/** `null` (the word) for an object that was put while its bucket kept no versions. */
	readonly versionId: string;
	/** Grows from version to version of a key. */
	readonly order: number;
}

/** An older version, out of sight unless asked for by its id. */
export interface OldVersion {
	readonly kind: 'object';
	readonly object: ObjectRecord;
	/** When another version took its place. */
	readonly supersededAt: number;
}

/** What a deletion leaves in a bucket that keeps versions. The newest version of a key may be one. */
export interface DeleteMarker {
	readonly kind: 'marker';
	readonly bucket: string;
	readonly key: string;
	readonly modifiedAt: number;
	readonly versionId: string;
	readonly order: number;
}

export type HistoryRecord = OldVersion | DeleteMarker;

export const buckets = defineTable<BucketRecord>('buckets');
/** The current version of every key that has one. */
export const objects = defineTable<ObjectRecord>('objects', { ordered: true });
/** Older versions and all delete markers, newest first within a key. */
export const history = defineTable<HistoryRecord>('objectHistory', { ordered: true });
/** How many segments use a blob, where that is more than one. */
export const sharedBlobs = defineTable<number>('sharedBlobs');

/** A bucket's name holds no slash. */
export function objectKey(bucket: string, key: string): string {
	return `${bucket}/${key}`;
}

/** Sorts the versions of a key after one another, newest first. */
export function historyKey(bucket: string, key: string, order: number): string {
	return `${bucket}/${key}\0${String(Number.MAX_SAFE_INTEGER - order).padStart(16, '0')}`;
}

/** @throws AwsError NoSuchBucket */
export function needBucket(source: Pick<Context, 'store'>, name: string): BucketRecord {
	const bucket = source.store.get(buckets, name);
	if (!bucket) throw noSuchBucket(name);
	return bucket;
}

/** An object as watchers see it. */
export function objectView({
	bucket,
	key,
	sizeBytes,
	modifiedAt,
	etag,
	contentType
}: ObjectRecord): ObjectView {
	return { bucket, key, sizeBytes, modifiedAt, etag, contentType };
}

/** Objects whose key begins with `prefix`, by key in the order of their UTF-8 bytes, as S3 lists them. */
export function objectsUnder(
	{ store }: Pick<Context, 'store'>,
	bucket: string,
	prefix: string
): ObjectRecord[] {
	const found: ObjectRecord[] = [];
	const begin = objectKey(bucket, prefix);
	for (const key of store.keysFrom(objects, begin)) {
		if (!key.startsWith(begin)) break;
		found.push(store.get(objects, key)!);
	}
	return found;
}

/** Current objects of a bucket whose key does not come before `from`. */
export function* objectsFrom(
	{ store }: Pick<Context, 'store'>,
	bucket: string,
	from: string
): Generator<ObjectRecord, void> {
	for (const key of store.keysFrom(objects, objectKey(bucket, from))) {
		if (!key.startsWith(`${bucket}/`)) return;
		yield store.get(objects, key)!;
	}
}

/** Older versions and delete markers of a bucket whose key does not come before `from`. */
export function* historyFrom(
	{ store }: Pick<Context, 'store'>,
	bucket: string,
	from: string
): Generator<HistoryRecord, void> {
	for (const key of store.keysFrom(history, objectKey(bucket, from))) {
		if (!key.startsWith(`${bucket}/`)) return;
		yield store.get(history, key)!;
	}
}

/** Key, version and order of either kind. */
export function versionOf(record: HistoryRecord): { key: string; versionId: string; order: number } {
	const { key, versionId, order } = record.kind === 'marker' ? record : record.object;
	return { key, versionId, order };
}
