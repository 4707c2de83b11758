import {
	CreateBucketCommand,
	DeleteBucketCommand,
	GetBucketLocationCommand,
	HeadBucketCommand,
	ListBucketsCommand,
	ListObjectsV2Command,
	PutObjectCommand
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { bucketNameFault } from '#sim/s3/buckets/bucket-name.ts';
import { errorOf, testRegion } from '#tests/support/test-region.ts';

describe('S3 buckets', () => {
	it('are made, found, listed and deleted', async () => {
		const { s3 } = await testRegion();
		for (const Bucket of ['second', 'first']) await s3.send(new CreateBucketCommand({ Bucket }));
		const { Buckets } = await s3.send(new ListBucketsCommand({}));
		expect(Buckets?.map(({ Name }) => Name)).toEqual(['first', 'second']);
		expect(Buckets?.[0]?.CreationDate).toEqual(new Date('2026-03-01T12:00:00Z'));
		expect((await s3.send(new HeadBucketCommand({ Bucket: 'first' }))).BucketRegion).toBe('us-east-1');
		await s3.send(new DeleteBucketCommand({ Bucket: 'first' }));
		expect(await errorOf(s3.send(new HeadBucketCommand({ Bucket: 'first' })))).toMatch(/^NotFound 404/);
	});

	it('may be created again by their owner in us-east-1, and nowhere else', async () => {
		const { s3 } = await testRegion();
		await s3.send(new CreateBucketCommand({ Bucket: 'mine' }));
		expect(await errorOf(s3.send(new CreateBucketCommand({ Bucket: 'mine' })))).toBe('no error');
		const elsewhere = await testRegion({ region: 'eu-west-1' });
		const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' } as const;
		await elsewhere.s3.send(new CreateBucketCommand({ Bucket: 'mine', CreateBucketConfiguration }));
		const again = elsewhere.s3.send(new CreateBucketCommand({ Bucket: 'mine', CreateBucketConfiguration }));
		expect(await errorOf(again)).toMatch(/^BucketAlreadyOwnedByYou 409/);
		const where = await elsewhere.s3.send(new GetBucketLocationCommand({ Bucket: 'mine' }));
		expect(where.LocationConstraint).toBe('eu-west-1');
	});

	it('have no location constraint in us-east-1', async () => {
		const { s3 } = await testRegion();
		await s3.send(new CreateBucketCommand({ Bucket: 'mine' }));
		const { LocationConstraint } = await s3.send(new GetBucketLocationCommand({ Bucket: 'mine' }));
		expect(LocationConstraint ?? '').toBe('');
	});

	it('cannot be deleted while they hold objects', async () => {
		const { s3 } = await testRegion();
		await s3.send(new CreateBucketCommand({ Bucket: 'mine' }));
		await s3.send(new PutObjectCommand({ Bucket: 'mine', Key: 'k', Body: 'x' }));
		expect(await errorOf(s3.send(new DeleteBucketCommand({ Bucket: 'mine' })))).toBe(
			'BucketNotEmpty 409: The bucket you tried to delete is not empty (mine)'
		);
	});

	it('that are absent are named', async () => {
		const { s3 } = await testRegion();
		const missing = 'NoSuchBucket 404: The specified bucket does not exist (none)';
		expect(await errorOf(s3.send(new PutObjectCommand({ Bucket: 'none', Key: 'k', Body: 'x' })))).toBe(
			missing
		);
		expect(await errorOf(s3.send(new ListObjectsV2Command({ Bucket: 'none' })))).toBe(missing);
		expect(await errorOf(s3.send(new DeleteBucketCommand({ Bucket: 'none' })))).toBe(missing);
	});

	it.each([
		['ab', 'a name has 3 to 63 characters'],
		['My_Bucket', 'a name is made of lower-case letters, digits, hyphens and dots'],
		['-abc', 'a name begins and ends with a letter or digit'],
		['a..b', 'two dots may not stand together'],
		['192.168.1.1', 'a name may not look like an IP address'],
		['xn--abc', 'the prefixes xn--, sthree- and amzn-s3-demo- are reserved'],
		['abc--table-s3', 'the suffixes -s3alias, --ol-s3, .mrap, --x-s3 and --table-s3 are reserved']
	])('may not be called %s', async (Bucket, rule) => {
		const { region } = await testRegion();
		await expect(region.call('s3', 'CreateBucket', { Bucket })).rejects.toMatchObject({
			code: 'InvalidBucketName',
			status: 400,
			message: `The specified bucket is not valid. ('${Bucket}': ${rule})`
		});
	});

	it.each(['abc', 'sagemaker-us-east-1-123456789012', 'a.b-c.1'])('may be called %s', (name) => {
		expect(bucketNameFault(name)).toBeNull();
	});
});
