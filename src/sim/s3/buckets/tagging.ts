import type {
	GetBucketTaggingOutput,
	GetBucketTaggingRequest,
	PutBucketTaggingRequest
} from '@aws-sdk/client-s3';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { changeSetting, neededSetting } from './needed.ts';
import { checkTags, tagSet, tagsOf } from './tag-set.ts';

/** Takes the place of all tags that there were. */
export async function putBucketTagging(
	ctx: Context,
	input: Given<PutBucketTaggingRequest, 'Bucket' | 'Tagging'>
): Promise<object> {
	const tags = tagsOf(input.Tagging.TagSet ?? []);
	checkTags(tags, 'bucket');
	return changeSetting(ctx, input.Bucket, 'tags', tags);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html */
export async function getBucketTagging(
	ctx: Context,
	{ Bucket: bucket }: Given<GetBucketTaggingRequest, 'Bucket'>
): Promise<GetBucketTaggingOutput> {
	return { TagSet: tagSet(neededSetting(ctx, bucket, 'tags')) };
}
