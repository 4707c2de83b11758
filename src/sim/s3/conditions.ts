import { notModified, preconditionFailed } from './errors.ts';
import type { ObjectRecord } from './tables.ts';

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
export function checkReadConditions(conditions: Conditions, { etag, modifiedAt }: ObjectRecord): void {
	const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
	if (IfMatch !== undefined) {
		if (!matches(IfMatch, etag)) throw preconditionFailed('If-Match');
	} else if (IfUnmodifiedSince && modifiedAt > IfUnmodifiedSince.getTime()) {
		throw preconditionFailed('If-Unmodified-Since');
	}
	if (IfNoneMatch !== undefined) {
		if (matches(IfNoneMatch, etag)) throw notModified();
	} else if (IfModifiedSince && modifiedAt <= IfModifiedSince.getTime()) {
		throw notModified();
	}
}

/** Conditions of a write; `before` is the object that has the key now. @throws AwsError PreconditionFailed */
export function checkWriteConditions(conditions: Conditions, before: ObjectRecord | undefined): void {
	const { IfMatch, IfNoneMatch } = conditions;
	if (IfNoneMatch !== undefined && before && matches(IfNoneMatch, before.etag)) {
		throw preconditionFailed('If-None-Match');
	}
	if (IfMatch !== undefined && !(before && matches(IfMatch, before.etag))) {
		throw preconditionFailed('If-Match');
	}
}

function matches(condition: string, etag: string): boolean {
	const bare = etag.replaceAll('"', '');
	return condition
		.split(',')
		.map((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', ''))
		.some((tag) => tag === '*' || tag === bare);
}
