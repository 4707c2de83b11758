import { PlatformError } from '#base/errors.ts';
import type { Context } from '../core/context.ts';
import { noSuchKey } from './errors.ts';
import { needBucket, objectKey, objects, type ObjectRecord } from './tables.ts';

export interface ReadObject {
	readonly record: ObjectRecord;
	readonly bytes: Uint8Array;
}

/** @throws AwsError NoSuchBucket or NoSuchKey */
export function needObject(ctx: Context, bucket: string, key: string): ObjectRecord {
	needBucket(ctx, bucket);
	const record = ctx.store.get(objects, objectKey(bucket, key));
	if (!record) throw noSuchKey(key);
	return record;
}

/**
 * An object's record and its bytes, which belong together.
 * @throws AwsError NoSuchBucket or NoSuchKey
 */
export async function readObject(ctx: Context, bucket: string, key: string): Promise<ReadObject> {
	for (;;) {
		const record = needObject(ctx, bucket, key);
		const bytes = await ctx.store.bytes(record.bytesId);
		if (bytes) return { record, bytes };
		// Another request may have replaced the object while its bytes were on their way.
		if (ctx.store.get(objects, objectKey(bucket, key)) === record) {
			throw new PlatformError('BytesLost', `The storage has lost the bytes of s3://${bucket}/${key}.`, {
				hint: 'Put the object again.'
			});
		}
	}
}
