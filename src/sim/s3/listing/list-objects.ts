import type {
	_Object,
	ListObjectsOutput,
	ListObjectsRequest,
	ListObjectsV2Output,
	ListObjectsV2Request
} from '@aws-sdk/client-s3';
import { decodeUtf8, encodeUtf8, fromBase64, toBase64 } from '#base/bytes.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { ownerOf } from '../buckets/owner.ts';
import { invalidArgument } from '../errors.ts';
import { needBucket, objectsFrom, type ObjectRecord } from '../tables.ts';
import { encoderOf, pageOfKeys, pageSize } from './page-of-keys.ts';

interface Listing {
	readonly objects: readonly ObjectRecord[];
	readonly prefixes: readonly string[];
	/** The last key or prefix of the page, where more follows. */
	readonly last: string | null;
}

interface Query {
	readonly prefix: string;
	readonly delimiter: string;
	readonly after: string;
	readonly size: number;
}

function list(ctx: Context, bucket: string, query: Query): Listing {
	const { items, prefixes, last } = pageOfKeys(
		(from) => objectsFrom(ctx, bucket, from),
		({ key }) => key,
		query
	);
	const end = last === null ? null : 'item' in last ? last.item.key : last.prefix;
	return { objects: items, prefixes, last: end };
}

function objectEntry(
	ctx: Context,
	encode: (text: string) => string,
	withOwner: boolean
): (record: ObjectRecord) => _Object {
	const owner = withOwner ? { Owner: ownerOf(ctx) } : {};
	return ({ key, modifiedAt, etag, sizeBytes, storageClass, checksum }) => ({
		Key: encode(key),
		LastModified: new Date(modifiedAt),
		ETag: etag,
		ChecksumAlgorithm: [checksum.algorithm],
		ChecksumType: checksum.type,
		Size: sizeBytes,
		StorageClass: storageClass as NonNullable<_Object['StorageClass']>,
		...owner
	});
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export async function listObjectsV2(
	ctx: Context,
	input: Given<ListObjectsV2Request, 'Bucket'>
): Promise<ListObjectsV2Output> {
	const { name } = needBucket(ctx, input.Bucket);
	const { Prefix: prefix = '', Delimiter: delimiter = '', StartAfter: startAfter = '' } = input;
	const token = input.ContinuationToken;
	const after = token === undefined ? startAfter : readToken(token);
	const size = pageSize(input.MaxKeys, 'maxKeys');
	const { objects, prefixes, last } = list(ctx, name, { prefix, delimiter, after, size });
	const encode = encoderOf(input.EncodingType);
	return {
		Name: name,
		Prefix: encode(prefix),
		Delimiter: input.Delimiter && encode(input.Delimiter),
		MaxKeys: size,
		KeyCount: objects.length + prefixes.length,
		IsTruncated: last !== null,
		Contents: objects.map(objectEntry(ctx, encode, input.FetchOwner === true)),
		CommonPrefixes: prefixes.map((common) => ({ Prefix: encode(common) })),
		ContinuationToken: token,
		NextContinuationToken: last === null ? undefined : toBase64(encodeUtf8(`k${last}`)),
		StartAfter: input.StartAfter && encode(input.StartAfter),
		EncodingType: input.EncodingType
	};
}

function readToken(token: string): string {
	const bytes = fromBase64(token);
	const text = bytes ? decodeUtf8(bytes) : '';
	if (text.startsWith('k')) return text.slice(1);
	throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export async function listObjects(
	ctx: Context,
	input: Given<ListObjectsRequest, 'Bucket'>
): Promise<ListObjectsOutput> {
	const { name } = needBucket(ctx, input.Bucket);
	const { Prefix: prefix = '', Delimiter: delimiter = '', Marker: after = '' } = input;
	const size = pageSize(input.MaxKeys, 'maxKeys');
	const { objects, prefixes, last } = list(ctx, name, { prefix, delimiter, after, size });
	const encode = encoderOf(input.EncodingType);
	return {
		Name: name,
		Prefix: encode(prefix),
		Marker: encode(after),
		Delimiter: input.Delimiter && encode(input.Delimiter),
		MaxKeys: size,
		IsTruncated: last !== null,
		// Without a delimiter the last key is marker enough.
		NextMarker: last !== null && delimiter !== '' ? encode(last) : undefined,
		Contents: objects.map(objectEntry(ctx, encode, true)),
		CommonPrefixes: prefixes.map((common) => ({ Prefix: encode(common) })),
		EncodingType: input.EncodingType
	};
}
