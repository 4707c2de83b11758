import type {
	GetBucketOwnershipControlsOutput,
	GetBucketOwnershipControlsRequest,
	GetPublicAccessBlockOutput,
	GetPublicAccessBlockRequest,
	PutBucketOwnershipControlsRequest,
	PutPublicAccessBlockRequest
} from '@aws-sdk/client-s3';
import type { Context } from '../../core/context.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import type { Given } from '../../core/service.ts';
import { changeSetting, neededSetting } from './needed.ts';
import type { BucketSettings } from './settings.ts';

/** With which every new bucket begins: nothing is public, and access lists mean nothing. */
export const NEW_BUCKET: BucketSettings = {
	publicAccessBlock: {
		BlockPublicAcls: true,
		IgnorePublicAcls: true,
		BlockPublicPolicy: true,
		RestrictPublicBuckets: true
	},
	ownership: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] }
};

/** What the request leaves out is off. */
export async function putPublicAccessBlock(
	ctx: Context,
	input: Given<PutPublicAccessBlockRequest, 'Bucket' | 'PublicAccessBlockConfiguration'>
): Promise<object> {
	const given = input.PublicAccessBlockConfiguration;
	return changeSetting(ctx, input.Bucket, 'publicAccessBlock', {
		BlockPublicAcls: given.BlockPublicAcls ?? false,
		IgnorePublicAcls: given.IgnorePublicAcls ?? false,
		BlockPublicPolicy: given.BlockPublicPolicy ?? false,
		RestrictPublicBuckets: given.RestrictPublicBuckets ?? false
	});
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html */
export async function getPublicAccessBlock(
	ctx: Context,
	{ Bucket: bucket }: Given<GetPublicAccessBlockRequest, 'Bucket'>
): Promise<GetPublicAccessBlockOutput> {
	return { PublicAccessBlockConfiguration: neededSetting(ctx, bucket, 'publicAccessBlock') };
}

/** Access lists are not simulated, so the owner of the bucket owns what is in it. */
export async function putBucketOwnership(
	ctx: Context,
	input: Given<PutBucketOwnershipControlsRequest, 'Bucket' | 'OwnershipControls'>
): Promise<object> {
	const other = input.OwnershipControls.Rules?.find(
		({ ObjectOwnership }) => ObjectOwnership !== 'BucketOwnerEnforced'
	);
	if (other) {
		throw notSimulated(
			`ObjectOwnership '${String(other.ObjectOwnership)}' of S3`,
			'Simulated: BucketOwnerEnforced.'
		);
	}
	return changeSetting(ctx, input.Bucket, 'ownership', input.OwnershipControls);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html */
export async function getBucketOwnership(
	ctx: Context,
	{ Bucket: bucket }: Given<GetBucketOwnershipControlsRequest, 'Bucket'>
): Promise<GetBucketOwnershipControlsOutput> {
	return { OwnershipControls: neededSetting(ctx, bucket, 'ownership') };
}
