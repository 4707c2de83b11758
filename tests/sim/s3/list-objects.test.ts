import {
	CreateBucketCommand,
	ListObjectsCommand,
	ListObjectsV2Command,
	paginateListObjectsV2,
	PutObjectCommand
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { compareUtf8 } from '#sim/core/sorted-keys.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const Bucket = 'bucket-1';

async function withKeys(keys: readonly string[]): Promise<TestRegion> {
	const aws = await testRegion();
	await aws.s3.send(new CreateBucketCommand({ Bucket }));
	for (const Key of keys) await aws.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
	return aws;
}

describe('listing objects', () => {
	it('sorts by key, filters by prefix and gathers common prefixes', async () => {
		const { s3 } = await withKeys(['b/2', 'a', 'b/1', 'b/c/3', 'd']);
		const all = await s3.send(new ListObjectsV2Command({ Bucket }));
		expect(all.Contents?.map(({ Key }) => Key)).toEqual(['a', 'b/1', 'b/2', 'b/c/3', 'd']);
		expect(all).toMatchObject({ KeyCount: 5, IsTruncated: false, MaxKeys: 1000, Name: Bucket });
		const folder = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'b/', Delimiter: '/' }));
		expect(folder.Contents?.map(({ Key }) => Key)).toEqual(['b/1', 'b/2']);
		expect(folder.CommonPrefixes).toEqual([{ Prefix: 'b/c/' }]);
		expect(folder.KeyCount).toBe(3);
	});

	it('goes on page by page without losing or repeating anything, common prefixes included', async () => {
		const keys = ['a/1', 'a/2', 'b', 'c/1', 'c/2', 'd', 'e/1'];
		const { s3 } = await withKeys(keys);
		const seen: (string | undefined)[] = [];
		const pages = paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket, Delimiter: '/' });
		for await (const { Contents = [], CommonPrefixes = [] } of pages) {
			seen.push(...Contents.map(({ Key }) => Key), ...CommonPrefixes.map(({ Prefix }) => Prefix));
		}
		expect(seen.sort()).toEqual(['a/', 'b', 'c/', 'd', 'e/']);
	});

	it('begins after a key', async () => {
		const { s3 } = await withKeys(['a', 'b', 'c']);
		const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, StartAfter: 'a', MaxKeys: 1 }));
		expect(Contents?.map(({ Key }) => Key)).toEqual(['b']);
	});

	it('goes on by marker in the older form', async () => {
		const { s3 } = await withKeys(['a', 'b/1', 'c']);
		const first = await s3.send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 2 }));
		expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'b/' });
		const rest = await s3.send(new ListObjectsCommand({ Bucket, Delimiter: '/', Marker: first.NextMarker }));
		expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['c']);
		expect(rest.IsTruncated).toBe(false);
	});

	it('encodes keys when asked', async () => {
		const { s3 } = await withKeys(['a b/ü']);
		const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
		expect(Contents?.[0]?.Key).toBe('a+b/%C3%BC');
	});

	it('answers nothing for a page of no keys, and refuses a token that is none', async () => {
		const { s3 } = await withKeys(['a']);
		const none = await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }));
		expect(none).toMatchObject({ KeyCount: 0, IsTruncated: false });
		const bad = s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken: 'x' }));
		expect(await errorOf(bad)).toBe('InvalidArgument 400: The continuation token provided is incorrect');
	});

	it('sorts as UTF-8 bytes do', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
				const bytes = Buffer.compare(encodeUtf8(a), encodeUtf8(b));
				expect(Math.sign(compareUtf8(a, b))).toBe(bytes);
			}),
			{ seed: 3, numRuns: 500 }
		);
	});
});
