import type {
	ListMultipartUploadsOutput,
	ListMultipartUploadsRequest,
	MultipartUpload
} from '@aws-sdk/client-s3';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { ownerOf } from '../buckets/owner.ts';
import { encoderOf, pageOfKeys, pageSize } from '../listing/page-of-keys.ts';
import { needBucket } from '../tables.ts';
import { uploadsFrom, type UploadRecord } from './uploads.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export async function listMultipartUploads(
	ctx: Context,
	input: Given<ListMultipartUploadsRequest, 'Bucket'>
): Promise<ListMultipartUploadsOutput> {
	const { name } = needBucket(ctx, input.Bucket);
	const { Prefix: prefix = '', Delimiter: delimiter = '', KeyMarker: after = '' } = input;
	const { UploadIdMarker: idMarker } = input;
	const size = pageSize(input.MaxUploads, 'max-uploads');
	const wasShown = ({ uploadId }: UploadRecord): boolean => idMarker === undefined || uploadId <= idMarker;
	const page = pageOfKeys(
		(from) => uploadsFrom(ctx, name, from),
		({ key }) => key,
		{ prefix, delimiter, after, wasShown, size }
	);
	const encode = encoderOf(input.EncodingType);
	const { last } = page;
	const next = last === null ? null : 'item' in last ? last.item.key : last.prefix;
	return {
		Bucket: name,
		Prefix: input.Prefix && encode(prefix),
		Delimiter: input.Delimiter && encode(input.Delimiter),
		KeyMarker: encode(after),
		UploadIdMarker: idMarker ?? '',
		MaxUploads: size,
		IsTruncated: last !== null,
		...(next === null ? {} : { NextKeyMarker: encode(next) }),
		...(last !== null && 'item' in last ? { NextUploadIdMarker: last.item.uploadId } : {}),
		Uploads: page.items.map((upload) => uploadEntry(ctx, upload, encode)),
		CommonPrefixes: page.prefixes.map((common) => ({ Prefix: encode(common) })),
		EncodingType: input.EncodingType
	};
}

function uploadEntry(ctx: Context, upload: UploadRecord, encode: (text: string) => string): MultipartUpload {
	const { key, uploadId, initiatedAt, storageClass, algorithm, checksumType } = upload;
	return {
		Key: encode(key),
		UploadId: uploadId,
		Initiated: new Date(initiatedAt),
		StorageClass: storageClass as NonNullable<MultipartUpload['StorageClass']>,
		Owner: ownerOf(ctx),
		Initiator: ownerOf(ctx),
		...(algorithm === null ? {} : { ChecksumAlgorithm: algorithm, ChecksumType: checksumType })
	};
}
