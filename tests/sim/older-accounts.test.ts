import { readFileSync } from 'node:fs';
import { GetObjectAttributesCommand, GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import {
	DeleteEndpointCommand,
	DescribeEndpointCommand,
	DescribeTrainingJobCommand,
	ListTrainingJobsCommand
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { clonedStorage, type TestStorage } from '#tests/support/cloned-storage.ts';
import { testRegion } from '#tests/support/test-region.ts';

interface Stored {
	readonly tables: Record<string, [key: string, value: { base64?: string }][]>;
}

/** The storage of an account that an earlier release left behind. */
async function accountOf(release: string): Promise<TestStorage> {
	const file = readFileSync(`tests/golden/accounts/release-${release}.json`, 'utf8');
	const { tables } = JSON.parse(file) as Stored;
	const storage = clonedStorage();
	for (const [table, entries] of Object.entries(tables)) {
		await storage.write(
			entries.map(([key, value]) => ({
				table,
				key,
				value: typeof value.base64 === 'string' ? new Uint8Array(Buffer.from(value.base64, 'base64')) : value
			}))
		);
	}
	return storage;
}

describe('an account of release 0.1.0', () => {
	it('keeps its objects, with all that was said of them', async () => {
		const { s3 } = await testRegion({ storage: await accountOf('0.1.0') });
		const hello = await s3.send(new GetObjectCommand({ Bucket: 'data', Key: 'notes/hello.txt' }));
		expect(await hello.Body!.transformToString()).toBe('hello');
		expect(hello).toMatchObject({
			ContentType: 'text/plain',
			CacheControl: 'no-cache',
			Metadata: { by: 'me' },
			ETag: '"5d41402abc4b2a76b9719d911017c592"'
		});
		const empty = await s3.send(new GetObjectCommand({ Bucket: 'data', Key: 'notes/empty' }));
		expect(await empty.Body!.transformToString()).toBe('');
		const { Checksum } = await s3.send(
			new GetObjectAttributesCommand({
				Bucket: 'data',
				Key: 'notes/hello.txt',
				ObjectAttributes: ['Checksum']
			})
		);
		expect(Checksum).toMatchObject({ ChecksumType: 'FULL_OBJECT', ChecksumCRC32: 'NhCmhg==' });
		const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket: 'data' }));
		expect(KeyCount).toBe(4);
	});

	it('keeps its jobs and goes on serving, and is what it was at the next start too', async () => {
		const storage = await accountOf('0.1.0');
		const first = await testRegion({ storage });
		const { sagemaker, runtime } = first;
		const job = await sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: 'line-1' }));
		expect(job.TrainingJobStatus).toBe('Completed');
		expect((await sagemaker.send(new ListTrainingJobsCommand({}))).TrainingJobSummaries).toHaveLength(1);
		const invoke = new InvokeEndpointCommand({
			EndpointName: 'line',
			ContentType: 'text/csv',
			Body: encodeUtf8('3')
		});
		const answer = Number(decodeUtf8((await runtime.send(invoke)).Body!));
		expect(answer).toBeGreaterThan(5);
		first.region.close();
		const second = await testRegion({ storage: await storage.copy() });
		expect(Number(decodeUtf8((await second.runtime.send(invoke)).Body!))).toBe(answer);
		await second.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'line' }));
		const gone = second.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'line' }));
		await expect(
			gone.then(
				({ EndpointStatus }) => EndpointStatus,
				() => 'gone'
			)
		).resolves.toMatch(/Deleting|gone/);
	});
});
