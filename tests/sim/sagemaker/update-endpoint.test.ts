import {
	CreateEndpointConfigCommand,
	DeleteEndpointCommand,
	DescribeEndpointCommand,
	ListEndpointsCommand,
	UpdateEndpointCommand,
	UpdateEndpointWeightsAndCapacitiesCommand,
	type DescribeEndpointOutput,
	type DesiredWeightAndCapacity,
	type ProductionVariant,
	type UpdateEndpointInput
} from '@aws-sdk/client-sagemaker';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { gatedInference } from '#tests/support/gated-inference.ts';
import { ask, endpointStatus, lineModel, servingEndpoint, variant } from '#tests/support/line-endpoint.ts';
import { clonedStorage } from '#tests/support/cloned-storage.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

async function config({ sagemaker }: TestRegion, name: string, variants: ProductionVariant[]): Promise<void> {
	await sagemaker.send(
		new CreateEndpointConfigCommand({ EndpointConfigName: name, ProductionVariants: variants })
	);
}

function update(
	{ sagemaker }: TestRegion,
	configName: string,
	changes: Partial<UpdateEndpointInput> = {}
): Promise<unknown> {
	return sagemaker.send(
		new UpdateEndpointCommand({ EndpointName: 'e', EndpointConfigName: configName, ...changes })
	);
}

function rescale({ sagemaker }: TestRegion, ...wishes: DesiredWeightAndCapacity[]): Promise<unknown> {
	return sagemaker.send(
		new UpdateEndpointWeightsAndCapacitiesCommand({ EndpointName: 'e', DesiredWeightsAndCapacities: wishes })
	);
}

function described({ sagemaker }: TestRegion): Promise<DescribeEndpointOutput> {
	return sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'e' }));
}

/** An endpoint of y = 2x behind A, and a configuration `c2` of y = 3x behind A. */
async function doubleThenTriple(aws: TestRegion, changes: Partial<ProductionVariant> = {}): Promise<void> {
	await lineModel(aws, 'double', 2, 0);
	await lineModel(aws, 'triple', 3, 0);
	await servingEndpoint(aws, 'e', [variant('A', 'double', changes)]);
	await config(aws, 'c2', [variant('A', 'triple')]);
}

describe('UpdateEndpoint', () => {
	it('goes on with the old model while the new one is made, and then serves the new one', async () => {
		const aws = await testRegion();
		await doubleThenTriple(aws);
		const release = aws.clock.hold();
		await update(aws, 'c2');
		expect(await described(aws)).toMatchObject({
			EndpointStatus: 'Updating',
			EndpointConfigName: 'e',
			PendingDeploymentSummary: {
				EndpointConfigName: 'c2',
				ProductionVariants: [{ VariantName: 'A', InstanceType: 'ml.m5.large', DesiredInstanceCount: 1 }]
			}
		});
		expect(await ask(aws, '5')).toBe('10');
		release();
		expect(await endpointStatus(aws, 'e', 'Updating')).toBe('InService');
		expect(await ask(aws, '5')).toBe('15');
		const after = await described(aws);
		expect(after.EndpointConfigName).toBe('c2');
		expect(after.PendingDeploymentSummary).toBeUndefined();
		// Only the artefacts in S3 and the new model of the endpoint are kept.
		expect(await aws.storage.entries('bytes')).toHaveLength(3);
		const lines = aws.region.snapshot().meter.filter(({ service }) => service === 'Hosting');
		expect(lines.map(({ endedAt }) => endedAt === null).toSorted()).toEqual([false, true]);
		expect(lines[0]!.endedAt).toBe(lines[1]!.startedAt);
	});

	it('loses no request: those under way are answered by the instance that they went to', async () => {
		const { runner, containers, shut, open } = gatedInference();
		const aws = await testRegion({ inference: runner });
		await doubleThenTriple(aws);
		await update(aws, 'c2');
		const steady = await Promise.all(Array.from({ length: 20 }, () => ask(aws, '1')));
		expect(new Set(steady)).toEqual(new Set(['0']));
		await endpointStatus(aws, 'e', 'Updating');
		expect(await ask(aws, '1')).toBe('1');

		await config(aws, 'c3', [variant('A', 'double')]);
		shut();
		const underWay = Promise.all(Array.from({ length: 5 }, () => ask(aws, '1')));
		await update(aws, 'c3');
		open();
		expect(await underWay).toEqual(['1', '1', '1', '1', '1']);
		await endpointStatus(aws, 'e', 'Updating');
		expect(await ask(aws, '1')).toBe('2');
		expect(containers.map(({ isClosed }) => isClosed)).toEqual([true, true, false]);
	});

	it('rolls back when the new model cannot be loaded, and says why', async () => {
		const aws = await testRegion();
		await doubleThenTriple(aws);
		await aws.s3.send(new DeleteObjectCommand({ Bucket: 'models', Key: 'triple.tar.gz' }));
		await update(aws, 'c2');
		expect(await endpointStatus(aws, 'e', 'Updating')).toBe('RollingBack');
		expect(await ask(aws, '5')).toBe('10');
		expect(await endpointStatus(aws, 'e', 'RollingBack')).toBe('InService');
		expect(await described(aws)).toMatchObject({
			EndpointConfigName: 'e',
			FailureReason: expect.stringMatching(/^Failed to download model data/) as string
		});
		expect(await ask(aws, '5')).toBe('10');
		await config(aws, 'c3', [variant('A', 'double')]);
		await update(aws, 'c3');
		await endpointStatus(aws, 'e', 'Updating');
		expect((await described(aws)).FailureReason).toBeUndefined();
	});

	it('keeps weights and counts that were changed meanwhile only when it is told to', async () => {
		const aws = await testRegion();
		await doubleThenTriple(aws);
		await rescale(aws, { VariantName: 'A', DesiredWeight: 7, DesiredInstanceCount: 3 });
		await endpointStatus(aws, 'e', 'Updating');
		const ExcludeRetainedVariantProperties = [{ VariantPropertyType: 'DesiredWeight' as const }];
		await update(aws, 'c2', { RetainAllVariantProperties: true, ExcludeRetainedVariantProperties });
		await endpointStatus(aws, 'e', 'Updating');
		const current = { CurrentWeight: 1, CurrentInstanceCount: 3, DesiredInstanceCount: 3 };
		expect(await described(aws)).toMatchObject({ ProductionVariants: [current] });
		await config(aws, 'c3', [variant('A', 'double')]);
		await update(aws, 'c3');
		await endpointStatus(aws, 'e', 'Updating');
		expect((await described(aws)).ProductionVariants?.[0]?.CurrentInstanceCount).toBe(1);
	});

	it('refuses what is absent, the configuration that it has, another kind, and a change under way', async () => {
		const aws = await testRegion();
		await doubleThenTriple(aws);
		expect(await errorOf(update(aws, 'none'))).toMatch(/Could not find endpoint configuration/);
		expect(await errorOf(update(aws, 'e'))).toMatch(/has the endpoint configuration e already/);
		expect(await errorOf(update(aws, 'c2', { EndpointName: 'f' }))).toMatch(/Could not find endpoint "/);
		expect(await errorOf(update(aws, 'c2', { RetainDeploymentConfig: true }))).toMatch(/^NotSimulated 501/);
		await config(aws, 'c3', [
			{ VariantName: 'A', ModelName: 'double', ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 1 } }
		]);
		expect(await errorOf(update(aws, 'c3'))).toMatch(
			/Cannot update the real-time endpoint e with a serverless configuration/
		);
		const release = aws.clock.hold();
		await update(aws, 'c2');
		const inProgress =
			'ValidationException 400: Cannot update in-progress endpoint "arn:aws:sagemaker:us-east-1:123456789012:endpoint/e".';
		expect(await errorOf(update(aws, 'c2'))).toBe(inProgress);
		expect(await errorOf(rescale(aws, { VariantName: 'A', DesiredWeight: 1 }))).toBe(inProgress);
		const early = aws.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'e' }));
		expect(await errorOf(early)).toBe(inProgress);
		release();
	});

	it('is finished after a restart of the region', async () => {
		const storage = clonedStorage();
		const before = await testRegion({ storage });
		await doubleThenTriple(before);
		const release = before.clock.hold();
		await update(before, 'c2');
		before.region.close();
		const after = await testRegion({ storage, clock: before.clock });
		release();
		expect(await endpointStatus(after, 'e', 'Updating')).toBe('InService');
		expect(await ask(after, '5')).toBe('15');
	});
});

describe('UpdateEndpointWeightsAndCapacities', () => {
	it('shows what is wished for, and then what has become of it', async () => {
		const aws = await testRegion();
		await lineModel(aws, 'double', 2, 0);
		await servingEndpoint(aws, 'e', [variant('A', 'double'), variant('B', 'double')]);
		const release = aws.clock.hold();
		await rescale(aws, { VariantName: 'A', DesiredWeight: 0, DesiredInstanceCount: 2 });
		expect(await described(aws)).toMatchObject({
			EndpointStatus: 'Updating',
			ProductionVariants: [
				{ CurrentWeight: 1, DesiredWeight: 0, CurrentInstanceCount: 1, DesiredInstanceCount: 2 },
				{ CurrentWeight: 1, DesiredWeight: 1, CurrentInstanceCount: 1, DesiredInstanceCount: 1 }
			]
		});
		release();
		expect(await endpointStatus(aws, 'e', 'Updating')).toBe('InService');
		expect(await described(aws)).toMatchObject({
			ProductionVariants: [{ CurrentWeight: 0, CurrentInstanceCount: 2 }, { CurrentWeight: 1 }]
		});
		const running = aws.region.snapshot().meter.filter((line) => line.service === 'Hosting' && !line.endedAt);
		expect(running.map(({ quantity }) => quantity).toSorted()).toEqual([1, 2]);
	});

	it('starts instances, spreads requests over them, and takes them away again', async () => {
		const { runner, containers } = gatedInference();
		const aws = await testRegion({ inference: runner });
		await lineModel(aws, 'm', 2, 0);
		await servingEndpoint(aws, 'e', [variant('A', 'm')]);
		await rescale(aws, { VariantName: 'A', DesiredInstanceCount: 3 });
		await endpointStatus(aws, 'e', 'Updating');
		for (let i = 0; i < 60; i++) await ask(aws, '1');
		for (const { invocations } of containers) expect(invocations).toBeGreaterThan(8);
		expect(containers).toHaveLength(3);
		await rescale(aws, { VariantName: 'A', DesiredInstanceCount: 1 });
		await endpointStatus(aws, 'e', 'Updating');
		await new Promise((resolve) => setImmediate(resolve));
		expect(containers.map(({ isClosed }) => isClosed)).toEqual([false, true, true]);
	});

	it('refuses strange variants, no instances, and more than the quota', async () => {
		const aws = await testRegion();
		await doubleThenTriple(aws);
		expect(await errorOf(rescale(aws, { VariantName: 'Z', DesiredWeight: 1 }))).toBe(
			"ValidationException 400: The variant 'Z' is not on the endpoint e, which has: A."
		);
		expect(await errorOf(rescale(aws, { VariantName: 'A', DesiredInstanceCount: 0 }))).toMatch(/is 0/);
		expect(await errorOf(rescale(aws, { VariantName: 'A', DesiredInstanceCount: 21 }))).toMatch(
			/^ResourceLimitExceeded 400: .*current utilization of 1 Instances and a request delta of 20 Instances/
		);
	});
});

describe('instances of a variant', () => {
	it('are as many as InitialInstanceCount says, each with a log stream of its own', async () => {
		const { runner, containers } = gatedInference();
		const aws = await testRegion({ inference: runner });
		await lineModel(aws, 'm', 2, 0);
		await servingEndpoint(aws, 'e', [variant('A', 'm', { InitialInstanceCount: 4 })]);
		expect(containers).toHaveLength(4);
		await aws.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'e' }));
		expect(containers.every(({ isClosed }) => isClosed)).toBe(true);
	});

	it('get the request with the fewest under way, where the routing says so', async () => {
		const { runner, containers, shut, open } = gatedInference();
		const aws = await testRegion({ inference: runner });
		await lineModel(aws, 'm', 2, 0);
		const RoutingConfig = { RoutingStrategy: 'LEAST_OUTSTANDING_REQUESTS' as const };
		await servingEndpoint(aws, 'e', [variant('A', 'm', { InitialInstanceCount: 3, RoutingConfig })]);
		shut();
		const all = Promise.all(Array.from({ length: 9 }, () => ask(aws, '1')));
		await expect.poll(() => containers.map(({ invocations }) => invocations)).toEqual([3, 3, 3]);
		open();
		await all;
	});
});

describe('ListEndpoints', () => {
	it('filters by status, name and time, and sorts', async () => {
		const aws = await testRegion();
		await lineModel(aws, 'm', 2, 0);
		await servingEndpoint(aws, 'one', [variant('A', 'm')]);
		const between = new Date(aws.clock.now());
		await aws.clock.sleep(1000);
		await servingEndpoint(aws, 'two', [variant('A', 'm')]);
		const list = async (query: object): Promise<(string | undefined)[]> =>
			((await aws.sagemaker.send(new ListEndpointsCommand(query))).Endpoints ?? []).map(
				(e) => e.EndpointName
			);
		expect(await list({})).toEqual(['two', 'one']);
		expect(await list({ SortBy: 'Name', SortOrder: 'Ascending' })).toEqual(['one', 'two']);
		expect(await list({ NameContains: 'TW' })).toEqual(['two']);
		expect(await list({ StatusEquals: 'Failed' })).toEqual([]);
		expect(await list({ CreationTimeAfter: between })).toEqual(['two']);
		expect(await list({ LastModifiedTimeBefore: new Date(between.getTime() + 1) })).toEqual(['one']);
	});
});
