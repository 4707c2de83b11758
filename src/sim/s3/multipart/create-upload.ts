import type {
	AbortMultipartUploadRequest,
	CreateMultipartUploadOutput,
	CreateMultipartUploadRequest
} from '@aws-sdk/client-s3';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { combines, knownAlgorithm, type ChecksumAlgorithm, type ChecksumType } from '../body/checksum.ts';
import { settingsOf } from '../buckets/settings.ts';
import { invalidRequest } from '../errors.ts';
import { abortMembers } from '../lifecycle/expiration.ts';
import { encryptionMembers } from '../objects/encryption.ts';
import { uploadHead } from '../objects/upload-head.ts';
import { needBucket } from '../tables.ts';
import { endUpload, needUpload, uploadKey, uploads, type UploadRecord } from './uploads.ts';

const TIME_DIGITS = 12;
const ID_DIGITS = 64;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export async function createMultipartUpload(
	ctx: Context,
	input: Given<CreateMultipartUploadRequest, 'Bucket' | 'Key'>
): Promise<CreateMultipartUploadOutput> {
	const { Bucket: bucket, Key: key, ChecksumAlgorithm: asked } = input;
	needBucket(ctx, bucket);
	const head = uploadHead(ctx, input);
	const algorithm = asked === undefined ? null : knownAlgorithm(asked);
	const checksumType = typeOf(algorithm, input.ChecksumType);
	return ctx.store.transact((tx) => {
		needBucket(ctx, bucket);
		// Ids begin with the time, so that uploads of one key are listed in the order in which they were begun.
		const begin = tx.now.toString(16).padStart(TIME_DIGITS, '0');
		const uploadId = begin + ctx.rng.hex(ID_DIGITS - TIME_DIGITS);
		const upload: UploadRecord = { ...head, uploadId, initiatedAt: tx.now, algorithm, checksumType };
		tx.put(uploads, uploadKey(bucket, key, uploadId), upload);
		return {
			Bucket: bucket,
			Key: key,
			UploadId: uploadId,
			...encryptionMembers(head.encryption),
			...(algorithm === null ? {} : { ChecksumAlgorithm: algorithm, ChecksumType: checksumType }),
			...abortMembers(settingsOf(tx, bucket).lifecycle, upload)
		};
	});
}

/** Digests can only be made of the parts' digests, CRC64NVME only of the whole; the other CRCs have the choice. */
function typeOf(algorithm: ChecksumAlgorithm | null, asked: string | undefined): ChecksumType {
	const usual = algorithm === null || algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
	if (asked === undefined || asked === usual) return usual;
	if (algorithm === null) {
		throw invalidRequest(
			'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.'
		);
	}
	if (asked === 'FULL_OBJECT' && combines(algorithm)) return 'FULL_OBJECT';
	throw invalidRequest(
		`The ${asked} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`
	);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export async function abortMultipartUpload(
	ctx: Context,
	input: Given<AbortMultipartUploadRequest, 'Bucket' | 'Key' | 'UploadId'>
): Promise<object> {
	return ctx.store.transact((tx) => {
		needBucket(ctx, input.Bucket);
		endUpload(tx, ctx, needUpload(tx, input.Bucket, input.Key, input.UploadId));
		return {};
	});
}
