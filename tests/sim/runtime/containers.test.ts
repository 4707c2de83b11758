import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
	CreateEndpointCommand,
	CreateEndpointConfigCommand,
	CreateModelCommand,
	DescribeEndpointCommand,
	type CreateModelInput
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { UserError } from '#base/errors.ts';
import { encodeUtf8 } from '#base/bytes.ts';
import { gatedInference } from '#tests/support/gated-inference.ts';
import {
	ask,
	endpointStatus,
	lineArchive,
	lineModel,
	servingEndpoint,
	variant
} from '#tests/support/line-endpoint.ts';
import { lineFitInference } from '#tests/support/line-fit.ts';
import { errorOf, IMAGE, ROLE, testRegion, type TestRegion } from '#tests/support/test-region.ts';

async function createModel({ sagemaker }: TestRegion, changes: Partial<CreateModelInput>): Promise<unknown> {
	return sagemaker.send(new CreateModelCommand({ ModelName: 'm', ExecutionRoleArn: ROLE, ...changes }));
}

/** y = 2x, then y = 3x + 1, as one model. */
async function pipeline(aws: TestRegion, changes: Partial<CreateModelInput> = {}): Promise<void> {
	const Containers = [
		{ Image: IMAGE, ContainerHostname: 'first', ModelDataUrl: await lineArchive(aws, 'a', 2, 0) },
		{ Image: IMAGE, ContainerHostname: 'second', ModelDataUrl: await lineArchive(aws, 'b', 3, 1) }
	];
	await createModel(aws, { Containers, ...changes });
	await servingEndpoint(aws, 'e', [variant('A', 'm')]);
}

describe('an inference pipeline', () => {
	it('gives each container what the one before it gave', async () => {
		const aws = await testRegion();
		await pipeline(aws);
		expect(await ask(aws, '5')).toBe('31');
		const { ProductionVariants } = await aws.sagemaker.send(
			new DescribeEndpointCommand({ EndpointName: 'e' })
		);
		expect(ProductionVariants?.[0]?.DeployedImages).toHaveLength(2);
		const { events } = await aws.logs.send(
			new FilterLogEventsCommand({ logGroupName: '/aws/sagemaker/Endpoints/e' })
		);
		expect(events?.map(({ logStreamName }) => logStreamName?.split('/').at(-1)).toSorted()).toEqual([
			'first',
			'second'
		]);
	});

	it('says which container refused, and asks none behind it', async () => {
		const aws = await testRegion();
		await pipeline(aws);
		expect(await errorOf(ask(aws, '5', { ContentType: 'text/plain' }))).toMatch(
			/^ModelError 424: Received client error \(415\) from first with message "Content type text\/plain/
		);
		expect(await errorOf(ask(aws, '5', { TargetContainerHostname: 'first' }))).toMatch(
			/does not run in mode Direct/
		);
	});

	it('runs the one container that the caller names in mode Direct', async () => {
		const aws = await testRegion();
		await pipeline(aws, { InferenceExecutionConfig: { Mode: 'Direct' } });
		expect(await ask(aws, '5', { TargetContainerHostname: 'second' })).toBe('16');
		expect(await errorOf(ask(aws, '5'))).toMatch(/^ValidationError 400: TargetContainerHostname is required/);
		expect(await errorOf(ask(aws, '5', { TargetContainerHostname: 'third' }))).toMatch(
			/Container third not found\. \(The variant has: first, second\)/
		);
	});

	it('has fifteen containers at most, each of its own name, and no second way of being given', async () => {
		const aws = await testRegion();
		const container = { Image: IMAGE, ModelDataUrl: await lineArchive(aws, 'a', 2, 0) };
		const many = Array.from({ length: 16 }, () => container);
		expect(await errorOf(createModel(aws, { Containers: many }))).toMatch(/length less than or equal to 15/);
		const twins = [container, container].map((each) => ({ ...each, ContainerHostname: 'x' }));
		expect(await errorOf(createModel(aws, { Containers: twins }))).toMatch(/'x' is given twice/);
		expect(await errorOf(createModel(aws, { Containers: [container], PrimaryContainer: container }))).toBe(
			'ValidationException 400: You cannot specify both PrimaryContainer and Containers.'
		);
		const direct = { Containers: [container], InferenceExecutionConfig: { Mode: 'Direct' as const } };
		expect(await errorOf(createModel(aws, direct))).toMatch(/needs two containers or more/);
		expect(await errorOf(createModel(aws, { Containers: many.slice(0, 15) }))).toBe('no error');
	});
});

/** Models f0, f1 … with y = i·x under s3://models/many/, behind one endpoint. */
async function multiModel(
	aws: TestRegion,
	models: number,
	changes: Partial<CreateModelInput['PrimaryContainer']> = {}
): Promise<void> {
	for (let i = 0; i < models; i++) await lineArchive(aws, `many/f${i}.tar.gz`, i, 0);
	const PrimaryContainer = {
		Image: IMAGE,
		Mode: 'MultiModel' as const,
		ModelDataUrl: 's3://models/many/',
		...changes
	};
	await createModel(aws, { PrimaryContainer });
	await servingEndpoint(aws, 'e', [variant('A', 'm')]);
}

describe('a multi-model endpoint', () => {
	it('loads a model at its first request, and keeps it', async () => {
		let loads = 0;
		const line = lineFitInference();
		const inference = {
			start: (...args: Parameters<typeof line.start>) => (loads++, line.start(...args))
		};
		const aws = await testRegion({ inference });
		await multiModel(aws, 3);
		expect(loads).toBe(0);
		expect(await ask(aws, '5', { TargetModel: 'f2.tar.gz' })).toBe('10');
		expect(await ask(aws, '5', { TargetModel: 'f1.tar.gz' })).toBe('5');
		expect(await ask(aws, '6', { TargetModel: 'f2.tar.gz' })).toBe('12');
		expect(loads).toBe(2);
		// A model that is put there later is found without any change of the endpoint.
		await lineArchive(aws, 'many/new.tar.gz', 100, 0);
		expect(await ask(aws, '6', { TargetModel: 'new.tar.gz' })).toBe('600');
	});

	it('unloads those that nobody has asked for longest, when there are too many', async () => {
		const { runner, containers } = gatedInference();
		const aws = await testRegion({ inference: runner });
		await multiModel(aws, 9);
		for (let i = 0; i < 8; i++) await ask(aws, '1', { TargetModel: `f${i}.tar.gz` });
		await ask(aws, '1', { TargetModel: 'f0.tar.gz' });
		await ask(aws, '1', { TargetModel: 'f8.tar.gz' });
		expect(containers.map(({ isClosed }) => isClosed).indexOf(true)).toBe(1);
		expect(containers.filter(({ isClosed }) => isClosed)).toHaveLength(1);
	});

	it('keeps none when its cache is disabled', async () => {
		const { runner, containers } = gatedInference();
		const aws = await testRegion({ inference: runner });
		await multiModel(aws, 1, { MultiModelConfig: { ModelCacheSetting: 'Disabled' } });
		for (let i = 0; i < 3; i++) await ask(aws, '1', { TargetModel: 'f0.tar.gz' });
		expect(containers.map(({ isClosed }) => isClosed)).toEqual([true, true, true]);
	});

	it('refuses a request without model, an absent one, and one that cannot be loaded', async () => {
		const inference = {
			start: () => Promise.reject(new UserError('BadModel', 'The archive holds no model.'))
		};
		const aws = await testRegion({ inference });
		await multiModel(aws, 1);
		expect(await errorOf(ask(aws, '1'))).toMatch(/^ValidationError 400: TargetModel is required/);
		expect(await errorOf(ask(aws, '1', { TargetModel: 'none.tar.gz' }))).toBe(
			'ValidationError 400: Failed to download model data(bucket: models, key: many/none.tar.gz). Please ensure that there is an object located at the URL and that the role passed to CreateModel has permissions to download the model.'
		);
		expect(await errorOf(ask(aws, '1', { TargetModel: 'f0.tar.gz' }))).toMatch(
			/^ModelError 424: Received server error \(500\) from primary with message "The archive holds no model\."/
		);
	});

	it('is the only kind that takes a TargetModel', async () => {
		const aws = await testRegion();
		await servingEndpoint(aws, 'e');
		expect(await errorOf(ask(aws, '1', { TargetModel: 'f0.tar.gz' }))).toMatch(
			/^ValidationError 400: TargetModel 'f0.tar.gz' is not allowed/
		);
	});
});

async function serverless(aws: TestRegion, MaxConcurrency: number): Promise<void> {
	await lineModel(aws, 'm', 2, 0);
	const ServerlessConfig = { MemorySizeInMB: 2048, MaxConcurrency };
	await aws.sagemaker.send(
		new CreateEndpointConfigCommand({
			EndpointConfigName: 'e',
			ProductionVariants: [{ VariantName: 'A', ModelName: 'm', ServerlessConfig }]
		})
	);
	await aws.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName: 'e' }));
	await endpointStatus(aws, 'e', 'Creating');
}

describe('a serverless variant', () => {
	it('starts cold, stays warm for ten minutes, and is cold again', async () => {
		const aws = await testRegion();
		await serverless(aws, 5);
		const timed = async (): Promise<number> => {
			const began = aws.clock.now();
			expect(await ask(aws, '5')).toBe('10');
			return aws.clock.now() - began;
		};
		expect(await timed()).toBe(5000);
		expect(await timed()).toBe(0);
		await aws.clock.sleep(599_000);
		expect(await timed()).toBe(0);
		await aws.clock.sleep(600_000);
		expect(await timed()).toBe(5000);
		const { ProductionVariants } = await aws.sagemaker.send(
			new DescribeEndpointCommand({ EndpointName: 'e' })
		);
		expect(ProductionVariants).toMatchObject([
			{ CurrentServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } }
		]);
	});

	it('costs by use and not by the hour', async () => {
		const aws = await testRegion();
		await serverless(aws, 5);
		const bill = () => aws.region.snapshot().meter.filter(({ service }) => service === 'Hosting');
		expect(bill()).toEqual([]);
		await ask(aws, '5');
		await ask(aws, '5');
		expect(bill()).toMatchObject([
			// Two requests of a millisecond each, with 2 GB.
			{ sku: 'Serverless 2048 MB', quantity: 0.004, price: 0.00002, timed: false }
		]);
	});

	it('answers ThrottlingException beyond its concurrency', async () => {
		const { runner, shut, open } = gatedInference();
		const aws = await testRegion({ inference: runner });
		await serverless(aws, 2);
		shut();
		const two = [ask(aws, '1'), ask(aws, '1')];
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(await errorOf(ask(aws, '1'))).toMatch(/^ThrottlingException 429: .*works on 2 requests already/);
		open();
		expect(new Set(await Promise.all(two))).toEqual(new Set(['1', '2']));
	});

	it('takes 4 MB, and memory in whole gigabytes', async () => {
		const aws = await testRegion();
		await serverless(aws, 2);
		const Body = encodeUtf8('1'.repeat(4 * 2 ** 20 + 1));
		expect(await errorOf(ask(aws, '', { Body }))).toMatch(/has 4194305 bytes; it may have 4194304/);
		const odd = new CreateEndpointConfigCommand({
			EndpointConfigName: 'odd',
			ProductionVariants: [
				{ VariantName: 'A', ModelName: 'm', ServerlessConfig: { MemorySizeInMB: 1500, MaxConcurrency: 1 } }
			]
		});
		expect(await errorOf(aws.sagemaker.send(odd))).toMatch(
			/Value '1500' at 'productionVariants.1.member.serverlessConfig.memorySizeInMB' failed .* enum value set/
		);
	});
});
