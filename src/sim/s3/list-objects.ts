import type {
	_Object,
	ListObjectsOutput,
	ListObjectsRequest,
	ListObjectsV2Output,
	ListObjectsV2Request
} from '@aws-sdk/client-s3';
import { decodeUtf8, encodeUtf8, fromBase64, toBase64 } from '#base/bytes.ts';
import type { Context } from '../core/context.ts';
import type { Given } from '../core/service.ts';
import { invalidArgument } from './errors.ts';
import { compareUtf8, needBucket, objectsUnder, type ObjectRecord } from './tables.ts';

const MOST_KEYS = 1000;

interface Listing {
	readonly objects: readonly ObjectRecord[];
	readonly prefixes: readonly string[];
	/** The last key or prefix of the page, where more follows. */
	readonly last: string | null;
}

interface Query {
	readonly prefix: string;
	readonly delimiter: string;
	/** Only keys after this one; a common prefix stands for all keys that begin with it. */
	readonly after: string;
	readonly maxKeys: number;
}

function list(ctx: Context, bucket: string, { prefix, delimiter, after, maxKeys }: Query): Listing {
	const objects: ObjectRecord[] = [];
	const prefixes: string[] = [];
	let last = '';
	for (const object of objectsUnder(ctx, bucket, prefix)) {
		const { key } = object;
		if (after !== '' && compareUtf8(key, after) <= 0) continue;
		const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
		const common = cut < 0 ? null : key.slice(0, cut + delimiter.length);
		if (common !== null && (common === after || common === prefixes.at(-1))) continue;
		if (objects.length + prefixes.length >= maxKeys)
			return { objects, prefixes, last: maxKeys > 0 ? last : null };
		if (common === null) objects.push(object);
		else prefixes.push(common);
		last = common ?? key;
	}
	return { objects, prefixes, last: null };
}

function maxKeysOf(asked: number | undefined): number {
	if (asked !== undefined && asked < 0) {
		throw invalidArgument(
			'Argument maxKeys must be an integer between 0 and 2147483647',
			'maxKeys',
			String(asked)
		);
	}
	return Math.min(asked ?? MOST_KEYS, MOST_KEYS);
}

/** Older clients ask for percent-encoded keys, since XML cannot hold every character. */
function encoderOf(encoding: string | undefined): (text: string) => string {
	if (encoding !== 'url') return (text) => text;
	return (text) => encodeURIComponent(text).replaceAll('%2F', '/').replaceAll('%20', '+');
}

function objectEntry(encode: (text: string) => string): (record: ObjectRecord) => _Object {
	return ({ key, modifiedAt, etag, sizeBytes }) => ({
		Key: encode(key),
		LastModified: new Date(modifiedAt),
		ETag: etag,
		Size: sizeBytes,
		StorageClass: 'STANDARD'
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
	const maxKeys = maxKeysOf(input.MaxKeys);
	const { objects, prefixes, last } = list(ctx, name, { prefix, delimiter, after, maxKeys });
	const encode = encoderOf(input.EncodingType);
	return {
		Name: name,
		Prefix: encode(prefix),
		Delimiter: input.Delimiter && encode(input.Delimiter),
		MaxKeys: maxKeys,
		KeyCount: objects.length + prefixes.length,
		IsTruncated: last !== null,
		Contents: objects.map(objectEntry(encode)),
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
	const maxKeys = maxKeysOf(input.MaxKeys);
	const { objects, prefixes, last } = list(ctx, name, { prefix, delimiter, after, maxKeys });
	const encode = encoderOf(input.EncodingType);
	return {
		Name: name,
		Prefix: encode(prefix),
		Marker: encode(after),
		Delimiter: input.Delimiter && encode(input.Delimiter),
		MaxKeys: maxKeys,
		IsTruncated: last !== null,
		// Without a delimiter the last key is marker enough.
		NextMarker: last !== null && delimiter !== '' ? encode(last) : undefined,
		Contents: objects.map(objectEntry(encode)),
		CommonPrefixes: prefixes.map((common) => ({ Prefix: encode(common) })),
		EncodingType: input.EncodingType
	};
}
