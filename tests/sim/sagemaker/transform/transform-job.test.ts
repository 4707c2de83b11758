import {
	CreateModelCommand,
	CreateTransformJobCommand,
	DescribeTransformJobCommand,
	ListTagsCommand,
	ListTransformJobsCommand,
	StopTransformJobCommand
} from '@aws-sdk/client-sagemaker';
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import type { InferenceRunner } from '#sim/ports.ts';
import { clonedStorage } from '#tests/support/cloned-storage.ts';
import { lineArchive } from '#tests/support/line-endpoint.ts';
import { errorOf, IMAGE, ROLE, testRegion } from '#tests/support/test-region.ts';
import {
	endOfTransform,
	outputsOf,
	putInputs,
	runTransform,
	transformInput
} from '#tests/support/transform-job.ts';
import { ARN, ready, answering, csv, echo, dataLog } from './transform-host.ts';

describe('a transform job', () => {
	it('writes a prediction for each line of each object, beside which nothing is left running', async () => {
		const aws = await ready({ 'in/a.csv': '1\n2\n', 'in/deep/b.csv': '3', 'inside.csv': '9' });
		const job = await runTransform(aws, { output: { AssembleWith: 'Line' } });
		expect(job).toMatchObject({
			TransformJobArn: ARN,
			TransformJobStatus: 'Completed',
			ModelName: 'm',
			DataProcessing: { InputFilter: '$', OutputFilter: '$', JoinSource: 'None' }
		});
		expect(job.TransformStartTime!.getTime() - job.CreationTime!.getTime()).toBe(120_000);
		expect(await outputsOf(aws)).toEqual({ 'a.csv.out': '3\n5\n', 'deep/b.csv.out': '7\n' });
		const bill = aws.region.snapshot().meter.filter(({ service }) => service === 'Transform');
		expect(bill).toMatchObject([{ resource: 't', sku: 'ml.m5.large', quantity: 1, price: 0.115 }]);
		expect(bill[0]!.endedAt! - bill[0]!.startedAt).toBe(1000);
		expect(await dataLog(aws)).toEqual([
			'[sagemaker logs]: MaxConcurrentTransforms=1, MaxPayloadInMB=6, BatchStrategy=MULTI_RECORD'
		]);
	});

	it('names outputs by what follows the last slash of the address', async () => {
		const aws = await ready({ 'in/a.csv': '1', 'in/ab.csv': '2' });
		await runTransform(aws, {
			TransformJobName: 'one',
			uri: 's3://data/in/a.csv',
			output: { S3OutputPath: 's3://data/one/' }
		});
		expect(await outputsOf(aws, 'one/')).toEqual({ 'a.csv.out': '3' });
		await runTransform(aws, {
			TransformJobName: 'two',
			uri: 's3://data/in/a',
			output: { S3OutputPath: 's3://data/two' }
		});
		expect(Object.keys(await outputsOf(aws, 'two/'))).toEqual(['a.csv.out', 'ab.csv.out']);
	});

	it('reads the objects that a manifest names', async () => {
		const manifest = JSON.stringify([{ prefix: 's3://data/in/' }, 'b.csv', 'deep/c.csv']);
		const aws = await ready({
			'in/a.csv': '1',
			'in/b.csv': '2',
			'in/deep/c.csv': '3',
			'list.json': manifest
		});
		const DataSource = {
			S3DataSource: { S3DataType: 'ManifestFile', S3Uri: 's3://data/list.json' }
		} as const;
		await runTransform(aws, { input: { DataSource } });
		expect(await outputsOf(aws)).toEqual({ 'b.csv.out': '5', 'deep/c.csv.out': '7' });
		await putInputs(aws, { 'list.json': '["b.csv"]' });
		const job = await runTransform(aws, { TransformJobName: 't2', input: { DataSource } });
		expect(job.FailureReason).toMatch(/^ClientError: Data download failed: The manifest .* has another form/);
	});

	it('unpacks gzip', async () => {
		const aws = await ready({ 'in/a.csv.gz': gzipSync(encodeUtf8('1\n2')) });
		await runTransform(aws, { input: { CompressionType: 'Gzip' } });
		expect(await outputsOf(aws)).toEqual({ 'a.csv.gz.out': '3\n5' });
	});

	it('puts as many records into a request as fit, or one, or everything', async () => {
		const big = 'x'.repeat(400_000);
		const lines = [1, 2, 3, 4, 5].map((n) => `${n}${big}`);
		const files = { 'in/a.csv': `${lines.join('\n')}\n` };
		const { inference, asked } = answering(echo);
		const aws = await ready(files, await testRegion({ inference }));
		await runTransform(aws, { MaxPayloadInMB: 1, MaxConcurrentTransforms: 2 });
		expect(asked.map((text) => text.split('\n').length - 1)).toEqual([2, 2, 1]);
		expect(asked.every((text) => text.length <= 2 ** 20)).toBe(true);
		// In the order of the input, whichever request was answered first.
		expect((await outputsOf(aws))['a.csv.out']).toBe(`${lines.map((line) => `<${line}>`).join('\n')}\n`);
		asked.length = 0;
		await runTransform(aws, { TransformJobName: 't2', BatchStrategy: 'SingleRecord' });
		expect(asked).toHaveLength(5);
		asked.length = 0;
		await runTransform(aws, { TransformJobName: 't3', input: { SplitType: 'None' } });
		expect(asked).toEqual([files['in/a.csv']]);
	});

	it('fails for a record, or an object, that is larger than a request may be', async () => {
		const aws = await ready({ 'in/a.csv': '1'.repeat(2 ** 20) });
		const job = await runTransform(aws, { MaxPayloadInMB: 1 });
		expect(job.TransformJobStatus).toBe('Failed');
		expect(job.FailureReason).toBe(
			'ClientError: A record of 1048577 bytes does not fit into a request of 1048576 bytes. Raise MaxPayloadInMB.'
		);
	});

	it('shares objects out over its instances, and tells the containers how it works', async () => {
		const { inference, environments } = answering(echo);
		const files = Object.fromEntries(['a', 'b', 'c'].map((name) => [`in/${name}`, name]));
		const aws = await ready(files, await testRegion({ inference }));
		await runTransform(aws, {
			TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 2 },
			Environment: { MINE: 'yes' }
		});
		expect(await outputsOf(aws)).toEqual({ 'a.out': '<a>\n', 'b.out': '<b>\n', 'c.out': '<c>\n' });
		expect(environments).toHaveLength(2);
		expect(environments[0]).toEqual({
			MINE: 'yes',
			SAGEMAKER_BATCH: 'true',
			SAGEMAKER_MAX_PAYLOAD_IN_MB: '6',
			SAGEMAKER_BATCH_STRATEGY: 'MULTI_RECORD',
			SAGEMAKER_MAX_CONCURRENT_TRANSFORMS: '1'
		});
	});

	it('runs a pipeline of containers', async () => {
		const aws = await testRegion();
		const Containers = [
			{ Image: IMAGE, ModelDataUrl: await lineArchive(aws, 'a', 2, 0) },
			{ Image: IMAGE, ModelDataUrl: await lineArchive(aws, 'b', 3, 1) }
		];
		await aws.sagemaker.send(new CreateModelCommand({ ModelName: 'm', ExecutionRoleArn: ROLE, Containers }));
		await putInputs(aws, { 'in/a.csv': '5\n6' });
		await runTransform(aws);
		expect(await outputsOf(aws)).toEqual({ 'a.csv.out': '31\n37' });
	});

	it('fails when the container refuses, says why in its log, and keeps what was done before', async () => {
		const { inference } = answering((text) =>
			text.includes('bad') ? csv('What is that?', 400) : echo(text)
		);
		const aws = await ready({ 'in/a.csv': 'good', 'in/b.csv': 'bad' }, await testRegion({ inference }));
		const job = await runTransform(aws);
		expect(job).toMatchObject({
			TransformJobStatus: 'Failed',
			FailureReason:
				'ClientError: See job logs for more information. (data/in/b.csv: the container answered 400: What is that?)'
		});
		expect(await outputsOf(aws)).toEqual({ 'a.csv.out': '<good>\n' });
		expect((await dataLog(aws)).slice(1)).toEqual([
			'[sagemaker logs]: data/in/b.csv: ClientError: 400',
			'[sagemaker logs]: data/in/b.csv: ',
			'[sagemaker logs]: data/in/b.csv: Message:',
			'[sagemaker logs]: data/in/b.csv: What is that?'
		]);
		expect(aws.region.snapshot().meter.filter((m) => m.service === 'Transform' && !m.endedAt)).toEqual([]);
	});

	it('asks a container that broke again, as often as it may', async () => {
		const { inference, asked } = answering((text, n) => (n < 3 ? csv('Oops', 500) : echo(text)));
		const aws = await ready({ 'in/a.csv': 'x' }, await testRegion({ inference }));
		expect((await runTransform(aws)).TransformJobStatus).toBe('Completed');
		expect(asked).toHaveLength(3);
		const always = answering(() => csv('Oops', 500));
		const other = await ready({ 'in/a.csv': 'x' }, await testRegion({ inference: always.inference }));
		const ModelClientConfig = { InvocationsMaxRetries: 1 };
		expect((await runTransform(other, { ModelClientConfig })).TransformJobStatus).toBe('Failed');
		expect(always.asked).toHaveLength(2);
	});

	it('fails for data that are not there', async () => {
		const aws = await ready({});
		expect((await runTransform(aws)).FailureReason).toMatch(
			/^ClientError: Data download failed: No S3 objects were found under 's3:\/\/data\/in\/'/
		);
		const job = await runTransform(aws, { TransformJobName: 't2', uri: 's3://nowhere/in' });
		expect(job.FailureReason).toMatch(/The bucket of 's3:\/\/nowhere\/in' does not exist/);
	});

	it('can be stopped before it begins and while it works', async () => {
		const aws = await ready({ 'in/a.csv': '1' });
		await aws.sagemaker.send(new CreateTransformJobCommand(transformInput()));
		await aws.sagemaker.send(new StopTransformJobCommand({ TransformJobName: 't' }));
		expect((await endOfTransform(aws, 't')).TransformJobStatus).toBe('Stopped');
		expect(await outputsOf(aws)).toEqual({});

		let stop = (): Promise<unknown> => Promise.resolve();
		const inference: InferenceRunner = {
			start: async () => ({
				invoke: async ({ body }) => {
					await stop();
					return echo(decodeUtf8(body));
				},
				close: () => {}
			})
		};
		const busy = await ready({ 'in/a': 'a', 'in/b': 'b' }, await testRegion({ inference }));
		stop = () => busy.region.call('sagemaker', 'StopTransformJob', { TransformJobName: 't' });
		const job = await runTransform(busy);
		expect(job.TransformJobStatus).toBe('Stopped');
		expect(await outputsOf(busy)).toEqual({ 'a.out': '<a>\n' });
		const again = busy.sagemaker.send(new StopTransformJobCommand({ TransformJobName: 't' }));
		expect(await errorOf(again)).toMatch(/transform job is in status Stopped/);
	});

	it('fails with the process that ran it', async () => {
		const storage = clonedStorage();
		const before = await ready({ 'in/a.csv': '1' }, await testRegion({ storage }));
		before.clock.hold();
		await before.sagemaker.send(new CreateTransformJobCommand(transformInput()));
		before.region.close();
		const aws = await testRegion({ storage });
		const job = await aws.sagemaker.send(new DescribeTransformJobCommand({ TransformJobName: 't' }));
		expect(job.FailureReason).toMatch(/ran the transform instance was closed while the job was in status/);
	});
});

describe('CreateTransformJob', () => {
	it.each<[string, Parameters<typeof transformInput>[0], string]>([
		['an absent model', { ModelName: 'none' }, 'Could not find model "arn:aws:sagemaker'],
		['RecordIO', { input: { SplitType: 'RecordIO' } }, 'NotSimulated 501: SplitType RecordIO'],
		['TFRecord', { input: { SplitType: 'TFRecord' } }, 'NotSimulated 501: SplitType TFRecord'],
		['a payload without end', { MaxPayloadInMB: 0 }, 'NotSimulated 501: MaxPayloadInMB 0'],
		['a payload of 101 MB', { MaxPayloadInMB: 101 }, 'MaxPayloadInMB is 101; it may be 100 at most'],
		[
			'too much at a time',
			{ MaxPayloadInMB: 20, MaxConcurrentTransforms: 6 },
			'is 120; it may be 100 at most'
		],
		[
			'single records of no split',
			{ BatchStrategy: 'SingleRecord', input: { SplitType: 'None' } },
			"set SplitType to 'Line'"
		],
		['a filter that is none', { DataProcessing: { InputFilter: 'x' } }, "The InputFilter 'x' is no JSONPath"],
		['a name in CSV', { DataProcessing: { InputFilter: '$.a' } }, 'the columns of CSV only have places'],
		[
			'a filter of libsvm',
			{ DataProcessing: { InputFilter: '$[1:]' }, input: { ContentType: 'text/libsvm' } },
			'needs the ContentType text/csv, application/json or application/jsonlines'
		],
		['a join without Accept', { DataProcessing: { JoinSource: 'Input' } }, 'Accept must be the ContentType'],
		[
			'a join without lines',
			{ DataProcessing: { JoinSource: 'Input' }, output: { Accept: 'text/csv' } },
			'needs SplitType Line and AssembleWith Line'
		],
		[
			'too many instances',
			{ TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 21 } },
			"ResourceLimitExceeded 400: The account-level service limit 'ml.m5.large for transform job usage'"
		],
		[
			'no instance type',
			{ TransformResources: { InstanceType: undefined, InstanceCount: 1 } },
			"Value null at 'transformResources.instanceType'"
		],
		[
			'data capture',
			{ DataCaptureConfig: { DestinationS3Uri: 's3://b/c' } },
			'NotSimulated 501: DataCaptureConfig'
		]
	])('refuses %s', async (_, changes, message) => {
		const aws = await ready({});
		const create = new CreateTransformJobCommand(transformInput(changes));
		expect(await errorOf(aws.sagemaker.send(create))).toContain(message);
	});

	it('takes a name once, and finds jobs again', async () => {
		const aws = await ready({ 'in/a.csv': '1' });
		await runTransform(aws, { Tags: [{ Key: 'team', Value: 'x' }] });
		const again = aws.sagemaker.send(new CreateTransformJobCommand(transformInput()));
		expect(await errorOf(again)).toBe(
			`ResourceInUse 400: Job name must be unique within an AWS account and region, and a job with this name already exists (${ARN})`
		);
		await runTransform(aws, { TransformJobName: 'u', uri: 's3://data/none' });
		const list = async (query: object): Promise<(string | undefined)[]> =>
			(await aws.sagemaker.send(new ListTransformJobsCommand(query))).TransformJobSummaries!.map(
				(job) => job.TransformJobName
			);
		expect(await list({})).toEqual(['u', 't']);
		expect(await list({ StatusEquals: 'Failed' })).toEqual(['u']);
		expect((await aws.sagemaker.send(new ListTagsCommand({ ResourceArn: ARN }))).Tags).toHaveLength(1);
		const none = aws.sagemaker.send(new DescribeTransformJobCommand({ TransformJobName: 'none' }));
		expect(await errorOf(none)).toBe('ValidationException 400: Could not find requested job with name: none');
	});
});
