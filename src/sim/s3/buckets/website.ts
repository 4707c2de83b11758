import type {
	GetBucketWebsiteOutput,
	GetBucketWebsiteRequest,
	PutBucketWebsiteRequest
} from '@aws-sdk/client-s3';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { invalidArgument } from '../errors.ts';
import { changeSetting, neededSetting } from './needed.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html */
export async function putBucketWebsite(
	ctx: Context,
	input: Given<PutBucketWebsiteRequest, 'Bucket' | 'WebsiteConfiguration'>
): Promise<object> {
	const { WebsiteConfiguration: website } = input;
	const { IndexDocument, ErrorDocument, RoutingRules, RedirectAllRequestsTo } = website;
	if (RedirectAllRequestsTo !== undefined && (IndexDocument ?? ErrorDocument ?? RoutingRules) !== undefined) {
		throw invalidArgument(
			'RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.',
			'RedirectAllRequestsTo',
			'not null'
		);
	}
	if (RedirectAllRequestsTo === undefined && IndexDocument === undefined) {
		throw invalidArgument(
			'A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty',
			'IndexDocument',
			'null'
		);
	}
	const suffix = IndexDocument?.Suffix;
	if (suffix !== undefined && (suffix === '' || suffix.includes('/'))) {
		throw invalidArgument('The IndexDocument Suffix is not well formed', 'IndexDocument', suffix);
	}
	return changeSetting(ctx, input.Bucket, 'website', website);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketWebsite.html */
export async function getBucketWebsite(
	ctx: Context,
	{ Bucket: bucket }: Given<GetBucketWebsiteRequest, 'Bucket'>
): Promise<GetBucketWebsiteOutput> {
	return { ...neededSetting(ctx, bucket, 'website') };
}
