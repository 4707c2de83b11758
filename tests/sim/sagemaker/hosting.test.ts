import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import {
	CreateEndpointCommand,
	CreateEndpointConfigCommand,
	CreateModelCommand,
	DeleteEndpointCommand,
	DeleteEndpointConfigCommand,
	DeleteModelCommand,
	DescribeEndpointCommand,
	DescribeEndpointConfigCommand,
	DescribeModelCommand,
	ListEndpointConfigsCommand,
	ListEndpointsCommand,
	ListModelsCommand
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import type { InferenceRunner } from '#sim/ports.ts';
import { UserError } from '#base/errors.ts';
import { endpointStatus, lineModel, lineEndpoint, variant } from '#tests/support/line-endpoint.ts';
import { errorOf, IMAGE, ROLE, testRegion } from '#tests/support/test-region.ts';

const ARN = 'arn:aws:sagemaker:us-east-1:123456789012';

describe('models', () => {
	it('are described, listed and deleted', async () => {
		const aws = await testRegion();
		await lineModel(aws, 'm', 2, 1);
		const described = await aws.sagemaker.send(new DescribeModelCommand({ ModelName: 'm' }));
		expect(described).toMatchObject({
			ModelName: 'm',
			ModelArn: `${ARN}:model/m`,
			ExecutionRoleArn: ROLE,
			PrimaryContainer: { Image: IMAGE, ModelDataUrl: 's3://models/m.tar.gz' },
			CreationTime: new Date('2026-03-01T12:00:00Z')
		});
		const { Models } = await aws.sagemaker.send(new ListModelsCommand({ NameContains: 'm' }));
		expect(Models).toHaveLength(1);
		await aws.sagemaker.send(new DeleteModelCommand({ ModelName: 'm' }));
		const missing = `ValidationException 400: Could not find model "${ARN}:model/m".`;
		expect(await errorOf(aws.sagemaker.send(new DescribeModelCommand({ ModelName: 'm' })))).toBe(missing);
		expect(await errorOf(aws.sagemaker.send(new DeleteModelCommand({ ModelName: 'm' })))).toBe(missing);
	});

	it('need an image, model data that is there, and a name of their own', async () => {
		const aws = await testRegion();
		await lineModel(aws, 'm', 2, 1);
		const create = (ModelName: string, PrimaryContainer: object | undefined): Promise<string> =>
			errorOf(
				aws.sagemaker.send(new CreateModelCommand({ ModelName, ExecutionRoleArn: ROLE, PrimaryContainer }))
			);
		expect(await create('m', { Image: IMAGE })).toBe(
			`ValidationException 400: Cannot create already existing model "${ARN}:model/m".`
		);
		expect(await create('n', undefined)).toBe('ValidationException 400: A model needs a PrimaryContainer.');
		expect(await create('n', {})).toBe('ValidationException 400: The container has no Image.');
		expect(await create('n', { Image: IMAGE, ModelDataUrl: 's3://models/none' })).toBe(
			'ValidationException 400: Could not find model data at s3://models/none.'
		);
		expect(await create('n', { Image: IMAGE, ModelDataUrl: 'https://x/y' })).toMatch(/is not valid/);
		expect(await create('n', { Image: IMAGE, Mode: 'MultiModel' })).toMatch(/needs a ModelDataUrl/);
		expect(await create('n_', { Image: IMAGE })).toMatch(
			/^ValidationException 400: 1 validation error detected/
		);
	});
});

describe('endpoint configurations', () => {
	it('keep their variants, each with a weight of 1 unless it says otherwise', async () => {
		const aws = await testRegion();
		await lineModel(aws, 'm', 2, 1);
		const ProductionVariants = [variant('A', 'm'), variant('B', 'm', { InitialVariantWeight: 3 })];
		await aws.sagemaker.send(
			new CreateEndpointConfigCommand({ EndpointConfigName: 'c', ProductionVariants })
		);
		const config = await aws.sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName: 'c' }));
		expect(config.ProductionVariants?.map((v) => [v.VariantName, v.InitialVariantWeight])).toEqual([
			['A', 1],
			['B', 3]
		]);
		expect((await aws.sagemaker.send(new ListEndpointConfigsCommand({}))).EndpointConfigs).toHaveLength(1);
		await aws.sagemaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName: 'c' }));
		expect(
			await errorOf(aws.sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName: 'c' })))
		).toBe(`ValidationException 400: Could not find endpoint configuration "${ARN}:endpoint-config/c".`);
	});

	it.each<[string, object[], string]>([
		[
			'two variants of one name',
			[variant('A', 'm'), variant('A', 'm')],
			"The variant name 'A' is given twice"
		],
		['an absent model', [variant('A', 'none')], `Could not find model "${ARN}:model/none".`],
		[
			'a negative weight',
			[variant('A', 'm', { InitialVariantWeight: -1 })],
			"Value '-1' at 'productionVariants.1.member.initialVariantWeight' failed to satisfy constraint: Member must have value greater than or equal to 0"
		],
		[
			'no instances',
			[{ VariantName: 'A', ModelName: 'm' }],
			"2 validation errors detected: Value null at 'productionVariants.1.member.initialInstanceCount'"
		],
		[
			'a serverless variant with instances',
			[variant('A', 'm', { ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 1 } })],
			"The serverless variant 'A' cannot have an InstanceType."
		]
	])('refuse %s', async (_, variants, message) => {
		const aws = await testRegion();
		await lineModel(aws, 'm', 2, 1);
		const create = new CreateEndpointConfigCommand({
			EndpointConfigName: 'c',
			ProductionVariants: variants as never
		});
		expect(await errorOf(aws.sagemaker.send(create))).toContain(message);
	});
});

describe('endpoints', () => {
	it('are Creating for about two simulated minutes, then InService, then Deleting, then gone', async () => {
		const aws = await testRegion();
		const began = aws.clock.now();
		await lineEndpoint(aws, 'e');
		expect(await endpointStatus(aws, 'e', 'Creating')).toBe('InService');
		expect(aws.clock.now() - began).toBe(120_000);
		const endpoint = await aws.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'e' }));
		expect(endpoint).toMatchObject({
			EndpointArn: `${ARN}:endpoint/e`,
			EndpointConfigName: 'e',
			ProductionVariants: [
				{
					VariantName: 'A',
					CurrentWeight: 1,
					DesiredWeight: 1,
					CurrentInstanceCount: 1,
					DeployedImages: [{ SpecifiedImage: IMAGE }]
				}
			]
		});
		const { Endpoints } = await aws.sagemaker.send(new ListEndpointsCommand({ StatusEquals: 'InService' }));
		expect(Endpoints?.map(({ EndpointName }) => EndpointName)).toEqual(['e']);
		await aws.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'e' }));
		expect(await endpointStatus(aws, 'e', 'Deleting')).toBe('gone');
		expect(aws.clock.now() - began).toBe(140_000);
		expect(
			aws.heard.flatMap((event) => (event.type === 'endpoint' ? [event.endpoint?.status ?? 'gone'] : []))
		).toEqual(['Creating', 'InService', 'Deleting', 'gone']);
		// Nothing of it stays behind but its log, its bill and the artefact in S3.
		expect(await aws.storage.entries('bytes')).toHaveLength(1);
	});

	it('can neither be created twice nor deleted while they are made', async () => {
		const aws = await testRegion();
		await lineEndpoint(aws, 'e');
		const again = aws.sagemaker.send(
			new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName: 'e' })
		);
		expect(await errorOf(again)).toBe(
			`ValidationException 400: Cannot create already existing endpoint "${ARN}:endpoint/e".`
		);
		const early = aws.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'e' }));
		expect(await errorOf(early)).toBe(
			`ValidationException 400: Cannot update in-progress endpoint "${ARN}:endpoint/e".`
		);
		const none = aws.sagemaker.send(
			new CreateEndpointCommand({ EndpointName: 'f', EndpointConfigName: 'none' })
		);
		expect(await errorOf(none)).toBe(
			`ValidationException 400: Could not find endpoint configuration "${ARN}:endpoint-config/none".`
		);
	});

	it('fail when the model data is gone, and cost nothing', async () => {
		const aws = await testRegion();
		await lineModel(aws, 'm', 2, 1);
		await aws.s3.send(new DeleteObjectCommand({ Bucket: 'models', Key: 'm.tar.gz' }));
		await lineEndpoint(aws, 'e', [variant('A', 'm')]);
		expect(await endpointStatus(aws, 'e', 'Creating')).toBe('Failed');
		const { FailureReason } = await aws.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'e' }));
		expect(FailureReason).toMatch(
			/^Failed to download model data for container "container_1" from URL: "s3:\/\/models\/m.tar.gz"\./
		);
		expect(aws.region.snapshot().meter.filter(({ service }) => service === 'Hosting')).toEqual([]);
		await aws.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'e' }));
		expect(await endpointStatus(aws, 'e', 'Deleting')).toBe('gone');
	});

	it('fail when the container does not start, and say why', async () => {
		const inference: InferenceRunner = {
			start: () => Promise.reject(new UserError('BadModel', 'The archive holds no model.'))
		};
		const aws = await testRegion({ inference });
		await lineEndpoint(aws, 'e');
		expect(await endpointStatus(aws, 'e', 'Creating')).toBe('Failed');
		const { FailureReason } = await aws.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'e' }));
		expect(FailureReason).toBe(
			'The primary container for production variant A did not pass the ping health check. Please check CloudWatch logs for this endpoint. (The archive holds no model.)'
		);
	});
});
