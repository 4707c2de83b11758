import { AwsError } from '#base/errors.ts';
import { retag, setCostTags } from '../../billing/index.ts';
import type { Context } from '../../core/context.ts';
import { needBucket } from '../tables.ts';
import { putSetting, settingsOf, type BucketSettings } from './settings.ts';

/** How S3 says that a bucket has no such setting. */
const ABSENT = {
	tags: ['NoSuchTagSet', 'The TagSet does not exist'],
	cors: ['NoSuchCORSConfiguration', 'The CORS configuration does not exist'],
	website: ['NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration'],
	policy: ['NoSuchBucketPolicy', 'The bucket policy does not exist'],
	lifecycle: ['NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'],
	publicAccessBlock: [
		'NoSuchPublicAccessBlockConfiguration',
		'The public access block configuration was not found'
	],
	ownership: ['OwnershipControlsNotFoundError', 'The bucket ownership controls were not found']
} as const satisfies Readonly<Partial<Record<keyof BucketSettings, readonly [string, string]>>>;

type Needable = keyof typeof ABSENT;

/** A setting that must be there. @throws AwsError NoSuchBucket, or the setting's own 404 */
export function neededSetting<K extends Needable>(
	ctx: Context,
	bucket: string,
	name: K
): NonNullable<BucketSettings[K]> {
	needBucket(ctx, bucket);
	const value = settingsOf(ctx, bucket)[name];
	if (value !== undefined) return value;
	const [code, message] = ABSENT[name];
	throw new AwsError(code, message, 404, { members: { BucketName: bucket } });
}

/** Sets one thing on a bucket, or with undefined takes it away. @throws AwsError NoSuchBucket */
export async function changeSetting<K extends keyof BucketSettings>(
	ctx: Context,
	bucket: string,
	name: K,
	value: BucketSettings[K] | undefined
): Promise<object> {
	return ctx.store.transact((tx) => {
		needBucket(ctx, bucket);
		putSetting(tx, bucket, name, value);
		if (name === 'tags') {
			const costing = { service: 'Storage', resource: bucket } as const;
			setCostTags(tx, costing, settingsOf(tx, bucket).tags ?? {});
			retag(ctx, tx, costing);
		}
		return {};
	});
}

/** The operation that takes a setting away; it succeeds where there is none. */
export function deletionOf(
	name: keyof BucketSettings
): (ctx: Context, input: { readonly Bucket: string }) => Promise<object> {
	return (ctx, { Bucket: bucket }) => changeSetting(ctx, bucket, name, undefined);
}
