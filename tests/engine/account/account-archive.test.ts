import { unzipSync } from 'fflate';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateModelCommand, DescribeModelCommand } from '@aws-sdk/client-sagemaker';
import { afterEach, describe, expect, it } from 'vitest';
import { collectBytes, streamOf } from '#base/byte-stream.ts';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { exportAccount, importAccount } from '#engine/account/account-archive.ts';
import { memoryStorage } from '#sim/core/memory-storage.ts';
import type { RegionStorage } from '#sim/ports.ts';
import type { FolderStorage } from '#engine/storage/folder-storage.ts';
import { openFileStorage } from '#server/storage/file-storage.ts';
import { clonedStorage } from '#tests/support/cloned-storage.ts';
import { temporaryFolder } from '#tests/support/temporary-folder.ts';
import { IMAGE, ROLE, testRegion } from '#tests/support/test-region.ts';

const opened: FolderStorage[] = [];

afterEach(async () => {
	for (const storage of opened.splice(0)) await storage.close();
});

/** An account with a bucket, an object that looks like a zip inside, and a model; its archive. */
async function archive(): Promise<Uint8Array> {
	const { s3, sagemaker, region, storage } = await testRegion();
	await s3.send(new CreateBucketCommand({ Bucket: 'kept' }));
	const Body = encodeUtf8('PK\u0003\u0004 PK\u0007\u0008 ä');
	await s3.send(new PutObjectCommand({ Bucket: 'kept', Key: 'a/b', Body }));
	await s3.send(new PutObjectCommand({ Bucket: 'kept', Key: 'empty', Body: new Uint8Array(0) }));
	await sagemaker.send(
		new CreateModelCommand({ ModelName: 'm', ExecutionRoleArn: ROLE, PrimaryContainer: { Image: IMAGE } })
	);
	region.close();
	return collectBytes(exportAccount(storage));
}

/** As a file or a download gives it: in pieces that know nothing of entries. */
async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function contents(storage: RegionStorage): Promise<unknown> {
	return unzipSync(await collectBytes(exportAccount(storage)));
}

describe('exportAccount and importAccount', () => {
	it('carry a whole account from one host to another', async () => {
		const zip = await archive();
		const storage = clonedStorage();
		await importAccount(storage, inPieces(zip, 7));
		const { s3, sagemaker } = await testRegion({ storage });
		const got = await s3.send(new GetObjectCommand({ Bucket: 'kept', Key: 'a/b' }));
		expect(await got.Body!.transformToString()).toBe('PK\u0003\u0004 PK\u0007\u0008 ä');
		const model = await sagemaker.send(new DescribeModelCommand({ ModelName: 'm' }));
		expect(model.PrimaryContainer?.Image).toBe(IMAGE);
	});

	it('give the same archive from every storage', async () => {
		const zip = await archive();
		const folder = await openFileStorage(temporaryFolder());
		opened.push(folder);
		const memory = memoryStorage();
		for (const storage of [folder, memory]) await importAccount(storage, streamOf(zip));
		expect(Buffer.compare(await collectBytes(exportAccount(folder)), zip)).toBe(0);
		expect(Buffer.compare(await collectBytes(exportAccount(memory)), zip)).toBe(0);
	});

	it('write a zip that other programs read', async () => {
		const entries = unzipSync(await archive());
		expect(Object.keys(entries)).toEqual(
			expect.arrayContaining(['account.json', 'tables/buckets.jsonl', 'bytes.jsonl', 'bytes/0'])
		);
		expect(decodeUtf8(entries['account.json']!)).toBe('{"format":"sagebrush-account","version":1}');
	});

	it('put the archive’s account in the place of the one that was there', async () => {
		const storage = memoryStorage();
		await storage.write([
			{ table: 'buckets', key: 'old', value: { name: 'old' } },
			{ table: 'bytes', key: 'old', value: Uint8Array.of(1) }
		]);
		await importAccount(storage, streamOf(await archive()));
		expect(await storage.keys('buckets')).toEqual(['kept']);
		expect(await storage.get('bytes', 'old')).toBeUndefined();
	});

	it('change nothing when the archive is not whole, or not ours', async () => {
		const storage = memoryStorage();
		await importAccount(storage, streamOf(await archive()));
		const before = await contents(storage);
		const zip = await archive();
		const broken: Uint8Array[] = [new Uint8Array(0), encodeUtf8('no zip at all, but long enough for a head')];
		for (const at of [20, 60, zip.length >> 2, zip.length >> 1]) broken.push(zip.slice(0, at));
		for (const bytes of broken) {
			await expect(importAccount(storage, streamOf(bytes))).rejects.toMatchObject({
				code: 'BadAccountArchive'
			});
		}
		const changed = zip.slice();
		const inside = Buffer.from(zip).lastIndexOf('PK\u0007\u0008');
		changed[inside + 4]! ^= 1;
		await expect(importAccount(storage, streamOf(changed))).rejects.toMatchObject({
			code: 'BadAccountArchive',
			message: expect.stringContaining('is not whole') as string
		});
		expect(await contents(storage)).toEqual(before);
	});
});
