import type {
	CreateBucketOutput,
	CreateBucketRequest,
	DeleteBucketRequest,
	GetBucketLocationOutput,
	GetBucketLocationRequest,
	HeadBucketOutput,
	HeadBucketRequest,
	ListBucketsOutput,
	ListBucketsRequest
} from '@aws-sdk/client-s3';
import { AwsError } from '#base/errors.ts';
import { setCostTags } from '../../billing/index.ts';
import type { Context } from '../../core/context.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import { pageOf } from '../../core/pager.ts';
import type { Given } from '../../core/service.ts';
import { invalidRequest, notFound } from '../errors.ts';
import { endUpload, uploadsFrom } from '../multipart/uploads.ts';
import { buckets, historyFrom, needBucket, objectsFrom } from '../tables.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { checkBucketName } from './bucket-name.ts';
import { ownerOf } from './owner.ts';
import { NEW_BUCKET } from './public-access.ts';
import { bucketSettings } from './settings.ts';
import { checkTags, tagsOf } from './tag-set.ts';

type OfBucket<T extends { Bucket?: string | undefined }> = Given<T, 'Bucket'>;

/** In us-east-1 creating one's own bucket again succeeds; elsewhere it is an error. */
export async function createBucket(
	ctx: Context,
	input: OfBucket<CreateBucketRequest>
): Promise<CreateBucketOutput> {
	const name = input.Bucket;
	checkBucketName(name);
	refuseUnsupported({ ...input });
	checkLocation(ctx, input.CreateBucketConfiguration?.LocationConstraint);
	const tags = tagsOf(input.CreateBucketConfiguration?.Tags ?? []);
	checkTags(tags, 'bucket');
	return ctx.store.transact((tx) => {
		if (!tx.get(buckets, name)) {
			const record = { name, createdAt: tx.now, sizeBytes: 0 };
			tx.put(buckets, name, record);
			const tagged = Object.keys(tags).length > 0 ? { tags } : {};
			tx.put(bucketSettings, name, { ...NEW_BUCKET, ...tagged });
			setCostTags(tx, { service: 'Storage', resource: name }, tags);
			tx.emit({ type: 'bucket', name, bucket: { name, createdAt: record.createdAt } });
		} else if (ctx.region !== 'us-east-1') {
			throw new AwsError(
				'BucketAlreadyOwnedByYou',
				'Your previous request to create the named bucket succeeded and you already own it.',
				409,
				{ members: { BucketName: name } }
			);
		}
		return { Location: `/${name}` };
	});
}

/** Outside us-east-1 the region must be named. @throws AwsError NotSimulated or IllegalLocationConstraintException */
function checkLocation(ctx: Context, constraint: string | undefined): void {
	if (constraint === undefined && ctx.region !== 'us-east-1') {
		throw new AwsError(
			'IllegalLocationConstraintException',
			'The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.'
		);
	}
	if (constraint === 'us-east-1') {
		throw new AwsError('InvalidLocationConstraint', 'The specified location-constraint is not valid', 400, {
			members: { LocationConstraint: constraint },
			hint: 'For us-east-1 leave the constraint out.'
		});
	}
	if (constraint === undefined || constraint === ctx.region) return;
	throw notSimulated(`A bucket in region '${constraint}'`, `The simulated region is ${ctx.region}.`);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export async function headBucket(
	ctx: Context,
	{ Bucket: name }: OfBucket<HeadBucketRequest>
): Promise<HeadBucketOutput> {
	if (!ctx.store.get(buckets, name)) throw notFound(name);
	return { BucketRegion: ctx.region, AccessPointAlias: false };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export async function listBuckets(ctx: Context, input: ListBucketsRequest): Promise<ListBucketsOutput> {
	const { Prefix: prefix = '', MaxBuckets: size = 10_000, ContinuationToken: token } = input;
	// Only who asks for pages is told the regions.
	const isPaged = input.MaxBuckets !== undefined || input.BucketRegion !== undefined;
	if (input.BucketRegion !== undefined && input.BucketRegion !== ctx.region) {
		throw invalidRequest(
			`Argument value ${input.BucketRegion} is not a valid AWS Region: this one is ${ctx.region}`
		);
	}
	const all = ctx.store
		.values(buckets)
		.filter(({ name }) => name.startsWith(prefix))
		.sort((a, b) => (a.name < b.name ? -1 : 1));
	const { items, nextToken } = pageOf(all, {
		size,
		token,
		keyOf: ({ name }) => name,
		badTokenCode: 'InvalidArgument'
	});
	return {
		Buckets: items.map(({ name, createdAt }) => ({
			Name: name,
			CreationDate: new Date(createdAt),
			...(isPaged ? { BucketRegion: ctx.region } : {})
		})),
		Owner: ownerOf(ctx),
		ContinuationToken: nextToken,
		Prefix: input.Prefix
	};
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export async function deleteBucket(
	ctx: Context,
	{ Bucket: name }: OfBucket<DeleteBucketRequest>
): Promise<object> {
	return ctx.store.transact((tx) => {
		needBucket(ctx, name);
		const isEmpty = objectsFrom(ctx, name, '').next().done && historyFrom(ctx, name, '').next().done;
		if (!isEmpty) {
			throw new AwsError('BucketNotEmpty', `The bucket you tried to delete is not empty (${name})`, 409, {
				members: { BucketName: name },
				hint: 'A bucket that keeps versions holds on to what was deleted: remove every version and delete marker.'
			});
		}
		for (const upload of uploadsFrom(ctx, name, '')) endUpload(tx, ctx, upload);
		tx.remove(bucketSettings, name);
		setCostTags(tx, { service: 'Storage', resource: name }, {});
		tx.remove(buckets, name);
		tx.emit({ type: 'bucket', name, bucket: null });
		return {};
	});
}

/** us-east-1 has no location constraint, by S3's oldest custom. */
export async function getBucketLocation(
	ctx: Context,
	{ Bucket: name }: OfBucket<GetBucketLocationRequest>
): Promise<GetBucketLocationOutput> {
	needBucket(ctx, name);
	if (ctx.region === 'us-east-1') return {};
	return { LocationConstraint: ctx.region as NonNullable<GetBucketLocationOutput['LocationConstraint']> };
}
