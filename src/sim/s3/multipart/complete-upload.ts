import { md5 } from '@noble/hashes/legacy.js';
import type { CompleteMultipartUploadOutput, CompleteMultipartUploadRequest } from '@aws-sdk/client-s3';
import { concatBytes, fromHex, toHex } from '#base/bytes.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import {
	checksumMembers,
	claimedChecksums,
	combinedChecksum,
	compositeChecksum,
	DEFAULT_ALGORITHM,
	type Checksum
} from '../body/checksum.ts';
import { settingsOf } from '../buckets/settings.ts';
import { badDigest, invalidRequest } from '../errors.ts';
import { expirationOf } from '../lifecycle/expiration.ts';
import { checkWriteConditions } from '../objects/conditions.ts';
import { encryptionMembers } from '../objects/encryption.ts';
import { placeVersion } from '../objects/write.ts';
import { needBucket, objectKey, objects, type ObjectRecord } from '../tables.ts';
import { chooseParts } from './choose-parts.ts';
import { endUpload, needUpload, partsOf, type PartRecord, type UploadRecord } from './uploads.ts';

type CompleteInput = Given<CompleteMultipartUploadRequest, 'Bucket' | 'Key' | 'UploadId'>;

/**
 * The object is made of the parts' bytes where they lie; nothing is copied.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export async function completeMultipartUpload(
	ctx: Context,
	input: CompleteInput
): Promise<CompleteMultipartUploadOutput> {
	const { Bucket: bucket, Key: key, UploadId: uploadId } = input;
	return ctx.store.transact((tx) => {
		needBucket(ctx, bucket);
		const upload = needUpload(tx, bucket, key, uploadId);
		const chosen = chooseParts(input.MultipartUpload?.Parts ?? [], upload, partsOf(ctx, uploadId));
		const checksum = checksumOf(upload, chosen);
		const sizeBytes = chosen.reduce((sum, part) => sum + part.sizeBytes, 0);
		checkClaims(input, checksum, sizeBytes);
		checkWriteConditions(input, key, tx.get(objects, objectKey(bucket, key)));
		endUpload(tx, ctx, upload, new Set(chosen.map(({ number }) => number)));
		const { uploadId: _id, initiatedAt: _at, algorithm, checksumType: _type, ...head } = upload;
		const record = placeVersion(tx, ctx, 's3:ObjectCreated:CompleteMultipartUpload', {
			...head,
			content: chosen.flatMap((part) => part.content),
			sizeBytes,
			etag: multipartEtag(chosen),
			checksum,
			parts: chosen.map((part) => ({
				sizeBytes: part.sizeBytes,
				checksum: algorithm === null ? null : part.checksum
			}))
		});
		return completeOutput(ctx, record);
	});
}

/** The MD5 of the parts' MD5s, with their number. */
function multipartEtag(chosen: readonly PartRecord[]): string {
	const digests = concatBytes(chosen.map((part) => fromHex(part.md5)));
	return `"${toHex(md5(digests))}-${chosen.length}"`;
}

function checksumOf({ algorithm, checksumType }: UploadRecord, chosen: readonly PartRecord[]): Checksum {
	const sums = chosen.map(({ sizeBytes, checksum: value }) => ({ sizeBytes, value }));
	return checksumType === 'COMPOSITE'
		? compositeChecksum(algorithm ?? DEFAULT_ALGORITHM, sums)
		: combinedChecksum(algorithm ?? DEFAULT_ALGORITHM, sums);
}

/** What the request says of the whole object must be so. @throws AwsError BadDigest or InvalidRequest */
function checkClaims(input: CompleteInput, checksum: Checksum, sizeBytes: number): void {
	const claimed = claimedChecksums({ ...input })[checksum.algorithm];
	if (claimed !== undefined && claimed !== checksum.value) throw badDigest(checksum.algorithm);
	if (input.ChecksumType !== undefined && input.ChecksumType !== checksum.type) {
		throw invalidRequest(
			`The upload was created using the ${checksum.type} checksum mode. The complete request must use the same checksum mode.`
		);
	}
	if (input.MpuObjectSize === undefined || input.MpuObjectSize === sizeBytes) return;
	throw invalidRequest(
		`The provided 'x-amz-mp-object-size' header value ${input.MpuObjectSize} does not match what was computed: ${sizeBytes}`
	);
}

function completeOutput(ctx: Context, record: ObjectRecord): CompleteMultipartUploadOutput {
	const { bucket, key } = record;
	const { versioning, lifecycle } = settingsOf(ctx, bucket);
	const expiration = expirationOf(lifecycle, record);
	const path = key.split('/').map(encodeURIComponent).join('/');
	return {
		Location: `https://${bucket}.s3.${ctx.region}.amazonaws.com/${path}`,
		Bucket: bucket,
		Key: key,
		ETag: record.etag,
		...checksumMembers(record.checksum),
		ChecksumType: record.checksum.type,
		...encryptionMembers(record.encryption),
		...(versioning === undefined ? {} : { VersionId: record.versionId }),
		...(expiration === null ? {} : { Expiration: expiration })
	};
}
