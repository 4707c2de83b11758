import { AwsError } from '#base/errors.ts';
import { noSuchKey, notModified, preconditionFailed } from '../errors.ts';
import type { ObjectRecord } from '../tables.ts';

export interface Conditions {
	readonly IfMatch?: string | undefined;
	readonly IfNoneMatch?: string | undefined;
	readonly IfModifiedSince?: Date | undefined;
	readonly IfUnmodifiedSince?: Date | undefined;
}

/**
 * Conditions of a read, in the order of RFC 7232: an ETag condition outweighs the date beside it.
 * @throws AwsError PreconditionFailed (412) or NotModified (304)
 */
export function checkReadConditions(conditions: Conditions, object: ObjectRecord): void {
	const failed = firstFailed(conditions, object);
	if (failed === null) return;
	if (failed === 'If-None-Match' || failed === 'If-Modified-Since') {
		throw notModified({ etag: object.etag, 'last-modified': new Date(object.modifiedAt).toUTCString() });
	}
	throw preconditionFailed(failed);
}

/** Conditions on the source of a copy, which fail alike. @throws AwsError PreconditionFailed (412) */
export function checkCopyConditions(
	input: {
		readonly CopySourceIfMatch?: string | undefined;
		readonly CopySourceIfNoneMatch?: string | undefined;
		readonly CopySourceIfModifiedSince?: Date | undefined;
		readonly CopySourceIfUnmodifiedSince?: Date | undefined;
	},
	source: ObjectRecord
): void {
	const failed = firstFailed(
		{
			IfMatch: input.CopySourceIfMatch,
			IfNoneMatch: input.CopySourceIfNoneMatch,
			IfModifiedSince: input.CopySourceIfModifiedSince,
			IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince
		},
		source
	);
	if (failed !== null) throw preconditionFailed(`x-amz-copy-source-${failed}`);
}

/**
 * Conditions of a write; `before` is the object that has the key now.
 * @throws AwsError PreconditionFailed, NoSuchKey, or NotImplemented for what S3 knows on reads only
 */
export function checkWriteConditions(
	{ IfMatch, IfNoneMatch }: Conditions,
	key: string,
	before: ObjectRecord | undefined
): void {
	if (IfNoneMatch !== undefined && IfNoneMatch !== '*') {
		// S3's own answer, in its own words: on writes it takes `*` and nothing else.
		throw new AwsError(
			'NotImplemented',
			'A header you provided implies functionality that is not implemented',
			501,
			{ members: { Header: 'If-None-Match' } }
		);
	}
	if (IfNoneMatch !== undefined && before) throw preconditionFailed('If-None-Match');
	if (IfMatch === undefined) return;
	if (!before) throw noSuchKey(key);
	if (!matches(IfMatch, before.etag)) throw preconditionFailed('If-Match');
}

function firstFailed(conditions: Conditions, { etag, modifiedAt }: ObjectRecord): string | null {
	const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
	if (IfMatch !== undefined) {
		if (!matches(IfMatch, etag)) return 'If-Match';
	} else if (IfUnmodifiedSince && modifiedAt > IfUnmodifiedSince.getTime()) {
		return 'If-Unmodified-Since';
	}
	if (IfNoneMatch !== undefined) {
		if (matches(IfNoneMatch, etag)) return 'If-None-Match';
	} else if (IfModifiedSince && modifiedAt <= IfModifiedSince.getTime()) {
		return 'If-Modified-Since';
	}
	return null;
}

function matches(condition: string, etag: string): boolean {
	const bare = etag.replaceAll('"', '');
	return condition
		.split(',')
		.map((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', ''))
		.some((tag) => tag === '*' || tag === bare);
}
