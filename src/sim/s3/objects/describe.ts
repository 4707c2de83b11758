import type { HeadObjectOutput } from '@aws-sdk/client-s3';
import { checksumMembers } from '../body/checksum.ts';
import type { ObjectRecord } from '../tables.ts';
import { encryptionMembers } from './encryption.ts';
import type { ByteRange } from './range.ts';

/** What a read may ask to have said in other words. */
export interface ReadInput {
	readonly ChecksumMode?: string | undefined;
	readonly PartNumber?: number | undefined;
	readonly ResponseCacheControl?: string | undefined;
	readonly ResponseContentDisposition?: string | undefined;
	readonly ResponseContentEncoding?: string | undefined;
	readonly ResponseContentLanguage?: string | undefined;
	readonly ResponseContentType?: string | undefined;
	readonly ResponseExpires?: Date | undefined;
}

/**
 * What GetObject and HeadObject say of an object.
 * @param versioned whether the bucket keeps versions, or did
 */
export function describeObject(
	record: ObjectRecord,
	input: ReadInput,
	range: ByteRange | null,
	versioned: boolean
): HeadObjectOutput {
	const { sizeBytes, tags, parts, checksum } = record;
	const { Expires, ...attributes } = record.attributes;
	const whole = range === null || (range.start === 0 && range.end === sizeBytes);
	const tagCount = Object.keys(tags).length;
	return {
		AcceptRanges: 'bytes',
		LastModified: new Date(record.modifiedAt),
		ContentLength: range ? range.end - range.start : sizeBytes,
		...(range ? { ContentRange: `bytes ${range.start}-${range.end - 1}/${sizeBytes}` } : {}),
		ContentType: record.contentType,
		ETag: record.etag,
		...encryptionMembers(record.encryption),
		Metadata: { ...record.metadata },
		...attributes,
		...(Expires === undefined ? {} : { Expires: new Date(Expires) }),
		...(record.storageClass === 'STANDARD'
			? {}
			: { StorageClass: record.storageClass as NonNullable<HeadObjectOutput['StorageClass']> }),
		...(versioned ? { VersionId: record.versionId } : {}),
		...(tagCount > 0 ? { TagCount: tagCount } : {}),
		...(input.PartNumber !== undefined && parts ? { PartsCount: parts.length } : {}),
		...(input.ChecksumMode === 'ENABLED' && whole
			? { ...checksumMembers(checksum), ChecksumType: checksum.type }
			: {}),
		...overrides(input)
	};
}

function overrides(input: ReadInput): Partial<HeadObjectOutput> {
	const all = {
		CacheControl: input.ResponseCacheControl,
		ContentDisposition: input.ResponseContentDisposition,
		ContentEncoding: input.ResponseContentEncoding,
		ContentLanguage: input.ResponseContentLanguage,
		ContentType: input.ResponseContentType,
		Expires: input.ResponseExpires
	};
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
