import type {
	GetBucketLifecycleConfigurationOutput,
	GetBucketLifecycleConfigurationRequest,
	LifecycleRule,
	PutBucketLifecycleConfigurationOutput,
	PutBucketLifecycleConfigurationRequest
} from '@aws-sdk/client-s3';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { neededSetting } from '../buckets/needed.ts';
import { putSetting } from '../buckets/settings.ts';
import { malformedXml } from '../errors.ts';
import { needBucket } from '../tables.ts';
import { checkRule } from './check-rule.ts';
import { DAY_MS } from './expiration.ts';

const MOST_RULES = 1000;
const DEFAULT_MINIMUM = 'all_storage_classes_128K';

type MinimumSize = NonNullable<PutBucketLifecycleConfigurationOutput['TransitionDefaultMinimumObjectSize']>;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
export async function putBucketLifecycle(
	ctx: Context,
	input: Given<PutBucketLifecycleConfigurationRequest, 'Bucket'>
): Promise<PutBucketLifecycleConfigurationOutput> {
	const { Bucket: bucket, TransitionDefaultMinimumObjectSize: minimum = DEFAULT_MINIMUM } = input;
	const given = input.LifecycleConfiguration?.Rules ?? [];
	if (given.length === 0 || given.length > MOST_RULES) {
		throw malformedXml(`1 to ${MOST_RULES} rules, not ${given.length}`);
	}
	given.forEach(checkRule);
	const rules = given.map((rule): LifecycleRule => ({ ...rule, ID: rule.ID ?? ctx.rng.uuid() }));
	const ids = rules.map(({ ID }) => ID);
	if (new Set(ids).size < ids.length) {
		throw new AwsError('InvalidArgument', 'Rule ID must be unique. Found same ID for more than one rule');
	}
	await ctx.store.transact((tx) => {
		needBucket(ctx, bucket);
		const appliedDay = Math.floor(tx.now / DAY_MS) - 1;
		putSetting(tx, bucket, 'lifecycle', { rules, defaultMinimumSize: minimum, appliedDay });
	});
	return { TransitionDefaultMinimumObjectSize: minimum };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html */
export async function getBucketLifecycle(
	ctx: Context,
	{ Bucket: bucket }: Given<GetBucketLifecycleConfigurationRequest, 'Bucket'>
): Promise<GetBucketLifecycleConfigurationOutput> {
	const lifecycle = neededSetting(ctx, bucket, 'lifecycle');
	return {
		Rules: [...lifecycle.rules],
		TransitionDefaultMinimumObjectSize: lifecycle.defaultMinimumSize as MinimumSize
	};
}
