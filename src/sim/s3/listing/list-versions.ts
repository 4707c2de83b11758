import type {
	DeleteMarkerEntry,
	ListObjectVersionsOutput,
	ListObjectVersionsRequest,
	ObjectVersion
} from '@aws-sdk/client-s3';
import { compareUtf8 } from '../../core/sorted-keys.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { ownerOf } from '../buckets/owner.ts';
import { invalidArgument } from '../errors.ts';
import { findVersion } from '../objects/versions.ts';
import {
	historyFrom,
	needBucket,
	objectsFrom,
	versionOf,
	type DeleteMarker,
	type ObjectRecord
} from '../tables.ts';
import { encoderOf, pageOfKeys, pageSize } from './page-of-keys.ts';

interface Version {
	readonly key: string;
	readonly isLatest: boolean;
	readonly record: ObjectRecord | DeleteMarker;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export async function listObjectVersions(
	ctx: Context,
	input: Given<ListObjectVersionsRequest, 'Bucket'>
): Promise<ListObjectVersionsOutput> {
	const { name } = needBucket(ctx, input.Bucket);
	const { Prefix: prefix = '', Delimiter: delimiter = '', KeyMarker: after = '' } = input;
	const size = pageSize(input.MaxKeys, 'maxKeys');
	const markerOrder = orderOfMarker(ctx, input);
	const { items, prefixes, last } = pageOfKeys(
		(from) => versionsFrom(ctx, name, from),
		({ key }) => key,
		{ prefix, delimiter, after, wasShown: ({ record }) => record.order >= markerOrder, size }
	);
	const encode = encoderOf(input.EncodingType);
	const next = last === null ? null : 'item' in last ? last.item.key : last.prefix;
	return {
		Name: name,
		Prefix: encode(prefix),
		Delimiter: input.Delimiter && encode(input.Delimiter),
		KeyMarker: encode(after),
		VersionIdMarker: input.VersionIdMarker ?? '',
		MaxKeys: size,
		IsTruncated: last !== null,
		...(next === null ? {} : { NextKeyMarker: encode(next) }),
		...(last !== null && 'item' in last ? { NextVersionIdMarker: last.item.record.versionId } : {}),
		Versions: items.flatMap((item) => versionEntry(ctx, item, encode)),
		DeleteMarkers: items.flatMap((item) => markerEntry(ctx, item, encode)),
		CommonPrefixes: prefixes.map((common) => ({ Prefix: encode(common) })),
		EncodingType: input.EncodingType
	};
}

/** A key marker alone stands for all versions of its key. */
function orderOfMarker(ctx: Context, input: Given<ListObjectVersionsRequest, 'Bucket'>): number {
	const { VersionIdMarker: id, KeyMarker: key } = input;
	if (id === undefined || id === '') return -Infinity;
	if (key === undefined || key === '') {
		throw invalidArgument(
			'A version-id marker cannot be specified without a key marker.',
			'version-id-marker',
			id
		);
	}
	const found = findVersion(ctx, input.Bucket, key, id);
	if (!found) return -Infinity;
	return found.kind === 'object' ? found.object.order : found.marker.order;
}

/** By key, and the newest first within a key. */
function* versionsFrom(ctx: Context, bucket: string, from: string): Generator<Version, void> {
	const old = historyFrom(ctx, bucket, from);
	let next = old.next();
	let key: string | null = null;
	function* olderUpTo(limit: string | null): Generator<Version, void> {
		for (; next.done !== true; next = old.next()) {
			const record = next.value.kind === 'marker' ? next.value : next.value.object;
			const its = versionOf(next.value).key;
			if (limit !== null && compareUtf8(its, limit) >= 0) return;
			yield { key: its, isLatest: its !== key, record };
			key = its;
		}
	}
	for (const object of objectsFrom(ctx, bucket, from)) {
		yield* olderUpTo(object.key);
		yield { key: object.key, isLatest: true, record: object };
		key = object.key;
	}
	yield* olderUpTo(null);
}

function versionEntry(
	ctx: Context,
	{ key, isLatest, record }: Version,
	encode: (text: string) => string
): ObjectVersion[] {
	if ('kind' in record) return [];
	return [
		{
			Key: encode(key),
			VersionId: record.versionId,
			IsLatest: isLatest,
			LastModified: new Date(record.modifiedAt),
			ETag: record.etag,
			ChecksumAlgorithm: [record.checksum.algorithm],
			ChecksumType: record.checksum.type,
			Size: record.sizeBytes,
			StorageClass: record.storageClass as NonNullable<ObjectVersion['StorageClass']>,
			Owner: ownerOf(ctx)
		}
	];
}

function markerEntry(
	ctx: Context,
	{ key, isLatest, record }: Version,
	encode: (text: string) => string
): DeleteMarkerEntry[] {
	if (!('kind' in record)) return [];
	const { versionId, modifiedAt } = record;
	return [
		{
			Key: encode(key),
			VersionId: versionId,
			IsLatest: isLatest,
			LastModified: new Date(modifiedAt),
			Owner: ownerOf(ctx)
		}
	];
}
