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
import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import { pageOf } from '../core/pager.ts';
import type { Given } from '../core/service.ts';
import { checkBucketName } from './bucket-name.ts';
import { notFound } from './errors.ts';
import { buckets, needBucket, objectsUnder } from './tables.ts';
import { refuseUnsupported } from './unsupported.ts';

type OfBucket<T extends { Bucket?: string | undefined }> = Given<T, 'Bucket'>;

/** In us-east-1 creating one's own bucket again succeeds; elsewhere it is an error. */
export async function createBucket(
	ctx: Context,
	input: OfBucket<CreateBucketRequest>
): Promise<CreateBucketOutput> {
	const name = input.Bucket;
	checkBucketName(name);
	refuseUnsupported({ ...input });
	const constraint = input.CreateBucketConfiguration?.LocationConstraint;
	if (constraint !== undefined && constraint !== ctx.region) {
		throw notSimulated(`A bucket in region '${constraint}'`, `The simulated region is ${ctx.region}.`);
	}
	return ctx.store.transact((tx) => {
		if (!tx.get(buckets, name)) {
			const record = { name, createdAt: tx.now, sizeBytes: 0 };
			tx.put(buckets, name, record);
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

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export async function headBucket(
	ctx: Context,
	{ Bucket: name }: OfBucket<HeadBucketRequest>
): Promise<HeadBucketOutput> {
	if (!ctx.store.get(buckets, name)) throw notFound(name);
	return { BucketRegion: ctx.region };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export async function listBuckets(ctx: Context, input: ListBucketsRequest): Promise<ListBucketsOutput> {
	const { Prefix: prefix = '', MaxBuckets: size = 10_000, ContinuationToken: token } = input;
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
		Buckets: items.map(({ name, createdAt }) => ({ Name: name, CreationDate: new Date(createdAt) })),
		Owner: { ID: ctx.accountId },
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
		if (objectsUnder(ctx, name, '').length > 0) {
			throw new AwsError('BucketNotEmpty', `The bucket you tried to delete is not empty (${name})`, 409, {
				members: { BucketName: name }
			});
		}
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
