import { toHex } from '#base/bytes.ts';
import type { Context } from '../../core/context.ts';
import type { Transaction } from '../../core/table.ts';
import type { Checksum } from '../body/checksum.ts';
import { invalidArgument } from '../errors.ts';
import { dropContent } from '../objects/content.ts';
import { etagOf } from '../objects/etag.ts';
import { resize } from '../objects/write.ts';
import { needBucket, type Segment } from '../tables.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { needUpload, partKey, parts, type PartRecord, type UploadRecord } from './uploads.ts';

const MOST_PARTS = 10_000;

/** Where a part belongs. */
export interface PartPlace {
	readonly Bucket: string;
	readonly Key: string;
	readonly UploadId: string;
	readonly PartNumber: number;
}

/** The upload that a part is for. @throws AwsError NoSuchBucket, NoSuchUpload or InvalidArgument */
export function uploadOf(ctx: Context, input: PartPlace): UploadRecord {
	refuseUnsupported({ ...input });
	const { Bucket: bucket, Key: key, UploadId: uploadId, PartNumber: number } = input;
	needBucket(ctx, bucket);
	if (number < 1 || number > MOST_PARTS) {
		throw invalidArgument(
			`Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`,
			'partNumber',
			String(number)
		);
	}
	return needUpload(ctx.store, bucket, key, uploadId);
}

/**
 * Stores a part, in the place of the one that had its number.
 * @throws AwsError NoSuchUpload where the upload has ended while the bytes came
 */
export function putPart(
	tx: Transaction,
	ctx: Context,
	{ Bucket: bucket, Key: key, UploadId: uploadId, PartNumber: number }: PartPlace,
	content: readonly Segment[],
	{ md5, checksum }: { readonly md5: Uint8Array; readonly checksum: Checksum }
): PartRecord {
	const upload = needUpload(tx, bucket, key, uploadId);
	const before = tx.get(parts, partKey(uploadId, number));
	if (before) dropContent(tx, before.content);
	const sizeBytes = content.reduce((sum, segment) => sum + segment.sizeBytes, 0);
	const part: PartRecord = {
		number,
		content,
		sizeBytes,
		etag: etagOf(ctx, md5, upload.encryption),
		md5: toHex(md5),
		checksum: checksum.value,
		modifiedAt: Math.floor(tx.now / 1000) * 1000
	};
	tx.put(parts, partKey(uploadId, number), part);
	resize(tx, bucket, sizeBytes - (before?.sizeBytes ?? 0));
	return part;
}
