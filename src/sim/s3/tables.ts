import type { Context } from '../core/context.ts';
import { defineTable } from '../core/table.ts';
import type { ObjectView } from '../events.ts';
import { noSuchBucket } from './errors.ts';

export interface BucketRecord {
	readonly name: string;
	readonly createdAt: number;
	/** Of all its objects together. */
	readonly sizeBytes: number;
}

/** What S3 keeps beside the bytes and gives back as it was sent: members of GetObject's output. */
export type ObjectAttributes = Readonly<Record<string, string>>;

export interface ObjectRecord {
	readonly bucket: string;
	readonly key: string;
	/** Where the bytes are stored. */
	readonly bytesId: string;
	readonly sizeBytes: number;
	/** With quotes. */
	readonly etag: string;
	readonly contentType: string;
	readonly modifiedAt: number;
	readonly metadata: Readonly<Record<string, string>>;
	readonly attributes: ObjectAttributes;
}

export const buckets = defineTable<BucketRecord>('buckets');
export const objects = defineTable<ObjectRecord>('objects');

/** A bucket's name holds no slash. */
export function objectKey(bucket: string, key: string): string {
	return `${bucket}/${key}`;
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
export function objectsUnder(ctx: Context, bucket: string, prefix: string): ObjectRecord[] {
	return ctx.store
		.values(objects)
		.filter((object) => object.bucket === bucket && object.key.startsWith(prefix))
		.sort((a, b) => compareUtf8(a.key, b.key));
}

/** UTF-16 units sort surrogates before U+E000…U+FFFF; code points sort as UTF-8 bytes do. */
export function compareUtf8(a: string, b: string): number {
	const n = Math.min(a.length, b.length);
	for (let i = 0; i < n; i++) {
		const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
		if (difference !== 0) return difference;
	}
	return a.length - b.length;
}

function rank(unit: number): number {
	return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}
