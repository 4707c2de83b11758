import { encodeUtf8 } from '#base/bytes.ts';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { ownEncoding } from '../body/receive.ts';
import { settingsOf } from '../buckets/settings.ts';
import { checkTags, readTagHeader } from '../buckets/tag-set.ts';
import type { ObjectAttributes, ObjectRecord } from '../tables.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { encryptionOf } from './encryption.ts';

const LONGEST_KEY_BYTES = 1024;
const METADATA_LIMIT_BYTES = 2048;

/** What PutObject, CopyObject and CreateMultipartUpload alike say of the object to come. */
export interface UploadHeadInput {
	readonly Bucket: string;
	readonly Key: string;
	readonly CacheControl?: string | undefined;
	readonly ContentDisposition?: string | undefined;
	readonly ContentEncoding?: string | undefined;
	readonly ContentLanguage?: string | undefined;
	readonly ContentType?: string | undefined;
	readonly Expires?: Date | undefined;
	readonly Metadata?: Record<string, string> | undefined;
	readonly ServerSideEncryption?: string | undefined;
	readonly SSEKMSKeyId?: string | undefined;
	readonly StorageClass?: string | undefined;
	readonly Tagging?: string | undefined;
	readonly WebsiteRedirectLocation?: string | undefined;
}

export type UploadHead = Pick<
	ObjectRecord,
	'bucket' | 'key' | 'contentType' | 'metadata' | 'attributes' | 'tags' | 'storageClass' | 'encryption'
>;

/**
 * What an object is to carry beside its bytes.
 * @throws AwsError KeyTooLongError, MetadataTooLarge, InvalidTag, NotSimulated …
 */
export function uploadHead(ctx: Context, input: UploadHeadInput): UploadHead {
	refuseUnsupported({ ...input });
	checkKey(input.Key);
	checkMetadata(input.Metadata ?? {});
	const tags = readTagHeader(input.Tagging);
	checkTags(tags, 'object');
	return {
		bucket: input.Bucket,
		key: input.Key,
		contentType: input.ContentType ?? 'binary/octet-stream',
		metadata: input.Metadata ?? {},
		attributes: attributesOf(input),
		tags,
		storageClass: input.StorageClass ?? 'STANDARD',
		encryption: encryptionOf(ctx, settingsOf(ctx, input.Bucket), input)
	};
}

function attributesOf(input: UploadHeadInput): ObjectAttributes {
	const { CacheControl, ContentDisposition, ContentLanguage, WebsiteRedirectLocation } = input;
	const all = {
		CacheControl,
		ContentDisposition,
		ContentLanguage,
		WebsiteRedirectLocation,
		ContentEncoding: ownEncoding(input.ContentEncoding),
		Expires: input.Expires?.toISOString()
	};
	return Object.fromEntries(
		Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
	);
}

function checkKey(key: string): void {
	// Three bytes a UTF-16 unit is the most that UTF-8 takes; only long keys are worth counting.
	if (key.length * 3 <= LONGEST_KEY_BYTES) return;
	const sizeBytes = encodeUtf8(key).length;
	if (sizeBytes <= LONGEST_KEY_BYTES) return;
	throw new AwsError('KeyTooLongError', 'Your key is too long', 400, {
		members: { MaxSizeAllowed: LONGEST_KEY_BYTES, Size: sizeBytes }
	});
}

function checkMetadata(metadata: Readonly<Record<string, string>>): void {
	const size = Object.entries(metadata).reduce((n, [key, value]) => n + encodeUtf8(key + value).length, 0);
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
