import {
	CreateBucketCommand,
	GetObjectCommand,
	HeadObjectCommand,
	PutObjectCommand
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isByteStream } from '#base/byte-stream.ts';
import { SortedKeys, compareUtf8 } from '#sim/core/sorted-keys.ts';
import { combineCrc, Crc, CRC32, CRC32C, CRC64NVME } from '#base/crc.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const Bucket = 'bucket-1';

async function withBucket(): Promise<TestRegion> {
	const aws = await testRegion();
	await aws.s3.send(new CreateBucketCommand({ Bucket }));
	return aws;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('bodies in pieces', () => {
	it('go in and out without ever being whole', async () => {
		const { region, s3 } = await withBucket();
		const piece = Uint8Array.from({ length: 100_000 }, (_, i) => i & 255);
		const digest = createHash('md5');
		async function* pieces(): AsyncGenerator<Uint8Array, void> {
			for (let i = 0; i < 30; i++) {
				digest.update(piece);
				yield piece;
			}
		}
		const hostname = `${Bucket}.s3.us-east-1.amazonaws.com`;
		const put = await region.exchange({
			method: 'PUT',
			hostname,
			path: '/k',
			query: {},
			headers: {},
			body: pieces()
		});
		expect(put.headers['etag']).toBe(`"${digest.digest('hex')}"`);
		const got = await region.exchange({
			method: 'GET',
			hostname,
			path: '/k',
			query: {},
			headers: {},
			body: new Uint8Array(0)
		});
		expect(isByteStream(got.body)).toBe(true);
		expect(got.headers['content-length']).toBe('3000000');
		const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'k', Range: 'bytes=-3' }));
		expect(await Body!.transformToByteArray()).toEqual(piece.slice(-3));
	});

	it('leave nothing behind when their sender falls silent', async () => {
		const { region, s3, storage } = await withBucket();
		async function* broken(): AsyncGenerator<Uint8Array, void> {
			yield new Uint8Array(400_000);
			throw new Error('connection reset');
		}
		const head = { method: 'PUT', hostname: 'localhost', path: `/${Bucket}/k`, query: {}, headers: {} };
		expect((await region.exchange({ ...head, body: broken() })).status).toBe(500);
		expect(await storage.keys('bytes')).toEqual([]);
		expect(await errorOf(s3.send(new HeadObjectCommand({ Bucket, Key: 'k' })))).toMatch(/^NotFound 404/);
	});
});

describe('checksums', () => {
	const text = new TextEncoder().encode('123456789');

	it.each([
		['CRC32', CRC32, 'cbf43926'],
		['CRC32C', CRC32C, 'e3069283'],
		['CRC64NVME', CRC64NVME, 'ae8b14860a799888']
	])('have the check value of %s', (_, spec, check) => {
		expect(hex(new Crc(spec).update(text).digest())).toBe(check);
	});

	it('of a whole come from those of its halves', () => {
		const bytes = fc.uint8Array({ maxLength: 300 });
		fc.assert(
			fc.property(fc.constantFrom(CRC32, CRC32C, CRC64NVME), bytes, bytes, (spec, a, b) => {
				const of = (part: Uint8Array): Uint8Array => new Crc(spec).update(part).digest();
				const whole = new Crc(spec).update(a).update(b).digest();
				expect(hex(combineCrc(spec, of(a), of(b), b.length))).toBe(hex(whole));
			}),
			{ seed: 5, numRuns: 60 }
		);
	});

	it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
		'are verified and given back by %s',
		async (name) => {
			const { s3 } = await withBucket();
			const member = `Checksum${name}` as const;
			const wrong = {
				[member]: Buffer.alloc({ SHA1: 20, SHA256: 32, CRC64NVME: 8, CRC32: 4, CRC32C: 4 }[name], 7).toString(
					'base64'
				)
			};
			const put = (more: object): PutObjectCommand =>
				new PutObjectCommand({ Bucket, Key: 'k', Body: 'abc', ...more });
			expect(await errorOf(s3.send(put(wrong)))).toBe(
				`BadDigest 400: The ${name} you specified did not match the calculated checksum.`
			);
			const right =
				name === 'SHA1' || name === 'SHA256'
					? createHash(name).update('abc').digest('base64')
					: Buffer.from(
							new Crc({ CRC32, CRC32C, CRC64NVME }[name]).update(new TextEncoder().encode('abc')).digest()
						).toString('base64');
			expect(await s3.send(put({ [member]: right }))).toMatchObject({ [member]: right });
			const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' }));
			expect(head).toMatchObject({ [member]: right, ChecksumType: 'FULL_OBJECT' });
		}
	);
});

describe('presigned URLs', () => {
	it('are good until they expire', async () => {
		const { region, s3, clock } = await withBucket();
		await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
		const get = async (expires: string): Promise<readonly [number, string]> => {
			const query = {
				'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
				'X-Amz-Credential': 'ME/20260301/us-east-1/s3/aws4_request',
				'X-Amz-Date': '20260301T120000Z',
				'X-Amz-Expires': expires,
				'X-Amz-SignedHeaders': 'host',
				'X-Amz-Signature': '00'
			};
			const request = { method: 'GET', hostname: 'localhost', path: `/${Bucket}/k`, query, headers: {} };
			const { status, body } = await region.handle({ ...request, body: new Uint8Array(0) });
			return [status, new TextDecoder().decode(body)];
		};
		expect(await get('60')).toEqual([200, 'x']);
		await clock.sleep(61_000);
		const [status, xml] = await get('60');
		expect([status, xml]).toEqual([403, expect.stringContaining('<Message>Request has expired</Message>')]);
		expect(await get('700000')).toEqual([400, expect.stringContaining('AuthorizationQueryParametersError')]);
	});
});

describe('sorted keys', () => {
	it('are what a sorted list would be, whatever is added and removed', () => {
		const change = fc.tuple(fc.boolean(), fc.string({ maxLength: 3 }));
		fc.assert(
			fc.property(fc.array(change, { maxLength: 1200, minLength: 0 }), fc.string(), (changes, from) => {
				const keys = new SortedKeys();
				const set = new Set<string>();
				for (const [adds, key] of changes) {
					if (adds) keys.add(key);
					else keys.remove(key);
					if (adds) set.add(key);
					else set.delete(key);
				}
				const wanted = [...set].sort(compareUtf8).filter((key) => compareUtf8(key, from) >= 0);
				expect([...keys.from(from)]).toEqual(wanted);
			}),
			{ seed: 4, numRuns: 100 }
		);
	});

	it('hold a hundred thousand keys in order, however they came', () => {
		const keys = new SortedKeys();
		for (let i = 0; i < 100_000; i++) keys.add(String((i * 7919) % 100_000));
		const found = [...keys.from('')];
		expect(found).toHaveLength(100_000);
		expect(found.every((key, i) => i === 0 || compareUtf8(found[i - 1]!, key) < 0)).toBe(true);
	});
});
