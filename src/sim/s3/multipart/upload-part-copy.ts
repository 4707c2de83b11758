import type { UploadPartCopyOutput, UploadPartCopyRequest } from '@aws-sdk/client-s3';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { checksumMembers, DEFAULT_ALGORITHM } from '../body/checksum.ts';
import { settingsOf } from '../buckets/settings.ts';
import { conflict, entityTooLarge, invalidArgument } from '../errors.ts';
import { checkCopyConditions } from '../objects/conditions.ts';
import { shareContent, sliceContent } from '../objects/content.ts';
import { sumContent } from '../objects/content-sums.ts';
import { parseCopySource } from '../objects/copy-source.ts';
import { encryptionMembers } from '../objects/encryption.ts';
import type { ByteRange } from '../objects/range.ts';
import { checkReadable, needVersion } from '../objects/read.ts';
import { putPart, uploadOf } from './put-part.ts';

const LARGEST_PART = 5 * 2 ** 30;

type CopyInput = Given<UploadPartCopyRequest, 'Bucket' | 'Key' | 'UploadId' | 'PartNumber' | 'CopySource'>;

/** The part shares the bytes of its source. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export async function uploadPartCopy(ctx: Context, input: CopyInput): Promise<UploadPartCopyOutput> {
	const upload = uploadOf(ctx, input);
	const source = parseCopySource(input.CopySource);
	const found = needVersion(ctx, source.bucket, source.key, source.versionId);
	checkReadable(found);
	checkCopyConditions(input, found);
	const { start, end } = copiedRange(input.CopySourceRange, found.sizeBytes);
	if (end - start > LARGEST_PART) throw entityTooLarge(end - start, LARGEST_PART);
	const content = sliceContent(found.content, start, end);
	const sums = await sumContent(ctx, content, upload.algorithm ?? DEFAULT_ALGORITHM);
	return ctx.store.transact((tx) => {
		// The source may have gone while its sums were made.
		const still = needVersion(ctx, source.bucket, source.key, source.versionId);
		if (still.order !== found.order) throw conflict(source.key);
		shareContent(tx, content);
		const part = putPart(tx, ctx, input, content, sums);
		const versioned = settingsOf(ctx, source.bucket).versioning !== undefined;
		return {
			CopyPartResult: {
				ETag: part.etag,
				LastModified: new Date(part.modifiedAt),
				...(upload.algorithm === null ? {} : checksumMembers(sums.checksum))
			},
			...encryptionMembers(upload.encryption),
			...(versioned ? { CopySourceVersionId: found.versionId } : {})
		};
	});
}

/** @throws AwsError InvalidArgument where the range has another form or reaches beyond the end */
function copiedRange(header: string | undefined, sizeBytes: number): ByteRange {
	if (header === undefined) return { start: 0, end: sizeBytes };
	const name = 'x-amz-copy-source-range';
	const match = /^bytes=(\d+)-(\d+)$/.exec(header);
	if (!match || Number(match[1]) > Number(match[2])) {
		throw invalidArgument(
			`The ${name} value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy`,
			name,
			header
		);
	}
	if (Number(match[2]) < sizeBytes) return { start: Number(match[1]), end: Number(match[2]) + 1 };
	throw invalidArgument(`Range specified is not valid for source object of size: ${sizeBytes}`, name, header);
}
