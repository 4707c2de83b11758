import {
	CopyObjectCommand,
	CreateBucketCommand,
	DeleteObjectCommand,
	DeleteObjectsCommand,
	GetObjectCommand,
	HeadObjectCommand,
	PutObjectCommand,
	type S3Client
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const Bucket = 'bucket-1';

async function withBucket(): Promise<TestRegion> {
	const aws = await testRegion();
	await aws.s3.send(new CreateBucketCommand({ Bucket }));
	return aws;
}

async function read(s3: S3Client, Key: string): Promise<string> {
	const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
	return Body!.transformToString();
}

describe('S3 objects', () => {
	it('come back byte for byte with what was said about them', async () => {
		const { s3 } = await withBucket();
		const Body = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 31) & 255);
		const Key = 'a b/ü+%&.bin';
		const put = await s3.send(
			new PutObjectCommand({
				Bucket,
				Key,
				Body,
				ContentType: 'application/x-test',
				CacheControl: 'no-store',
				Metadata: { owner: 'ann' }
			})
		);
		const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
		expect(await got.Body!.transformToByteArray()).toEqual(Body);
		const etag = `"${createHash('md5').update(Body).digest('hex')}"`;
		expect(put.ETag).toBe(etag);
		expect(got).toMatchObject({
			ETag: etag,
			ContentType: 'application/x-test',
			ContentLength: 70_000,
			CacheControl: 'no-store',
			Metadata: { owner: 'ann' },
			LastModified: new Date('2026-03-01T12:00:00Z')
		});
		expect(got.ChecksumCRC32).toBe(put.ChecksumCRC32);
		expect(got.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
		const head = await s3.send(new HeadObjectCommand({ Bucket, Key }));
		expect(head).toMatchObject({ ETag: etag, ContentLength: 70_000, ContentType: 'application/x-test' });
	});

	it.each([
		['bytes=0-3', '0123', 'bytes 0-3/10'],
		['bytes=7-', '789', 'bytes 7-9/10'],
		['bytes=-2', '89', 'bytes 8-9/10'],
		['bytes=8-99', '89', 'bytes 8-9/10']
	])('give the range %s', async (Range, text, range) => {
		const { s3 } = await withBucket();
		await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: '0123456789' }));
		const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'k', Range }));
		expect(await got.Body!.transformToString()).toBe(text);
		expect(got).toMatchObject({ ContentRange: range, ContentLength: text.length });
		expect(got.$metadata.httpStatusCode).toBe(206);
	});

	it('refuse a range beyond their end', async () => {
		const { s3 } = await withBucket();
		await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: '0123456789' }));
		const late = s3.send(new GetObjectCommand({ Bucket, Key: 'k', Range: 'bytes=10-' }));
		expect(await errorOf(late)).toBe('InvalidRange 416: The requested range is not satisfiable');
	});

	it('answer conditions by ETag', async () => {
		const { s3 } = await withBucket();
		const { ETag } = await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
		const get = (conditions: object): Promise<string> =>
			errorOf(s3.send(new GetObjectCommand({ Bucket, Key: 'k', ...conditions })));
		expect(await get({ IfMatch: ETag })).toBe('no error');
		expect(await get({ IfMatch: '"other"' })).toMatch(/^PreconditionFailed 412/);
		expect(await get({ IfNoneMatch: '"other"' })).toBe('no error');
		expect(await get({ IfNoneMatch: ETag })).toContain('304');
		const again = new PutObjectCommand({ Bucket, Key: 'k', Body: 'y', IfNoneMatch: '*' });
		expect(await errorOf(s3.send(again))).toMatch(/^PreconditionFailed 412/);
		expect(await read(s3, 'k')).toBe('x');
	});

	it('are refused when a digest does not fit them', async () => {
		const { s3 } = await withBucket();
		const put = (digest: object): Promise<string> =>
			errorOf(s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', ...digest })));
		expect(await put({ ChecksumCRC32: 'AAAAAA==' })).toBe(
			'BadDigest 400: The CRC32 you specified did not match the calculated checksum.'
		);
		expect(await put({ ChecksumSHA256: createHash('sha256').update('y').digest('base64') })).toMatch(
			/^BadDigest/
		);
		expect(await put({ ChecksumSHA256: createHash('sha256').update('x').digest('base64') })).toBe('no error');
		expect(await put({ ContentMD5: createHash('md5').update('y').digest('base64') })).toMatch(/^BadDigest/);
	});

	it('may come as an aws-chunked stream with their checksum after them', async () => {
		const { region, s3 } = await withBucket();
		const body = encodeUtf8(
			'3\r\nabc\r\n2;chunk-signature=00\r\nde\r\n0\r\nx-amz-checksum-crc32:hYfYZQ==\r\n\r\n'
		);
		const put = (bytes: Uint8Array): Promise<{ readonly status: number }> =>
			region.handle({
				method: 'PUT',
				hostname: `${Bucket}.s3.us-east-1.amazonaws.com`,
				path: '/k',
				query: {},
				headers: { 'content-encoding': 'aws-chunked' },
				body: bytes
			});
		expect((await put(body)).status).toBe(200);
		expect(await read(s3, 'k')).toBe('abcde');
		expect((await put(body.slice(0, 12))).status).toBe(400);
	});

	it('are replaced whole, and gone when deleted, once or twice', async () => {
		const { s3, storage } = await withBucket();
		await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'long text' }));
		await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'short' }));
		expect(await read(s3, 'k')).toBe('short');
		expect(await storage.entries('bytes')).toHaveLength(1);
		await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
		await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
		expect(await errorOf(read(s3, 'k'))).toBe('NoSuchKey 404: The specified key does not exist. (k)');
		expect(await errorOf(s3.send(new HeadObjectCommand({ Bucket, Key: 'k' })))).toMatch(/^NotFound 404/);
		expect(await storage.entries('bytes')).toHaveLength(0);
	});

	it('are deleted many at once, with keys that need escaping', async () => {
		const { s3 } = await withBucket();
		const keys = ['a&b', '<c>', 'd "e"'];
		for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
		const Objects = [...keys, 'absent'].map((Key) => ({ Key }));
		const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
		expect(Deleted?.map(({ Key }) => Key)).toEqual([...keys, 'absent']);
		expect(await errorOf(read(s3, '<c>'))).toMatch(/^NoSuchKey/);
	});

	it('are copied with their description, or with a new one', async () => {
		const { s3 } = await withBucket();
		await s3.send(
			new PutObjectCommand({
				Bucket,
				Key: 'from/ä',
				Body: 'x',
				Metadata: { a: '1' },
				ContentType: 'text/csv'
			})
		);
		const CopySource = `${Bucket}/${encodeURIComponent('from/ä')}`;
		const copied = await s3.send(new CopyObjectCommand({ Bucket, Key: 'same', CopySource }));
		expect(copied.CopyObjectResult?.ETag).toBe(`"${createHash('md5').update('x').digest('hex')}"`);
		const same = await s3.send(new HeadObjectCommand({ Bucket, Key: 'same' }));
		expect(same).toMatchObject({ ContentType: 'text/csv', Metadata: { a: '1' } });
		await s3.send(
			new CopyObjectCommand({
				Bucket,
				Key: 'new',
				CopySource,
				MetadataDirective: 'REPLACE',
				Metadata: { b: '2' }
			})
		);
		expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'new' }))).Metadata).toEqual({ b: '2' });
		const onto = s3.send(new CopyObjectCommand({ Bucket, Key: 'same', CopySource: `${Bucket}/same` }));
		expect(await errorOf(onto)).toMatch(/^InvalidRequest 400: This copy request is illegal/);
		const none = s3.send(new CopyObjectCommand({ Bucket, Key: 'x', CopySource: `${Bucket}/none` }));
		expect(await errorOf(none)).toMatch(/^NoSuchKey 404/);
	});

	it('refuse what would silently be something else than on AWS', async () => {
		const { s3 } = await withBucket();
		const put = (extra: object): Promise<string> =>
			errorOf(s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', ...extra })));
		expect(await put({ ACL: 'public-read' })).toBe(
			'AccessControlListNotSupported 400: The bucket does not allow ACLs'
		);
		expect(await put({ ObjectLockLegalHoldStatus: 'ON' })).toMatch(/^NotSimulated 501/);
		expect(await put({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'mine' })).toMatch(/^NotSimulated 501/);
	});

	it('have keys of 1024 bytes at most', async () => {
		const { s3 } = await withBucket();
		const put = (Key: string): Promise<string> =>
			errorOf(s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' })));
		expect(await put('k'.repeat(1024))).toBe('no error');
		expect(await put('k'.repeat(1025))).toMatch(/^KeyTooLongError 400/);
		expect(await put('ü'.repeat(513))).toMatch(/^KeyTooLongError 400/);
	});

	it('are told to the watchers', async () => {
		const { s3, heard } = await withBucket();
		await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'xyz' }));
		await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
		const objects = heard.filter((event) => event.type === 'object');
		expect(objects[0]).toMatchObject({ bucket: Bucket, key: 'k', object: { sizeBytes: 3 } });
		expect(objects[1]).toMatchObject({ bucket: Bucket, key: 'k', object: null });
	});
});
