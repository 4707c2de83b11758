import type {
	GetBucketEncryptionOutput,
	GetBucketEncryptionRequest,
	PutBucketEncryptionRequest,
	ServerSideEncryptionConfiguration
} from '@aws-sdk/client-s3';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { malformedXml } from '../errors.ts';
import { namedEncryption } from '../objects/encryption.ts';
import { needBucket } from '../tables.ts';
import { changeSetting } from './needed.ts';
import { settingsOf } from './settings.ts';

/** What every bucket has. */
const USUAL: ServerSideEncryptionConfiguration = {
	Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }]
};

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html */
export async function putBucketEncryption(
	ctx: Context,
	input: Given<PutBucketEncryptionRequest, 'Bucket' | 'ServerSideEncryptionConfiguration'>
): Promise<object> {
	const { ServerSideEncryptionConfiguration: encryption } = input;
	const rules = encryption.Rules ?? [];
	const rule = rules[0]?.ApplyServerSideEncryptionByDefault;
	if (rules.length !== 1 || !rule) throw malformedXml('one rule with ApplyServerSideEncryptionByDefault');
	namedEncryption(ctx, rule.SSEAlgorithm ?? '', rule.KMSMasterKeyID);
	return changeSetting(ctx, input.Bucket, 'encryption', encryption);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html */
export async function getBucketEncryption(
	ctx: Context,
	{ Bucket: bucket }: Given<GetBucketEncryptionRequest, 'Bucket'>
): Promise<GetBucketEncryptionOutput> {
	needBucket(ctx, bucket);
	return { ServerSideEncryptionConfiguration: settingsOf(ctx, bucket).encryption ?? USUAL };
}
