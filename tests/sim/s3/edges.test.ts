import {
	CompleteMultipartUploadCommand,
	CopyObjectCommand,
	CreateBucketCommand,
	CreateMultipartUploadCommand,
	DeleteObjectCommand,
	DeleteObjectsCommand,
	GetObjectCommand,
	HeadObjectCommand,
	ListObjectsCommand,
	ListObjectsV2Command,
	PutBucketVersioningCommand,
	PutObjectCommand,
	UploadPartCommand,
	type ChecksumAlgorithm,
	type ChecksumType,
	type CopyObjectCommandInput,
	type GetObjectCommandInput,
	type ListObjectsV2CommandInput,
	type PutObjectCommandInput
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

/** What S3's API reference says at the edges of its operations, by AWS's client. */

const Bucket = 'bucket-1';

async function withObjects(...keys: readonly string[]): Promise<TestRegion> {
	const aws = await testRegion();
	await aws.s3.send(new CreateBucketCommand({ Bucket }));
	for (const Key of keys) await aws.s3.send(new PutObjectCommand({ Bucket, Key, Body: '0123456789' }));
	return aws;
}

const put = ({ s3 }: TestRegion, changes: Partial<PutObjectCommandInput>): Promise<string> =>
	errorOf(s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'new', ...changes })));

describe('a conditional write', () => {
	it.each<[string, Partial<PutObjectCommandInput>, RegExp]>([
		['if nothing is there, where something is', { IfNoneMatch: '*' }, /^PreconditionFailed 412/],
		['if nothing is there, where nothing is', { Key: 'fresh', IfNoneMatch: '*' }, /^no error$/],
		['if it is not of an ETag, which S3 knows on reads only', { IfNoneMatch: '"x"' }, /^NotImplemented 501/],
		['if it is of an ETag that it has not', { IfMatch: '"x"' }, /^PreconditionFailed 412/],
		['if it is of an ETag, where nothing is', { Key: 'none', IfMatch: '"x"' }, /^NoSuchKey 404/]
	])('%s', async (_, changes, outcome) => {
		expect(await put(await withObjects('k'), changes)).toMatch(outcome);
	});

	it('if it is of the ETag that it has: by Put, Copy, Delete and the end of an upload', async () => {
		const aws = await withObjects('k', 'other');
		const etag = async (): Promise<string | undefined> =>
			(await aws.s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }))).ETag;
		const first = await etag();
		expect(await put(aws, { IfMatch: first })).toBe('no error');
		expect(await put(aws, { IfMatch: first })).toMatch(/^PreconditionFailed/);
		const copy = (changes: Partial<CopyObjectCommandInput>): Promise<string> =>
			errorOf(
				aws.s3.send(new CopyObjectCommand({ Bucket, Key: 'k', CopySource: `${Bucket}/other`, ...changes }))
			);
		expect(await copy({ IfMatch: first })).toMatch(/^PreconditionFailed/);
		expect(await copy({ IfNoneMatch: '*' })).toMatch(/^PreconditionFailed/);
		expect(await copy({ CopySourceIfMatch: '"x"' })).toMatch(/^PreconditionFailed/);
		expect(await copy({ IfMatch: await etag() })).toBe('no error');
		const { UploadId } = await aws.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'k' }));
		const part = { Bucket, Key: 'k', UploadId, PartNumber: 1 };
		const { ETag } = await aws.s3.send(new UploadPartCommand({ ...part, Body: 'x' }));
		const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
		const end = { Bucket, Key: 'k', UploadId, MultipartUpload };
		const refused = aws.s3.send(new CompleteMultipartUploadCommand({ ...end, IfNoneMatch: '*' }));
		expect(await errorOf(refused)).toMatch(/^PreconditionFailed/);
		await aws.s3.send(new CompleteMultipartUploadCommand({ ...end, IfMatch: await etag() }));
		const remove = (IfMatch: string | undefined): Promise<string> =>
			errorOf(aws.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', IfMatch })));
		expect(await remove(first)).toMatch(/^PreconditionFailed/);
		expect(await remove(await etag())).toBe('no error');
	});

	it('takes a delete marker for nothing', async () => {
		const aws = await withObjects();
		const VersioningConfiguration = { Status: 'Enabled' } as const;
		await aws.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
		await put(aws, {});
		await aws.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
		expect(await put(aws, { IfMatch: '"x"' })).toMatch(/^NoSuchKey 404/);
		expect(await put(aws, { IfNoneMatch: '*' })).toBe('no error');
	});
});

describe('a conditional read', () => {
	const past = new Date('2000-01-01');
	const future = new Date('2100-01-01');

	it.each<[string, (etag: string) => Partial<GetObjectCommandInput>, string]>([
		[
			'If-Match outweighs If-Unmodified-Since',
			(etag) => ({ IfMatch: etag, IfUnmodifiedSince: past }),
			'no error'
		],
		[
			'If-None-Match outweighs If-Modified-Since',
			() => ({ IfNoneMatch: '"x"', IfModifiedSince: future }),
			'no error'
		],
		['If-None-Match', (etag) => ({ IfNoneMatch: etag, IfModifiedSince: past }), '304'],
		['If-Modified-Since', () => ({ IfModifiedSince: future }), '304'],
		['If-Unmodified-Since', () => ({ IfUnmodifiedSince: past }), 'PreconditionFailed 412']
	])('%s', async (_, conditions, outcome) => {
		const { s3 } = await withObjects('k');
		const { ETag } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
		const got = s3.send(new GetObjectCommand({ Bucket, Key: 'k', ...conditions(ETag!) }));
		expect(await errorOf(got)).toContain(outcome);
	});
});

describe('a range', () => {
	it.each<[string, string, number]>([
		['bytes=5-2', '0123456789', 200],
		['bytes=0-1,3-4', '0123456789', 200],
		['lines=0-1', '0123456789', 200],
		['bytes=-99', '0123456789', 206],
		['bytes=9-', '9', 206]
	])('%s gives %s with status %i', async (Range, text, status) => {
		const { s3 } = await withObjects('k');
		const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'k', Range }));
		expect([await got.Body!.transformToString(), got.$metadata.httpStatusCode]).toEqual([text, status]);
	});

	it.each(['bytes=-0', 'bytes=10-20'])('%s lies outside of ten bytes', async (Range) => {
		const { s3 } = await withObjects('k');
		expect(await errorOf(s3.send(new GetObjectCommand({ Bucket, Key: 'k', Range })))).toMatch(
			/^InvalidRange 416/
		);
	});

	it('lies outside of an object without bytes, whatever it is', async () => {
		const aws = await withObjects();
		await put(aws, { Body: new Uint8Array(0) });
		const got = aws.s3.send(new GetObjectCommand({ Bucket, Key: 'k', Range: 'bytes=0-0' }));
		expect(await errorOf(got)).toMatch(/^InvalidRange 416/);
	});
});

describe('a list', () => {
	const list = async (keys: readonly string[], changes: Partial<ListObjectsV2CommandInput>) => {
		const { s3 } = await withObjects(...keys);
		const {
			Contents = [],
			CommonPrefixes = [],
			...rest
		} = await s3.send(new ListObjectsV2Command({ Bucket, ...changes }));
		return {
			...rest,
			found: [...Contents.map(({ Key }) => Key), ...CommonPrefixes.map(({ Prefix }) => Prefix)]
		};
	};

	it('tells owners to who asks, and in the older form always', async () => {
		const { s3 } = await withObjects('k');
		const owners = async (FetchOwner: boolean) =>
			(await s3.send(new ListObjectsV2Command({ Bucket, FetchOwner }))).Contents![0]!.Owner;
		expect(await owners(false)).toBeUndefined();
		expect((await owners(true))?.ID).toMatch(/^[0-9a-f]{64}$/);
		expect((await s3.send(new ListObjectsCommand({ Bucket }))).Contents![0]!.Owner?.ID).toMatch(
			/^[0-9a-f]{64}$/
		);
	});

	it('begins after a key that need not be there, within a folder too', async () => {
		expect((await list(['a', 'c'], { StartAfter: 'b' })).found).toEqual(['c']);
		const folded = { Delimiter: '/', StartAfter: 'a/1' };
		expect((await list(['a/1', 'a/2', 'b'], folded)).found).toEqual(['b', 'a/']);
	});

	it('goes on where its token says, whatever it was to begin after', async () => {
		const { s3 } = await withObjects('a', 'b', 'c');
		const query = { Bucket, MaxKeys: 1, StartAfter: 'a' };
		const { NextContinuationToken: ContinuationToken } = await s3.send(new ListObjectsV2Command(query));
		const next = await s3.send(new ListObjectsV2Command({ ...query, ContinuationToken }));
		expect(next.Contents!.map(({ Key }) => Key)).toEqual(['c']);
		expect(next).toMatchObject({ IsTruncated: false, StartAfter: 'a' });
	});

	it('counts folders as keys, and has a thousand at most', async () => {
		expect(await list(['a/1', 'a/2', 'b/1', 'c'], { Delimiter: '/', MaxKeys: 2 })).toMatchObject({
			found: ['a/', 'b/'],
			KeyCount: 2,
			IsTruncated: true
		});
		expect((await list(['a'], { MaxKeys: 5000 })).MaxKeys).toBe(1000);
		const { s3 } = await withObjects();
		expect(await errorOf(s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: -1 })))).toMatch(
			/^InvalidArgument 400/
		);
	});

	it('encodes prefix, delimiter and folders as well as keys', async () => {
		const changes = { EncodingType: 'url', Prefix: 'ä ', Delimiter: '+' } as const;
		expect(await list(['ä b+c'], changes)).toMatchObject({
			Prefix: '%C3%A4+',
			Delimiter: '%2B',
			found: ['%C3%A4+b%2B']
		});
	});
});

describe('limits', () => {
	it('of metadata: 2 KB of UTF-8, names and values together', async () => {
		const aws = await withObjects();
		expect(await put(aws, { Metadata: { ab: 'x'.repeat(2046) } })).toBe('no error');
		expect(await put(aws, { Metadata: { ab: 'x'.repeat(2047) } })).toMatch(/^MetadataTooLarge 400/);
	});

	it('of a deletion: a thousand keys, and at least one', async () => {
		const { s3 } = await withObjects();
		const remove = (count: number): Promise<string> => {
			const Objects = Array.from({ length: count }, (_, i) => ({ Key: `k${i}` }));
			return errorOf(s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } })));
		};
		expect(await remove(1000)).toBe('no error');
		expect(await remove(1001)).toMatch(/^MalformedXML 400/);
		expect(await remove(0)).toMatch(/^MalformedXML 400/);
	});

	it('of a digest: its own length', async () => {
		const aws = await withObjects();
		expect(await put(aws, { ContentMD5: 'eA==' })).toMatch(/^InvalidDigest 400/);
		expect(await put(aws, { ChecksumSHA256: 'eA==' })).toMatch(
			/^InvalidRequest 400: Value for x-amz-checksum-sha256/
		);
	});
});

describe('checksums', () => {
	it.each<[ChecksumAlgorithm, `Checksum${'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256'}`, string]>([
		['CRC32', 'ChecksumCRC32', 'y/Q5Jg=='],
		['CRC32C', 'ChecksumCRC32C', '4waSgw=='],
		['CRC64NVME', 'ChecksumCRC64NVME', 'rosUhgp5mIg='],
		['SHA1', 'ChecksumSHA1', '98O8HYCOBHMq32eZZczDTKeuNEE='],
		['SHA256', 'ChecksumSHA256', 'FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=']
	])('%s of the digits 1 to 9 is what it is everywhere', async (ChecksumAlgorithm, member, value) => {
		const aws = await withObjects();
		const Body = '123456789';
		await aws.s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body, [member]: value }));
		const head = await aws.s3.send(new HeadObjectCommand({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' }));
		expect(head).toMatchObject({ [member]: value, ChecksumType: 'FULL_OBJECT' });
		await aws.s3.send(
			new CopyObjectCommand({ Bucket, Key: 'c', CopySource: `${Bucket}/k`, ChecksumAlgorithm })
		);
		const copied = await aws.s3.send(new HeadObjectCommand({ Bucket, Key: 'c', ChecksumMode: 'ENABLED' }));
		expect(copied[member]).toBe(value);
	});

	it('are two different ones in no request', async () => {
		const sums = { ChecksumCRC32: 'y/Q5Jg==', ChecksumCRC32C: '4waSgw==' };
		expect(await put(await withObjects(), sums)).toMatch(/^InvalidRequest 400: .*Multiple checksum Types/);
	});

	it.each<[ChecksumAlgorithm, ChecksumType | undefined, ChecksumType | null]>([
		['CRC32', undefined, 'COMPOSITE'],
		['CRC32', 'FULL_OBJECT', 'FULL_OBJECT'],
		['CRC32C', undefined, 'COMPOSITE'],
		['CRC32C', 'FULL_OBJECT', 'FULL_OBJECT'],
		['CRC64NVME', undefined, 'FULL_OBJECT'],
		['CRC64NVME', 'COMPOSITE', null],
		['SHA1', undefined, 'COMPOSITE'],
		['SHA1', 'FULL_OBJECT', null],
		['SHA256', undefined, 'COMPOSITE'],
		['SHA256', 'FULL_OBJECT', null]
	])('of an upload in parts by %s, asked for as %s, are %s', async (algorithm, asked, type) => {
		const { s3 } = await withObjects();
		const begin = new CreateMultipartUploadCommand({
			Bucket,
			Key: 'k',
			ChecksumAlgorithm: algorithm,
			...(asked ? { ChecksumType: asked } : {})
		});
		if (type === null) expect(await errorOf(s3.send(begin))).toMatch(/^InvalidRequest 400/);
		else expect((await s3.send(begin)).ChecksumType).toBe(type);
	});
});
