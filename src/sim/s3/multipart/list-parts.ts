import type { ListPartsOutput, ListPartsRequest } from '@aws-sdk/client-s3';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { checksumMembers } from '../body/checksum.ts';
import { ownerOf } from '../buckets/owner.ts';
import { settingsOf } from '../buckets/settings.ts';
import { abortMembers } from '../lifecycle/expiration.ts';
import { pageSize } from '../listing/page-of-keys.ts';
import { needBucket } from '../tables.ts';
import { needUpload, partsOf } from './uploads.ts';

/** AWS's types say that these are texts; its model says that they are numbers. */
type Markers = 'PartNumberMarker' | 'NextPartNumberMarker';
type PartsOutput = Omit<ListPartsOutput, Markers> & Readonly<Record<Markers, number>>;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export async function listParts(
	ctx: Context,
	input: Given<ListPartsRequest, 'Bucket' | 'Key' | 'UploadId'>
): Promise<PartsOutput> {
	const { Bucket: bucket, Key: key, UploadId: uploadId } = input;
	needBucket(ctx, bucket);
	const upload = needUpload(ctx.store, bucket, key, uploadId);
	const maxParts = pageSize(input.MaxParts, 'max-parts');
	const marker = Number(input.PartNumberMarker ?? 0);
	const left = partsOf(ctx, uploadId).filter(({ number }) => number > marker);
	const page = left.slice(0, maxParts);
	const { algorithm } = upload;
	return {
		Bucket: bucket,
		Key: key,
		UploadId: uploadId,
		PartNumberMarker: marker,
		NextPartNumberMarker: page.at(-1)?.number ?? 0,
		MaxParts: maxParts,
		IsTruncated: page.length < left.length,
		Parts: page.map(({ number, modifiedAt, etag, sizeBytes, checksum }) => ({
			PartNumber: number,
			LastModified: new Date(modifiedAt),
			ETag: etag,
			Size: sizeBytes,
			...(algorithm === null ? {} : checksumMembers({ algorithm, value: checksum }))
		})),
		Initiator: ownerOf(ctx),
		Owner: ownerOf(ctx),
		StorageClass: upload.storageClass as NonNullable<ListPartsOutput['StorageClass']>,
		...(algorithm === null ? {} : { ChecksumAlgorithm: algorithm, ChecksumType: upload.checksumType }),
		...abortMembers(settingsOf(ctx, bucket).lifecycle, upload)
	};
}
