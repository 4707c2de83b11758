import type { Context } from '../../core/context.ts';
import { defineTable, type Transaction } from '../../core/table.ts';
import type { ChecksumAlgorithm, ChecksumType } from '../body/checksum.ts';
import { noSuchUpload } from '../errors.ts';
import { dropContent } from '../objects/content.ts';
import type { UploadHead } from '../objects/upload-head.ts';
import { resize } from '../objects/write.ts';
import { objectKey, type Segment } from '../tables.ts';

/** An upload in parts that is neither completed nor aborted. */
export interface UploadRecord extends UploadHead {
	readonly uploadId: string;
	readonly initiatedAt: number;
	/** The checksum of its parts; null where the client asked for none and S3 makes its own. */
	readonly algorithm: ChecksumAlgorithm | null;
	readonly checksumType: ChecksumType;
}

export interface PartRecord {
	readonly number: number;
	readonly content: readonly Segment[];
	readonly sizeBytes: number;
	/** With quotes. */
	readonly etag: string;
	/** Of the bytes, as lower-case hexadecimal digits. */
	readonly md5: string;
	/** By the upload's algorithm. */
	readonly checksum: string;
	readonly modifiedAt: number;
}

/** By bucket, key and id; ids sort by time. */
export const uploads = defineTable<UploadRecord>('multipartUploads', { ordered: true });
/** By the upload's id and the part's number. */
export const parts = defineTable<PartRecord>('multipartParts', { ordered: true });

export function uploadKey(bucket: string, key: string, uploadId: string): string {
	return `${objectKey(bucket, key)}\0${uploadId}`;
}

export function partKey(uploadId: string, number: number): string {
	return `${uploadId}/${String(number).padStart(5, '0')}`;
}

/** @throws AwsError NoSuchUpload */
export function needUpload(
	source: Pick<Transaction, 'get'>,
	bucket: string,
	key: string,
	uploadId: string
): UploadRecord {
	const upload = source.get(uploads, uploadKey(bucket, key, uploadId));
	if (!upload) throw noSuchUpload(uploadId);
	return upload;
}

/** The parts that have arrived, by number. */
export function partsOf({ store }: Pick<Context, 'store'>, uploadId: string): PartRecord[] {
	const found: PartRecord[] = [];
	for (const key of store.keysFrom(parts, `${uploadId}/`)) {
		if (!key.startsWith(`${uploadId}/`)) break;
		found.push(store.get(parts, key)!);
	}
	return found;
}

/** Uploads of a bucket whose key does not come before `from`. */
export function* uploadsFrom(
	{ store }: Pick<Context, 'store'>,
	bucket: string,
	from: string
): Generator<UploadRecord, void> {
	for (const key of store.keysFrom(uploads, objectKey(bucket, from))) {
		if (!key.startsWith(`${bucket}/`)) return;
		yield store.get(uploads, key)!;
	}
}

/** Forgets an upload with all its parts, save the bytes of those in `kept`. */
export function endUpload(
	tx: Transaction,
	ctx: Context,
	upload: UploadRecord,
	kept: ReadonlySet<number> = new Set()
): void {
	for (const { number, content, sizeBytes } of partsOf(ctx, upload.uploadId)) {
		tx.remove(parts, partKey(upload.uploadId, number));
		resize(tx, upload.bucket, -sizeBytes);
		if (!kept.has(number)) dropContent(tx, content);
	}
	tx.remove(uploads, uploadKey(upload.bucket, upload.key, upload.uploadId));
}
