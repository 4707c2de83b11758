import type {
	DeleteObjectTaggingOutput,
	DeleteObjectTaggingRequest,
	GetObjectTaggingOutput,
	GetObjectTaggingRequest,
	PutObjectTaggingOutput,
	PutObjectTaggingRequest
} from '@aws-sdk/client-s3';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { settingsOf } from '../buckets/settings.ts';
import { checkTags, tagSet, tagsOf } from '../buckets/tag-set.ts';
import { notifyObject } from '../notifications/notify.ts';
import type { ObjectRecord } from '../tables.ts';
import { needVersion } from './read.ts';
import { replaceVersion } from './write.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export async function getObjectTagging(
	ctx: Context,
	input: Given<GetObjectTaggingRequest, 'Bucket' | 'Key'>
): Promise<GetObjectTaggingOutput> {
	const record = needVersion(ctx, input.Bucket, input.Key, input.VersionId);
	return { TagSet: tagSet(record.tags), ...versionMember(ctx, record) };
}

/** Takes the place of all tags that there were. */
export async function putObjectTagging(
	ctx: Context,
	input: Given<PutObjectTaggingRequest, 'Bucket' | 'Key' | 'Tagging'>
): Promise<PutObjectTaggingOutput> {
	const tags = tagsOf(input.Tagging.TagSet ?? []);
	checkTags(tags, 'object');
	return ctx.store.transact((tx) => {
		const record = needVersion(ctx, input.Bucket, input.Key, input.VersionId);
		replaceVersion(tx, { ...record, tags });
		notifyObject(tx, ctx, 's3:ObjectTagging:Put', record);
		return versionMember(ctx, record);
	});
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export async function deleteObjectTagging(
	ctx: Context,
	input: Given<DeleteObjectTaggingRequest, 'Bucket' | 'Key'>
): Promise<DeleteObjectTaggingOutput> {
	return ctx.store.transact((tx) => {
		const record = needVersion(ctx, input.Bucket, input.Key, input.VersionId);
		replaceVersion(tx, { ...record, tags: {} });
		notifyObject(tx, ctx, 's3:ObjectTagging:Delete', record);
		return versionMember(ctx, record);
	});
}

function versionMember(ctx: Context, { bucket, versionId }: ObjectRecord): { VersionId?: string } {
	return settingsOf(ctx, bucket).versioning === undefined ? {} : { VersionId: versionId };
}
