import type {
	GetBucketPolicyOutput,
	GetBucketPolicyRequest,
	GetBucketPolicyStatusOutput,
	GetBucketPolicyStatusRequest,
	PutBucketPolicyRequest
} from '@aws-sdk/client-s3';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { needBucket } from '../tables.ts';
import { changeSetting, neededSetting } from './needed.ts';
import { checkPolicy, isPublicPolicy } from './policy-document.ts';
import { settingsOf } from './settings.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export async function putBucketPolicy(
	ctx: Context,
	input: Given<PutBucketPolicyRequest, 'Bucket' | 'Policy'>
): Promise<object> {
	const { Bucket: bucket, Policy: policy } = input;
	needBucket(ctx, bucket);
	checkPolicy(policy, bucket);
	if (settingsOf(ctx, bucket).publicAccessBlock?.BlockPublicPolicy === true && isPublicPolicy(policy)) {
		throw new AwsError(
			'AccessDenied',
			'User is not authorized to perform: s3:PutBucketPolicy because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
			403,
			{ hint: 'DeletePublicAccessBlock first, if the whole world shall read the bucket.' }
		);
	}
	return changeSetting(ctx, bucket, 'policy', policy);
}

/** Gives it back to the byte. */
export async function getBucketPolicy(
	ctx: Context,
	{ Bucket: bucket }: Given<GetBucketPolicyRequest, 'Bucket'>
): Promise<GetBucketPolicyOutput> {
	return { Policy: neededSetting(ctx, bucket, 'policy') };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html */
export async function getBucketPolicyStatus(
	ctx: Context,
	{ Bucket: bucket }: Given<GetBucketPolicyStatusRequest, 'Bucket'>
): Promise<GetBucketPolicyStatusOutput> {
	return { PolicyStatus: { IsPublic: isPublicPolicy(neededSetting(ctx, bucket, 'policy')) } };
}
