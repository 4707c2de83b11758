import { CreateTrainingJobCommand, DeleteEndpointCommand } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { storedTime } from '#sim/region.ts';
import type { RegionEvent } from '#sim/events.ts';
import { billAt } from '#sim/billing/bill.ts';
import { instantClock, TEST_EPOCH } from '#tests/support/instant-clock.ts';
import { endpointStatus, lineEndpoint, servingEndpoint } from '#tests/support/line-endpoint.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { jobInput, pollJob, putData } from '#tests/support/training-job.ts';

const FOREVER = { HyperParameters: { num_round: '1000000000' } };

function heardOf({ region }: TestRegion, type: RegionEvent['type']): Promise<void> {
	return new Promise((resolve) => {
		region.events.on((event) => event.type === type && resolve());
	});
}

/** A second region over what the first had stored when its tab died. */
async function afterCrash(aws: TestRegion): Promise<TestRegion> {
	const storage = await aws.storage.copy();
	aws.region.close();
	const start = Math.max((await storedTime(storage)) ?? 0, TEST_EPOCH);
	return testRegion({ storage, clock: instantClock(start + 3_600_000) });
}

async function invoke({ runtime }: TestRegion): Promise<string> {
	const input = { EndpointName: 'e', ContentType: 'text/csv', Body: encodeUtf8('3') };
	return decodeUtf8((await runtime.send(new InvokeEndpointCommand(input))).Body!);
}

describe('a region after a crash', () => {
	it('fails the job that was training, says so, and bills it until the last stored time', async () => {
		const before = await testRegion();
		await putData(before);
		await before.sagemaker.send(new CreateTrainingJobCommand(jobInput('j', FOREVER)));
		await heardOf(before, 'metrics');
		const lastSeen = before.clock.now();
		const after = await afterCrash(before);
		const job = await pollJob(after, 'j');
		expect(job).toMatchObject({
			TrainingJobStatus: 'Failed',
			FailureReason:
				'InternalServerError: The browser tab or process that ran the training instance was closed while the job was in status Training. Create the job again.',
			BillableTimeInSeconds: 50
		});
		const [line] = after.region.snapshot().meter.filter(({ service }) => service === 'Training');
		expect(line?.endedAt).toBe(lastSeen);
		expect(after.region.snapshot().metrics['j']?.length).toBeGreaterThan(0);
	});

	it('does not bill a job that had no instance yet', async () => {
		const before = await testRegion();
		await before.sagemaker.send(new CreateTrainingJobCommand(jobInput('j')));
		const after = await afterCrash(before);
		const job = await pollJob(after, 'j');
		expect(job.FailureReason).toMatch(/in status Starting\./);
		expect(after.region.snapshot().meter).toEqual([]);
	});

	it('goes on serving, with the model as it was', async () => {
		const before = await testRegion();
		await servingEndpoint(before, 'e');
		const after = await afterCrash(before);
		expect(await invoke(after)).toBe('7');
		const { items } = billAt(after.region.snapshot().meter, after.clock.now());
		expect(items.find(({ service }) => service === 'Hosting')?.running).toBe(true);
	});

	it('makes the endpoint that was being made, and finishes the deletion under way', async () => {
		const creating = await testRegion();
		await lineEndpoint(creating, 'e');
		const made = await afterCrash(creating);
		expect(await endpointStatus(made, 'e', 'Creating')).toBe('InService');
		await made.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'e' }));
		const gone = await afterCrash(made);
		expect(await endpointStatus(gone, 'e', 'Deleting')).toBe('gone');
	});

	it('has every object, log line, job and line of the bill that was acknowledged', async () => {
		const before = await testRegion();
		await putData(before);
		await before.sagemaker.send(new CreateTrainingJobCommand(jobInput('j')));
		await pollJob(before, 'j');
		await servingEndpoint(before, 'e');
		const wanted = before.region.snapshot();
		const after = await afterCrash(before);
		const found = after.region.snapshot();
		for (const part of [
			'buckets',
			'objects',
			'trainingJobs',
			'metrics',
			'endpoints',
			'logs',
			'meter'
		] as const) {
			expect(found[part], part).toEqual(wanted[part]);
		}
		const { Body } = await after.s3.send(new GetObjectCommand({ Bucket: 'data', Key: 'train/line.csv' }));
		expect(await Body!.transformToString()).toBe('1,0\n3,1\n5,2\n7,3\n');
	});
});

describe('a region', () => {
	it('knows the time it last stored, and none for storage that is new', async () => {
		const aws = await testRegion();
		expect(await storedTime(aws.storage)).toBeNull();
		await aws.clock.sleep(5000);
		await putData(aws);
		expect(await storedTime(aws.storage)).toBe(aws.clock.now());
	});

	it('is empty after a reset, for good, whatever was under way', async () => {
		const aws = await testRegion();
		await putData(aws);
		await servingEndpoint(aws, 'e');
		await invoke(aws);
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j', FOREVER)));
		await heardOf(aws, 'metrics');
		await aws.region.reset();
		await aws.clock.sleep(600_000);
		const empty = {
			buckets: [],
			objects: [],
			trainingJobs: [],
			metrics: {},
			endpoints: [],
			logs: [],
			meter: [],
			settings: { prices: {}, quotas: {} }
		};
		expect(aws.region.snapshot()).toMatchObject(empty);
		expect(aws.heard.at(-1)).toEqual({ type: 'reset' });
		expect(await aws.storage.entries('bytes')).toEqual([]);
		expect((await afterCrash(aws)).region.snapshot()).toMatchObject(empty);
	});

	it('takes a new job of an old name right after a reset', async () => {
		const aws = await testRegion();
		await putData(aws);
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j', FOREVER)));
		await heardOf(aws, 'metrics');
		await aws.region.reset();
		await putData(aws);
		await aws.clock.sleep(1);
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j')));
		expect((await pollJob(aws, 'j')).TrainingJobStatus).toBe('Completed');
	});

	it('refuses everything once closed, and writes nothing more', async () => {
		const aws = await testRegion();
		await putData(aws);
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j', FOREVER)));
		await heardOf(aws, 'metrics');
		aws.region.close();
		const stored = await aws.storage.entries('trainingJobs');
		await aws.clock.sleep(600_000);
		expect(await aws.storage.entries('trainingJobs')).toEqual(stored);
		expect(await errorOf(putData(aws))).toBe('InternalError 500: The region was closed.');
	});

	it('answers calls without the wire, in the SDK’s own types', async () => {
		const { region } = await testRegion();
		await region.call('s3', 'CreateBucket', { Bucket: 'mine' });
		await region.call('s3', 'PutObject', { Bucket: 'mine', Key: 'k', Body: encodeUtf8('x') });
		expect(await region.call('s3', 'GetObject', { Bucket: 'mine', Key: 'k' })).toMatchObject({
			Body: encodeUtf8('x'),
			LastModified: new Date(TEST_EPOCH)
		});
		expect(await region.call('sts', 'GetCallerIdentity', undefined)).toMatchObject({
			Account: '123456789012'
		});
		await expect(region.call('sagemaker', 'DescribeModel', { ModelName: 'm_' })).rejects.toMatchObject({
			code: 'ValidationException',
			status: 400
		});
		await expect(region.call('dream', 'Invoke', {})).rejects.toMatchObject({ code: 'UnknownService' });
		await expect(region.call('s3', 'Dream', {})).rejects.toMatchObject({ code: 'UnknownOperationException' });
		await expect(
			region.call('athena', 'StopQueryExecution', { QueryExecutionId: 'q' })
		).rejects.toMatchObject({
			code: 'NotSimulated',
			status: 501
		});
	});

	it('is not disturbed by a watcher that throws', async () => {
		const aws = await testRegion();
		aws.region.events.on(() => {
			throw new Error('bad watcher');
		});
		await putData(aws);
		expect(aws.region.snapshot().objects).toHaveLength(1);
	});

	it('keeps its own copy of bytes that the caller goes on using', async () => {
		const aws = await testRegion();
		await aws.region.call('s3', 'CreateBucket', { Bucket: 'mine' });
		const Body = encodeUtf8('before');
		await aws.region.call('s3', 'PutObject', { Bucket: 'mine', Key: 'k', Body });
		Body.fill(0);
		const got = (await aws.region.call('s3', 'GetObject', { Bucket: 'mine', Key: 'k' })) as {
			Body: Uint8Array;
		};
		expect(decodeUtf8(got.Body)).toBe('before');
	});

	it('has no log groups before anything logs', async () => {
		const { logs } = await testRegion();
		expect((await logs.send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([]);
	});

	it('simulates only operations that AWS’s model knows', async () => {
		const { SERVICES } = await import('#sim/services.ts');
		for (const { model, operations } of SERVICES) {
			await model.load?.();
			for (const name of Object.keys(operations)) expect(Object.keys(model.operations)).toContain(name);
		}
	});
});
