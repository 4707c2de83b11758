import type {
	GetBucketVersioningOutput,
	GetBucketVersioningRequest,
	PutBucketVersioningRequest
} from '@aws-sdk/client-s3';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import type { Given } from '../../core/service.ts';
import { needBucket } from '../tables.ts';
import { changeSetting } from './needed.ts';
import { settingsOf } from './settings.ts';

/** Once enabled, versioning can only be suspended: the versions that there are stay. */
export async function putBucketVersioning(
	ctx: Context,
	input: Given<PutBucketVersioningRequest, 'Bucket' | 'VersioningConfiguration'>
): Promise<object> {
	const { Status, MFADelete } = input.VersioningConfiguration;
	if (MFADelete === 'Enabled') throw notSimulated('MFA delete', 'Leave it out, or Disabled.');
	if (Status === undefined) {
		throw new AwsError('IllegalVersioningConfigurationException', 'The Versioning element must be specified');
	}
	return changeSetting(ctx, input.Bucket, 'versioning', Status);
}

/** Says nothing of a bucket that never had it. */
export async function getBucketVersioning(
	ctx: Context,
	{ Bucket: bucket }: Given<GetBucketVersioningRequest, 'Bucket'>
): Promise<GetBucketVersioningOutput> {
	needBucket(ctx, bucket);
	const { versioning } = settingsOf(ctx, bucket);
	return versioning === undefined ? {} : { Status: versioning };
}
