import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import type { Given } from '../core/service.ts';
import { checkReadConditions } from './conditions.ts';
import { invalidArgument } from './errors.ts';
import { readObject } from './read.ts';
import { refuseUnsupported } from './unsupported.ts';
import { putObjectIn } from './write.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export async function copyObject(
	ctx: Context,
	input: Given<CopyObjectRequest, 'Bucket' | 'Key' | 'CopySource'>
): Promise<CopyObjectOutput> {
	refuseUnsupported({ ...input });
	const source = parseCopySource(input.CopySource);
	const replaces = input.MetadataDirective === 'REPLACE';
	if (source.bucket === input.Bucket && source.key === input.Key && !replaces) {
		throw new AwsError(
			'InvalidRequest',
			"This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes."
		);
	}
	const { record, bytes } = await readObject(ctx, source.bucket, source.key);
	checkReadConditions(
		{
			IfMatch: input.CopySourceIfMatch,
			IfNoneMatch: input.CopySourceIfNoneMatch,
			IfModifiedSince: input.CopySourceIfModifiedSince,
			IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince
		},
		record
	);
	return ctx.store.transact((tx) => {
		const copy = putObjectIn(tx, ctx, {
			bucket: input.Bucket,
			key: input.Key,
			bytes,
			contentType: replaces ? (input.ContentType ?? 'application/octet-stream') : record.contentType,
			metadata: replaces ? (input.Metadata ?? {}) : record.metadata,
			attributes: replaces ? {} : record.attributes
		});
		return { CopyObjectResult: { ETag: copy.etag, LastModified: new Date(copy.modifiedAt) } };
	});
}

/** `bucket/key` or `/bucket/key`, percent-encoded. */
function parseCopySource(text: string): { readonly bucket: string; readonly key: string } {
	if (text.includes('?versionId=')) throw notSimulated('A version of an object', 'Copy the object itself.');
	const decoded = decode(text).replace(/^\//, '');
	const slash = decoded.indexOf('/');
	if (slash > 0 && slash < decoded.length - 1) {
		return { bucket: decoded.slice(0, slash), key: decoded.slice(slash + 1) };
	}
	throw invalidArgument('Invalid copy source object key', 'x-amz-copy-source', text);
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
