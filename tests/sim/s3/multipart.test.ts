import {
	AbortMultipartUploadCommand,
	CompleteMultipartUploadCommand,
	CreateBucketCommand,
	CreateMultipartUploadCommand,
	GetObjectAttributesCommand,
	GetObjectCommand,
	HeadObjectCommand,
	ListMultipartUploadsCommand,
	ListPartsCommand,
	PutObjectCommand,
	UploadPartCommand,
	UploadPartCopyCommand,
	type CompletedPart,
	type S3Client
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const Bucket = 'bucket-1';
const Key = 'large.bin';
const MB = 2 ** 20;

function bytesOf(length: number, seed: number): Uint8Array {
	return Uint8Array.from({ length }, (_, i) => (i * 31 + seed * 17 + (i >> 8)) & 255);
}

const md5 = (bytes: Uint8Array): Buffer => createHash('md5').update(bytes).digest();

async function begun(options: object = {}): Promise<TestRegion & { readonly UploadId: string }> {
	const aws = await testRegion();
	await aws.s3.send(new CreateBucketCommand({ Bucket }));
	const { UploadId } = await aws.s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...options }));
	return { ...aws, UploadId: UploadId! };
}

async function sent(s3: S3Client, UploadId: string, bodies: readonly Uint8Array[]): Promise<CompletedPart[]> {
	const parts: CompletedPart[] = [];
	for (const [i, Body] of bodies.entries()) {
		const PartNumber = i + 1;
		const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
		parts.push({ PartNumber, ETag });
	}
	return parts;
}

function complete(
	UploadId: string,
	Parts: CompletedPart[],
	more: object = {}
): CompleteMultipartUploadCommand {
	return new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more });
}

describe('an upload in parts', () => {
	it('becomes one object, with an ETag made of its parts’ digests', async () => {
		const { s3, UploadId } = await begun({ ContentType: 'text/x', Metadata: { a: 'b' }, Tagging: 't=1' });
		const bodies = [bytesOf(5 * MB, 1), bytesOf(1000, 2)];
		const Parts = await sent(s3, UploadId, bodies);
		const done = await s3.send(complete(UploadId, Parts));
		const digest = createHash('md5')
			.update(Buffer.concat(bodies.map(md5)))
			.digest('hex');
		expect(done).toMatchObject({ ETag: `"${digest}-2"`, Key, Bucket, ChecksumType: 'FULL_OBJECT' });
		const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
		expect(md5(await got.Body!.transformToByteArray())).toEqual(md5(Buffer.concat(bodies)));
		expect(got).toMatchObject({ ContentType: 'text/x', Metadata: { a: 'b' }, TagCount: 1 });
		const second = await s3.send(new GetObjectCommand({ Bucket, Key, PartNumber: 2 }));
		expect(second).toMatchObject({
			PartsCount: 2,
			ContentLength: 1000,
			ContentRange: `bytes ${5 * MB}-${5 * MB + 999}/${5 * MB + 1000}`
		});
		expect(await second.Body!.transformToByteArray()).toEqual(bodies[1]);
		const across = await s3.send(
			new GetObjectCommand({ Bucket, Key, Range: `bytes=${5 * MB - 2}-${5 * MB + 1}` })
		);
		expect(await across.Body!.transformToByteArray()).toEqual(
			Uint8Array.from([...bodies[0]!.slice(-2), ...bodies[1]!.slice(0, 2)])
		);
		expect(await errorOf(s3.send(new HeadObjectCommand({ Bucket, Key, PartNumber: 3 })))).toMatch(/ 416: /);
		expect(await errorOf(s3.send(complete(UploadId, Parts)))).toMatch(/^NoSuchUpload 404/);
	});

	it('has the checksum of the whole where CRCs are combined, and of the checksums where not', async () => {
		const bodies = [bytesOf(5 * MB, 3), bytesOf(777, 4)];
		const whole = Buffer.concat(bodies);
		const full = await begun({ ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
		const parts = await sent(full.s3, full.UploadId, bodies);
		const combined = await full.s3.send(complete(full.UploadId, parts));
		const sum = Buffer.alloc(4);
		sum.writeUInt32BE(crc32(whole));
		expect(combined).toMatchObject({ ChecksumCRC32: sum.toString('base64'), ChecksumType: 'FULL_OBJECT' });
		const sha = await begun({ ChecksumAlgorithm: 'SHA256' });
		const shaParts: CompletedPart[] = [];
		for (const [i, Body] of bodies.entries()) {
			const part = {
				Bucket,
				Key,
				UploadId: sha.UploadId,
				PartNumber: i + 1,
				Body,
				ChecksumAlgorithm: 'SHA256' as const
			};
			const { ETag, ChecksumSHA256 } = await sha.s3.send(new UploadPartCommand(part));
			shaParts.push({ PartNumber: i + 1, ETag, ChecksumSHA256 });
		}
		const composite = await sha.s3.send(complete(sha.UploadId, shaParts));
		const digests = bodies.map((bytes) => createHash('sha256').update(bytes).digest());
		const of = createHash('sha256').update(Buffer.concat(digests)).digest('base64');
		expect(composite).toMatchObject({ ChecksumSHA256: `${of}-2`, ChecksumType: 'COMPOSITE' });
		const ObjectAttributes = ['ObjectParts', 'Checksum', 'ObjectSize'] as const;
		const said = await sha.s3.send(
			new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: [...ObjectAttributes] })
		);
		expect(said).toMatchObject({
			ObjectSize: whole.length,
			Checksum: { ChecksumSHA256: `${of}-2` },
			ObjectParts: { TotalPartsCount: 2, Parts: [{ PartNumber: 1, Size: 5 * MB }, { PartNumber: 2 }] }
		});
	});

	it('refuses lists of parts that are not those that arrived', async () => {
		const { s3, UploadId } = await begun();
		const Parts = await sent(s3, UploadId, [bytesOf(10, 1), bytesOf(20, 2)]);
		const [one, two] = Parts as [CompletedPart, CompletedPart];
		const fault = (parts: CompletedPart[]): Promise<string> => errorOf(s3.send(complete(UploadId, parts)));
		expect(await fault([])).toMatch(/^MalformedXML 400/);
		expect(await fault([two, one])).toMatch(
			/^InvalidPartOrder 400: The list of parts was not in ascending order/
		);
		expect(await fault([{ ...one, ETag: '"x"' }])).toMatch(
			/^InvalidPart 400: One or more of the specified parts/
		);
		expect(await fault([{ ...one, PartNumber: 9 }])).toMatch(/^InvalidPart 400/);
		expect(await fault([one, two])).toBe(
			'EntityTooSmall 400: Your proposed upload is smaller than the minimum allowed size'
		);
		expect(await fault([two])).toBe('no error');
		const late = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'x' });
		expect(await errorOf(s3.send(late))).toMatch(/^NoSuchUpload 404/);
	});

	it('takes parts by number from 1 to 10000, each again if need be', async () => {
		const { s3, UploadId } = await begun();
		const put = (PartNumber: number, Body: string): Promise<string> =>
			errorOf(s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body })));
		expect(await put(0, 'x')).toBe(
			'InvalidArgument 400: Part number must be an integer between 1 and 10000, inclusive'
		);
		expect(await put(10_001, 'x')).toMatch(/^InvalidArgument 400/);
		expect(await put(10_000, 'first')).toBe('no error');
		expect(await put(10_000, 'second try')).toBe('no error');
		const listed = await s3.send(new ListPartsCommand({ Bucket, Key, UploadId }));
		expect(listed.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([[10_000, 10]]);
	});

	it('copies parts from other objects, whole or in part', async () => {
		const { s3, UploadId } = await begun();
		await s3.send(new PutObjectCommand({ Bucket, Key: 'source', Body: '0123456789' }));
		const place = { Bucket, Key, UploadId, CopySource: `${Bucket}/source`, PartNumber: 1 };
		const copied = await s3.send(new UploadPartCopyCommand({ ...place, CopySourceRange: 'bytes=3-6' }));
		const beyond = s3.send(new UploadPartCopyCommand({ ...place, CopySourceRange: 'bytes=3-10' }));
		expect(await errorOf(beyond)).toMatch(/^InvalidArgument 400: Range specified is not valid/);
		// The copy stands on its own.
		await s3.send(new PutObjectCommand({ Bucket, Key: 'source', Body: 'gone' }));
		await s3.send(complete(UploadId, [{ PartNumber: 1, ETag: copied.CopyPartResult?.ETag }]));
		const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
		expect(await Body!.transformToString()).toBe('3456');
	});

	it('is listed page by page until it is aborted, and then leaves nothing behind', async () => {
		const { s3, region, storage, UploadId } = await begun();
		await sent(s3, UploadId, [bytesOf(10, 1), bytesOf(20, 2), bytesOf(30, 3)]);
		const page = await s3.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 2 }));
		expect(page).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2' });
		const { UploadId: later } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
		await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'folder/other' }));
		const first = await s3.send(new ListMultipartUploadsCommand({ Bucket, Delimiter: '/', MaxUploads: 2 }));
		expect(first.CommonPrefixes).toEqual([{ Prefix: 'folder/' }]);
		expect(first.Uploads).toHaveLength(1);
		const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = first;
		const rest = await s3.send(
			new ListMultipartUploadsCommand({ Bucket, Delimiter: '/', KeyMarker, UploadIdMarker })
		);
		expect([...first.Uploads!, ...rest.Uploads!].map((upload) => upload.UploadId).sort()).toEqual(
			[UploadId, later].sort()
		);
		await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
		expect(await storage.keys('bytes')).toEqual([]);
		expect(region.snapshot().objects).toEqual([]);
		expect(await errorOf(s3.send(new ListPartsCommand({ Bucket, Key, UploadId })))).toMatch(/^NoSuchUpload/);
	});
});
