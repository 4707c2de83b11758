import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
	CreateEndpointCommand,
	CreateEndpointConfigCommand,
	DescribeEndpointCommand,
	UpdateEndpointCommand,
	UpdateEndpointWeightsAndCapacitiesCommand,
	type AsyncInferenceConfig
} from '@aws-sdk/client-sagemaker';
import {
	InvokeEndpointAsyncCommand,
	type InvokeEndpointAsyncCommandInput
} from '@aws-sdk/client-sagemaker-runtime';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { clonedStorage } from '#tests/support/cloned-storage.ts';
import { gatedInference } from '#tests/support/gated-inference.ts';
import { ask, endpointStatus, lineModel, servingEndpoint, variant } from '#tests/support/line-endpoint.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

/** An asynchronous endpoint `e` of y = 2x, and a bucket s3://data. */
async function asynchronous(aws: TestRegion, changes: Partial<AsyncInferenceConfig> = {}): Promise<void> {
	await lineModel(aws, 'm', 2, 0);
	await aws.s3.send(new CreateBucketCommand({ Bucket: 'data' }));
	const OutputConfig = { S3OutputPath: 's3://data/out/', S3FailurePath: 's3://data/failed' };
	await aws.sagemaker.send(
		new CreateEndpointConfigCommand({
			EndpointConfigName: 'e',
			ProductionVariants: [variant('A', 'm')],
			AsyncInferenceConfig: { OutputConfig, ...changes }
		})
	);
	await aws.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName: 'e' }));
	await endpointStatus(aws, 'e', 'Creating');
}

async function put({ s3 }: TestRegion, Key: string, Body: string): Promise<string> {
	await s3.send(new PutObjectCommand({ Bucket: 'data', Key, Body }));
	return `s3://data/${Key}`;
}

function invoke({ runtime }: TestRegion, changes: Partial<InvokeEndpointAsyncCommandInput>) {
	return runtime.send(
		new InvokeEndpointAsyncCommand({ EndpointName: 'e', ContentType: 'text/csv', ...changes })
	);
}

/** The text of an object as soon as it is there. */
async function arrived({ s3, region }: TestRegion, uri: string): Promise<string> {
	const key = uri.replace('s3://data/', '');
	if (!region.snapshot().objects.some((object) => object.key === key)) {
		await new Promise<void>((resolve) => {
			const off = region.events.on((event) => {
				if (event.type !== 'object' || event.key !== key) return;
				off();
				resolve();
			});
		});
	}
	return (await s3.send(new GetObjectCommand({ Bucket: 'data', Key: key }))).Body!.transformToString();
}

describe('InvokeEndpointAsync', () => {
	it('answers at once where the outcome will be, and writes it there', async () => {
		const aws = await testRegion();
		await asynchronous(aws);
		const InputLocation = await put(aws, 'in.csv', '5\n6');
		const answer = await invoke(aws, { InputLocation, InferenceId: 'mine' });
		expect(answer.$metadata.httpStatusCode).toBe(202);
		expect(answer.InferenceId).toBe('mine');
		expect(answer.OutputLocation).toMatch(/^s3:\/\/data\/out\/[-0-9a-f]{36}\.out$/);
		expect(answer.FailureLocation).toMatch(/^s3:\/\/data\/failed\/[-0-9a-f]{36}-error\.out$/);
		expect(await arrived(aws, answer.OutputLocation!)).toBe('10\n12');
		const { AsyncInferenceConfig } = await aws.sagemaker.send(
			new DescribeEndpointCommand({ EndpointName: 'e' })
		);
		expect(AsyncInferenceConfig?.OutputConfig?.S3OutputPath).toBe('s3://data/out/');
	});

	it('takes a small body along instead', async () => {
		const aws = await testRegion();
		await asynchronous(aws);
		const before = (await aws.storage.entries('bytes')).length;
		const { OutputLocation } = await invoke(aws, { Body: encodeUtf8('7') });
		expect(await arrived(aws, OutputLocation!)).toBe('14');
		// The output has come, and the stored body has gone.
		expect(await aws.storage.entries('bytes')).toHaveLength(before + 1);
		expect(await aws.storage.entries('asyncInvocations')).toEqual([]);
	});

	it('writes what went wrong to the place of failures', async () => {
		const aws = await testRegion();
		await asynchronous(aws);
		const refused = await invoke(aws, { Body: encodeUtf8('7'), ContentType: 'text/plain' });
		expect(await arrived(aws, refused.FailureLocation!)).toMatch(
			/^Received client error \(415\) from primary with message "Content type text\/plain is not supported\."/
		);
		const absent = await invoke(aws, { InputLocation: 's3://data/none' });
		expect(await arrived(aws, absent.FailureLocation!)).toMatch(/key does not exist/);
	});

	it('works on as many requests at a time as its instances allow, oldest first', async () => {
		const { runner, containers, shut, open } = gatedInference();
		const aws = await testRegion({ inference: runner });
		await asynchronous(aws, {
			OutputConfig: { S3OutputPath: 's3://data/out' },
			ClientConfig: { MaxConcurrentInvocationsPerInstance: 2 }
		});
		shut();
		const all = [];
		for (let i = 0; i < 5; i++) all.push(await invoke(aws, { Body: encodeUtf8('1') }));
		await expect.poll(() => containers[0]!.invocations).toBe(2);
		// A third would come at once.
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(containers[0]!.invocations).toBe(2);
		expect(all[0]!.FailureLocation).toBeUndefined();
		open();
		for (const { OutputLocation } of all) expect(await arrived(aws, OutputLocation!)).toBe('0');
		expect(containers[0]!.invocations).toBe(5);
	});

	it('lets requests expire that found no instance in time', async () => {
		const aws = await testRegion();
		await asynchronous(aws);
		const rescale = async (DesiredInstanceCount: number): Promise<void> => {
			await aws.sagemaker.send(
				new UpdateEndpointWeightsAndCapacitiesCommand({
					EndpointName: 'e',
					DesiredWeightsAndCapacities: [{ VariantName: 'A', DesiredInstanceCount }]
				})
			);
			await endpointStatus(aws, 'e', 'Updating');
		};
		await rescale(0);
		const soon = await invoke(aws, { Body: encodeUtf8('1'), RequestTTLSeconds: 60 });
		const later = await invoke(aws, { Body: encodeUtf8('2') });
		await aws.clock.sleep(300_000);
		await rescale(1);
		expect(await arrived(aws, soon.FailureLocation!)).toMatch(/^The request expired/);
		expect(await arrived(aws, later.OutputLocation!)).toBe('4');
	});

	it('goes on after a restart of the region', async () => {
		const storage = clonedStorage();
		const { runner, shut } = gatedInference();
		const before = await testRegion({ storage, inference: runner });
		await asynchronous(before);
		shut();
		const { OutputLocation } = await invoke(before, { Body: encodeUtf8('8') });
		before.region.close();
		const aws = await testRegion({ storage });
		expect(await arrived(aws, OutputLocation!)).toBe('16');
	});

	it('is what an asynchronous endpoint stays for', async () => {
		const aws = await testRegion();
		await asynchronous(aws);
		await aws.sagemaker.send(
			new CreateEndpointConfigCommand({
				EndpointConfigName: 'plain',
				ProductionVariants: [variant('A', 'm')]
			})
		);
		const update = new UpdateEndpointCommand({ EndpointName: 'e', EndpointConfigName: 'plain' });
		expect(await errorOf(aws.sagemaker.send(update))).toBe(
			'ValidationException 400: The AsyncInferenceConfig parameter cannot be removed from this endpoint e.'
		);
	});

	it('is the only way to call an asynchronous endpoint, and none to call another', async () => {
		const aws = await testRegion();
		await asynchronous(aws);
		expect(await errorOf(ask(aws, '1'))).toMatch(/^ValidationError 400: Endpoint e is asynchronous/);
		expect(await errorOf(invoke(aws, {}))).toMatch(/either an InputLocation or a Body/);
		expect(await errorOf(invoke(aws, { Body: encodeUtf8('1'), Filename: 'x' }))).toMatch(/^NotSimulated 501/);
		await servingEndpoint(aws, 'f');
		expect(await errorOf(invoke(aws, { EndpointName: 'f', Body: encodeUtf8('1') }))).toMatch(
			/^ValidationError 400: Endpoint f is not asynchronous/
		);
	});
});
