import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3';
import { fromHex } from '#base/bytes.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { checksumMembers, knownAlgorithm } from '../body/checksum.ts';
import { settingsOf } from '../buckets/settings.ts';
import { conflict, invalidRequest } from '../errors.ts';
import { needBucket, objectKey, objects, type ObjectRecord } from '../tables.ts';
import { checkCopyConditions, checkWriteConditions } from './conditions.ts';
import { shareContent } from './content.ts';
import { sumContent } from './content-sums.ts';
import { parseCopySource, type CopySource } from './copy-source.ts';
import { encryptionMembers } from './encryption.ts';
import { etagOf } from './etag.ts';
import { checkReadable, needVersion } from './read.ts';
import { uploadHead, type UploadHead } from './upload-head.ts';
import { placeVersion } from './write.ts';

const LARGEST_COPY = 5 * 2 ** 30;

type CopyInput = Given<CopyObjectRequest, 'Bucket' | 'Key' | 'CopySource'>;

/**
 * The copy shares the bytes of its source, so its cost does not depend on their number, unless the source came in parts:
 * then the copy, which is of one piece, needs an MD5 of its own.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export async function copyObject(ctx: Context, input: CopyInput): Promise<CopyObjectOutput> {
	const { Bucket: bucket, Key: key } = input;
	needBucket(ctx, bucket);
	const source = parseCopySource(input.CopySource);
	const found = needVersion(ctx, source.bucket, source.key, source.versionId);
	checkReadable(found);
	if (found.sizeBytes > LARGEST_COPY) {
		throw invalidRequest(
			`The specified copy source is larger than the maximum allowable size for a copy source: ${LARGEST_COPY}`
		);
	}
	checkCopyConditions(input, found);
	const head = copyHead(ctx, input, found);
	if (isSame(input, source)) checkChangesSomething(input, found, head);
	const sums = await sumsOf(ctx, input, found);
	return ctx.store.transact((tx) => {
		needBucket(ctx, bucket);
		checkWriteConditions(input, key, tx.get(objects, objectKey(bucket, key)));
		// The source may have gone while its sums were made.
		const still = needVersion(ctx, source.bucket, source.key, source.versionId);
		if (still.order !== found.order) throw conflict(source.key);
		shareContent(tx, found.content);
		const copy = placeVersion(tx, ctx, 's3:ObjectCreated:Copy', {
			...head,
			content: found.content,
			sizeBytes: found.sizeBytes,
			etag: etagOf(ctx, sums.md5, head.encryption),
			checksum: sums.checksum,
			parts: null
		});
		return copyOutput(ctx, found, copy);
	});
}

async function sumsOf(
	ctx: Context,
	input: CopyInput,
	found: ObjectRecord
): Promise<Awaited<ReturnType<typeof sumContent>>> {
	const algorithm =
		input.ChecksumAlgorithm === undefined
			? found.checksum.algorithm
			: knownAlgorithm(input.ChecksumAlgorithm);
	const isKnown =
		found.parts === null &&
		found.encryption.algorithm === 'AES256' &&
		found.checksum.algorithm === algorithm &&
		found.checksum.type === 'FULL_OBJECT';
	if (!isKnown) return sumContent(ctx, found.content, algorithm);
	return { md5: fromHex(found.etag.replaceAll('"', '')), checksum: found.checksum };
}

/** What the copy carries: the source's or the request's, as the directives have it. */
function copyHead(ctx: Context, input: CopyInput, source: ObjectRecord): UploadHead {
	const given = uploadHead(ctx, {
		...input,
		Tagging: input.TaggingDirective === 'REPLACE' ? input.Tagging : undefined
	});
	const metadata = input.MetadataDirective === 'REPLACE' ? given : source;
	const { WebsiteRedirectLocation: redirect } = given.attributes;
	const { WebsiteRedirectLocation: _, ...attributes } = metadata.attributes;
	return {
		...given,
		contentType: metadata.contentType,
		metadata: metadata.metadata,
		// A redirect is never copied.
		attributes: redirect === undefined ? attributes : { ...attributes, WebsiteRedirectLocation: redirect },
		tags: input.TaggingDirective === 'REPLACE' ? given.tags : source.tags
	};
}

function isSame(input: CopyInput, source: CopySource): boolean {
	return source.bucket === input.Bucket && source.key === input.Key && source.versionId === undefined;
}

function checkChangesSomething(input: CopyInput, source: ObjectRecord, copy: UploadHead): void {
	const changes =
		input.MetadataDirective === 'REPLACE' ||
		input.ServerSideEncryption !== undefined ||
		copy.storageClass !== source.storageClass ||
		copy.attributes['WebsiteRedirectLocation'] !== source.attributes['WebsiteRedirectLocation'];
	if (changes) return;
	throw invalidRequest(
		"This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes."
	);
}

function copyOutput(ctx: Context, source: ObjectRecord, copy: ObjectRecord): CopyObjectOutput {
	const versioned = settingsOf(ctx, copy.bucket).versioning !== undefined;
	const sourceVersioned = settingsOf(ctx, source.bucket).versioning !== undefined;
	return {
		CopyObjectResult: {
			ETag: copy.etag,
			LastModified: new Date(copy.modifiedAt),
			...checksumMembers(copy.checksum),
			ChecksumType: copy.checksum.type
		},
		...encryptionMembers(copy.encryption),
		...(versioned ? { VersionId: copy.versionId } : {}),
		...(sourceVersioned ? { CopySourceVersionId: source.versionId } : {})
	};
}
