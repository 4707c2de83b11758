import type {
	DeleteObjectOutput,
	DeleteObjectRequest,
	DeleteObjectsOutput,
	DeleteObjectsRequest,
	GetObjectOutput,
	GetObjectRequest,
	HeadObjectOutput,
	HeadObjectRequest,
	PutObjectOutput,
	PutObjectRequest
} from '@aws-sdk/client-s3';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../core/context.ts';
import type { Given } from '../core/service.ts';
import { dechunk } from './aws-chunked.ts';
import { checksumsOf, verifyChecksums } from './checksum.ts';
import { checkReadConditions, checkWriteConditions } from './conditions.ts';
import { noSuchKey, notFound } from './errors.ts';
import { parseRange } from './range.ts';
import { readObject } from './read.ts';
import { buckets, needBucket, objectKey, objects, type ObjectRecord } from './tables.ts';
import { refuseUnsupported } from './unsupported.ts';
import { putObjectIn, removeObjectIn } from './write.ts';

const LARGEST_PUT = 5 * 2 ** 30;
const LONGEST_KEY_BYTES = 1024;
const METADATA_LIMIT_BYTES = 2048;

/** Members that S3 gives back as they were sent. */
const KEPT = ['CacheControl', 'ContentDisposition', 'ContentEncoding', 'ContentLanguage'] as const;

type OfObject<T extends { Bucket?: string | undefined; Key?: string | undefined }> = Given<
	T,
	'Bucket' | 'Key'
>;
type PutInput = OfObject<Omit<PutObjectRequest, 'Body'>> & { readonly Body?: Uint8Array };

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export async function putObject(ctx: Context, input: PutInput): Promise<PutObjectOutput> {
	refuseUnsupported({ ...input });
	checkKey(input.Key);
	checkMetadata(input.Metadata ?? {});
	const { bytes, checksums, encoding } = bodyOf(input);
	if (bytes.length > LARGEST_PUT) {
		throw new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, {
			members: { ProposedSize: bytes.length, MaxSizeAllowed: LARGEST_PUT }
		});
	}
	verifyChecksums({ ...input, ...checksums }, bytes);
	const { Bucket: bucket, Key: key } = input;
	return ctx.store.transact((tx) => {
		needBucket(ctx, bucket);
		checkWriteConditions(input, tx.get(objects, objectKey(bucket, key)));
		const kept = KEPT.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]]));
		const { etag } = putObjectIn(tx, ctx, {
			bucket,
			key,
			bytes,
			contentType: input.ContentType ?? 'application/octet-stream',
			metadata: input.Metadata ?? {},
			attributes: { ...Object.fromEntries(kept), ...encoding, ...checksums }
		});
		return { ETag: etag, ServerSideEncryption: 'AES256', ...checksums };
	});
}

/** The object's own bytes, out of the aws-chunked encoding that streamed uploads travel in. */
function bodyOf(input: PutInput): {
	readonly bytes: Uint8Array;
	readonly checksums: Record<string, string>;
	readonly encoding: Record<string, string>;
} {
	const body = input.Body ?? new Uint8Array(0);
	const checksums = checksumsOf({ ...input });
	const encodings = (input.ContentEncoding ?? '').split(',').map((name) => name.trim());
	if (!encodings.includes('aws-chunked')) return { bytes: body, checksums, encoding: {} };
	const { bytes, trailers } = dechunk(body);
	const trailing = Object.entries(trailers).filter(([name]) => name.startsWith('x-amz-checksum-'));
	for (const [name, value] of trailing) {
		checksums[`Checksum${name.slice('x-amz-checksum-'.length).toUpperCase()}`] = value;
	}
	const rest = encodings.filter((name) => name !== 'aws-chunked').join(',');
	return { bytes, checksums, encoding: { ContentEncoding: rest } };
}

function checkKey(key: string): void {
	// Three bytes a UTF-16 unit is the most that UTF-8 takes; only long keys are worth counting.
	if (
		key.length * 3 <= LONGEST_KEY_BYTES ||
		encodeURIComponent(key).replace(/%../g, '_').length <= LONGEST_KEY_BYTES
	) {
		return;
	}
	throw new AwsError('KeyTooLongError', 'Your key is too long', 400, {
		members: { MaxSizeAllowed: LONGEST_KEY_BYTES, Size: key.length }
	});
}

function checkMetadata(metadata: Readonly<Record<string, string>>): void {
	const size = Object.entries(metadata).reduce((n, [key, value]) => n + key.length + value.length, 0);
	if (size <= METADATA_LIMIT_BYTES) return;
	throw new AwsError(
		'MetadataTooLarge',
		'Your metadata headers exceed the maximum allowed metadata size',
		400,
		{
			members: { Size: size, MaxSizeAllowed: METADATA_LIMIT_BYTES }
		}
	);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export async function getObject(
	ctx: Context,
	input: OfObject<GetObjectRequest>
): Promise<Omit<GetObjectOutput, 'Body'> & { Body: Uint8Array }> {
	refuseUnsupported({ ...input });
	const { record, bytes } = await readObject(ctx, input.Bucket, input.Key);
	checkReadConditions(input, record);
	const range = parseRange(input.Range, bytes.length);
	const described = describe(record, input.ChecksumMode === 'ENABLED' && range === null);
	if (!range) return { ...described, Body: bytes };
	return {
		...described,
		ContentLength: range.end - range.start,
		ContentRange: `bytes ${range.start}-${range.end - 1}/${bytes.length}`,
		Body: bytes.slice(range.start, range.end)
	};
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export async function headObject(
	ctx: Context,
	input: OfObject<HeadObjectRequest>
): Promise<HeadObjectOutput> {
	refuseUnsupported({ ...input });
	const record = ctx.store.get(objects, objectKey(input.Bucket, input.Key));
	if (!ctx.store.get(buckets, input.Bucket) || !record) throw notFound(`s3://${input.Bucket}/${input.Key}`);
	checkReadConditions(input, record);
	return describe(record, input.ChecksumMode === 'ENABLED');
}

function describe(record: ObjectRecord, withChecksums: boolean): HeadObjectOutput {
	const checksums = withChecksums ? checksumsOf(record.attributes) : {};
	const kept = KEPT.flatMap((name) => (record.attributes[name] ? [[name, record.attributes[name]]] : []));
	return {
		AcceptRanges: 'bytes',
		LastModified: new Date(record.modifiedAt),
		ContentLength: record.sizeBytes,
		ContentType: record.contentType,
		ETag: record.etag,
		ServerSideEncryption: 'AES256',
		Metadata: { ...record.metadata },
		...Object.fromEntries(kept),
		...checksums
	};
}

/** Succeeds where there was nothing, as S3 does. */
export async function deleteObject(
	ctx: Context,
	input: OfObject<DeleteObjectRequest>
): Promise<DeleteObjectOutput> {
	refuseUnsupported({ ...input });
	const { Bucket: bucket, Key: key } = input;
	return ctx.store.transact((tx) => {
		needBucket(ctx, bucket);
		if (input.IfMatch !== undefined) {
			const before = tx.get(objects, objectKey(bucket, key));
			if (!before) throw noSuchKey(key);
			checkWriteConditions({ IfMatch: input.IfMatch }, before);
		}
		removeObjectIn(tx, bucket, key);
		return {};
	});
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export async function deleteObjects(
	ctx: Context,
	{ Bucket: bucket, Delete: list }: Given<DeleteObjectsRequest, 'Bucket' | 'Delete'>
): Promise<DeleteObjectsOutput> {
	const keys = (list.Objects ?? []).map(({ Key }) => Key!);
	if (keys.length === 0 || keys.length > 1000) {
		throw new AwsError(
			'MalformedXML',
			`The XML you provided was not well-formed or did not validate against our published schema (1 to 1000 keys, not ${keys.length})`
		);
	}
	return ctx.store.transact((tx) => {
		needBucket(ctx, bucket);
		for (const key of keys) removeObjectIn(tx, bucket, key);
		return list.Quiet ? {} : { Deleted: keys.map((Key) => ({ Key })) };
	});
}
