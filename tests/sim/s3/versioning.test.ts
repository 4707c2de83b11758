import {
	CopyObjectCommand,
	CreateBucketCommand,
	DeleteBucketCommand,
	DeleteObjectCommand,
	DeleteObjectsCommand,
	GetBucketVersioningCommand,
	GetObjectCommand,
	GetObjectTaggingCommand,
	HeadObjectCommand,
	ListObjectsV2Command,
	ListObjectVersionsCommand,
	PutBucketVersioningCommand,
	PutObjectCommand,
	PutObjectTaggingCommand
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const Bucket = 'bucket-1';
const Key = 'k';

interface Versioned extends TestRegion {
	set(status: 'Enabled' | 'Suspended'): Promise<unknown>;
	put(body: string, key?: string): Promise<string | undefined>;
	read(versionId?: string): Promise<string>;
	/** Every version as `id?latest` with its body's size, or `marker`. */
	versions(): Promise<readonly (readonly [key: string, what: number | 'marker', latest: boolean])[]>;
}

async function versioned(): Promise<Versioned> {
	const aws = await testRegion();
	const { s3 } = aws;
	await s3.send(new CreateBucketCommand({ Bucket }));
	return {
		...aws,
		set: (Status) => s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } })),
		put: async (Body, key = Key) =>
			(await s3.send(new PutObjectCommand({ Bucket, Key: key, Body }))).VersionId,
		async read(VersionId) {
			const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
			return Body!.transformToString();
		},
		async versions() {
			const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
			return [
				...Versions.map(({ Key: key, Size, IsLatest }) => [key!, Size!, IsLatest!] as const),
				...DeleteMarkers.map(({ Key: key, IsLatest }) => [key!, 'marker', IsLatest!] as const)
			];
		}
	};
}

describe('a bucket that keeps versions', () => {
	it('keeps what is overwritten, and gives each version by its id', async () => {
		const { s3, set, put, read, versions } = await versioned();
		expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
		expect(await put('before')).toBeUndefined();
		await set('Enabled');
		const one = await put('one');
		const two = await put('two!');
		expect(one).not.toBe(two);
		expect([await read(), await read(one), await read('null')]).toEqual(['two!', 'one', 'before']);
		expect(await versions()).toEqual([
			[Key, 4, true],
			[Key, 3, false],
			[Key, 6, false]
		]);
		const none = '00000000000000ffffffffffffffffff';
		expect(await errorOf(read(none))).toMatch(/^NoSuchVersion 404/);
		expect(await errorOf(read('no-id'))).toMatch(/^InvalidArgument 400: Invalid version id specified/);
	});

	it('hides what is deleted under a marker, and brings it back when the marker is deleted', async () => {
		const { s3, set, put, read, versions } = await versioned();
		await set('Enabled');
		await put('one');
		const gone = await s3.send(new DeleteObjectCommand({ Bucket, Key }));
		expect(gone.DeleteMarker).toBe(true);
		expect(await errorOf(read())).toMatch(/^NoSuchKey 404/);
		expect(await errorOf(read(gone.VersionId))).toMatch(/^MethodNotAllowed 405/);
		expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
		expect(await versions()).toEqual([
			[Key, 3, false],
			[Key, 'marker', true]
		]);
		expect(await errorOf(s3.send(new DeleteBucketCommand({ Bucket })))).toMatch(/^BucketNotEmpty 409/);
		const back = await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: gone.VersionId }));
		expect(back).toMatchObject({ DeleteMarker: true, VersionId: gone.VersionId });
		expect(await read()).toBe('one');
	});

	it('makes the version before current when the newest one is removed for good', async () => {
		const { s3, set, put, read, storage } = await versioned();
		await set('Enabled');
		const one = await put('one');
		const two = await put('two');
		await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: two }));
		expect(await read()).toBe('one');
		await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: one }));
		expect(await errorOf(read())).toMatch(/^NoSuchKey/);
		expect(await storage.keys('bytes')).toEqual([]);
		expect(await errorOf(s3.send(new DeleteBucketCommand({ Bucket })))).toBe('no error');
	});

	it('has one version called null while it is suspended', async () => {
		const { s3, set, put, read, versions } = await versioned();
		await set('Enabled');
		const kept = await put('kept');
		await set('Suspended');
		await put('a');
		await put('bb');
		expect(await versions()).toEqual([
			[Key, 2, true],
			[Key, 4, false]
		]);
		const gone = await s3.send(new DeleteObjectCommand({ Bucket, Key }));
		expect(gone).toMatchObject({ DeleteMarker: true, VersionId: 'null' });
		expect(await read(kept)).toBe('kept');
		expect(await versions()).toEqual([
			[Key, 4, false],
			[Key, 'marker', true]
		]);
	});

	it('deletes many versions at once, of one key too', async () => {
		const { s3, set, put } = await versioned();
		await set('Enabled');
		const ids = [await put('1'), await put('2'), await put('3')];
		const Objects = [...ids.map((VersionId) => ({ Key, VersionId })), { Key: 'absent' }];
		const done = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
		expect(done.Deleted).toHaveLength(4);
		expect(done.Deleted?.at(-1)).toMatchObject({ Key: 'absent', DeleteMarker: true });
		const left = await s3.send(new ListObjectVersionsCommand({ Bucket }));
		expect(left.Versions ?? []).toEqual([]);
		expect(left.DeleteMarkers).toHaveLength(1);
	});

	it('lists versions page by page without losing or repeating one', async () => {
		const { s3, set, put } = await versioned();
		await set('Enabled');
		for (const key of ['a', 'b', 'b', 'b', 'c/1', 'c/2', 'd']) await put(key, key);
		await s3.send(new DeleteObjectCommand({ Bucket, Key: 'b' }));
		const seen: string[] = [];
		let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
		for (;;) {
			const page = await s3.send(
				new ListObjectVersionsCommand({ Bucket, MaxKeys: 2, Delimiter: '/', ...markers })
			);
			const { Versions = [], DeleteMarkers = [], CommonPrefixes = [] } = page;
			seen.push(...[...Versions, ...DeleteMarkers].map((version) => version.Key!));
			seen.push(...CommonPrefixes.map(({ Prefix }) => Prefix!));
			if (!page.IsTruncated) break;
			markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
		}
		expect(seen.sort()).toEqual(['a', 'b', 'b', 'b', 'b', 'c/', 'd']);
	});

	it('copies, tags and describes versions by their ids', async () => {
		const { s3, set, put, read } = await versioned();
		await set('Enabled');
		const one = await put('one');
		await put('two');
		const Tagging = { TagSet: [{ Key: 'stage', Value: 'old' }] };
		await s3.send(new PutObjectTaggingCommand({ Bucket, Key, VersionId: one, Tagging }));
		const tags = await s3.send(new GetObjectTaggingCommand({ Bucket, Key, VersionId: one }));
		expect(tags).toMatchObject({ TagSet: [{ Key: 'stage', Value: 'old' }], VersionId: one });
		expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet ?? []).toEqual([]);
		const CopySource = `${Bucket}/${Key}?versionId=${one}`;
		const copy = await s3.send(new CopyObjectCommand({ Bucket, Key, CopySource }));
		expect(copy.CopySourceVersionId).toBe(one);
		expect(await read()).toBe('one');
		const head = await s3.send(new HeadObjectCommand({ Bucket, Key }));
		expect(head).toMatchObject({ TagCount: 1, VersionId: copy.VersionId });
	});

	it('is the same after a restart', async () => {
		const { s3, set, put, storage } = await versioned();
		await set('Enabled');
		const one = await put('one');
		await put('two');
		await s3.send(new DeleteObjectCommand({ Bucket, Key }));
		const again = await testRegion({ storage: await storage.copy() });
		const { Versions, DeleteMarkers } = await again.s3.send(new ListObjectVersionsCommand({ Bucket }));
		expect(Versions?.map(({ IsLatest }) => IsLatest)).toEqual([false, false]);
		expect(DeleteMarkers?.map(({ IsLatest }) => IsLatest)).toEqual([true]);
		const { Body } = await again.s3.send(new GetObjectCommand({ Bucket, Key, VersionId: one }));
		expect(await Body!.transformToString()).toBe('one');
	});
});
