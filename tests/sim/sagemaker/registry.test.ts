import {
	AddTagsCommand,
	BatchDescribeModelPackageCommand,
	CreateModelCommand,
	CreateModelPackageCommand,
	CreateModelPackageGroupCommand,
	DeleteModelPackageCommand,
	DeleteModelPackageGroupCommand,
	DescribeModelCommand,
	DescribeModelPackageCommand,
	DescribeModelPackageGroupCommand,
	GetModelPackageGroupPolicyCommand,
	ListModelPackageGroupsCommand,
	ListModelPackagesCommand,
	ListTagsCommand,
	PutModelPackageGroupPolicyCommand,
	UpdateModelPackageCommand,
	type ContainerDefinition,
	type CreateModelPackageCommandInput
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { describe, expect, it } from 'vitest';
import { lineModel, servingEndpoint, variant } from '#tests/support/line-endpoint.ts';
import { errorOf, IMAGE, ROLE, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const ARN = 'arn:aws:sagemaker:us-east-1:123456789012';

async function group(): Promise<TestRegion> {
	const aws = await testRegion();
	await lineModel(aws, 'm', 2, 1);
	await aws.sagemaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: 'lines' }));
	return aws;
}

function version(changes: Partial<CreateModelPackageCommandInput> = {}): CreateModelPackageCommand {
	return new CreateModelPackageCommand({
		ModelPackageGroupName: 'lines',
		InferenceSpecification: {
			Containers: [{ Image: IMAGE, ModelDataUrl: 's3://models/m.tar.gz' }],
			SupportedContentTypes: ['text/csv'],
			SupportedResponseMIMETypes: ['text/csv']
		},
		...changes
	});
}

describe('model package groups', () => {
	it('count their versions, and never give a number twice', async () => {
		const { sagemaker } = await group();
		const first = await sagemaker.send(version());
		expect(first.ModelPackageArn).toBe(`${ARN}:model-package/lines/1`);
		const second = await sagemaker.send(version());
		await sagemaker.send(new DeleteModelPackageCommand({ ModelPackageName: second.ModelPackageArn }));
		expect((await sagemaker.send(version())).ModelPackageArn).toBe(`${ARN}:model-package/lines/3`);
	});

	it('are listed and described, and deleted when they are empty', async () => {
		const { sagemaker } = await group();
		const { ModelPackageArn } = await sagemaker.send(version());
		const listed = await sagemaker.send(new ListModelPackageGroupsCommand({ NameContains: 'LINE' }));
		expect(listed.ModelPackageGroupSummaryList).toMatchObject([
			{ ModelPackageGroupName: 'lines', ModelPackageGroupStatus: 'Completed' }
		]);
		const remove = new DeleteModelPackageGroupCommand({ ModelPackageGroupName: 'lines' });
		expect(await errorOf(sagemaker.send(remove))).toMatch(/^ConflictException 400: .*cannot be deleted/);
		await sagemaker.send(new DeleteModelPackageCommand({ ModelPackageName: ModelPackageArn }));
		await sagemaker.send(remove);
		const describeGroup = new DescribeModelPackageGroupCommand({ ModelPackageGroupName: 'lines' });
		expect(await errorOf(sagemaker.send(describeGroup))).toBe(
			`ValidationException 400: ModelPackageGroup ${ARN}:model-package-group/lines does not exist.`
		);
	});

	it('keep a resource policy that is one', async () => {
		const { sagemaker } = await group();
		const put = (ResourcePolicy: string): Promise<unknown> =>
			sagemaker.send(
				new PutModelPackageGroupPolicyCommand({ ModelPackageGroupName: 'lines', ResourcePolicy })
			);
		const get = new GetModelPackageGroupPolicyCommand({ ModelPackageGroupName: 'lines' });
		expect(await errorOf(sagemaker.send(get))).toMatch(/^ValidationException 400: Cannot find/);
		expect(await errorOf(put('{}'))).toMatch(/^ValidationException 400: Invalid resource policy/);
		const policy = '{"Statement":[{"Effect":"Allow","Principal":"*"}]}';
		await put(policy);
		expect((await sagemaker.send(get)).ResourcePolicy).toBe(policy);
	});
});

describe('model packages', () => {
	it('wait for approval, and tell who may use them', async () => {
		const { sagemaker } = await group();
		const { ModelPackageArn } = await sagemaker.send(
			version({ CustomerMetadataProperties: { a: '1', b: '2' }, ModelPackageDescription: 'a line' })
		);
		const ask = new DescribeModelPackageCommand({ ModelPackageName: ModelPackageArn });
		expect(await sagemaker.send(ask)).toMatchObject({
			ModelPackageGroupName: 'lines',
			ModelPackageVersion: 1,
			ModelPackageStatus: 'Completed',
			ModelApprovalStatus: 'PendingManualApproval',
			ModelPackageDescription: 'a line',
			InferenceSpecification: { Containers: [{ Image: IMAGE }] }
		});
		await sagemaker.send(
			new UpdateModelPackageCommand({
				ModelPackageArn,
				ModelApprovalStatus: 'Approved',
				ApprovalDescription: 'fits',
				CustomerMetadataProperties: { c: '3' },
				CustomerMetadataPropertiesToRemove: ['a']
			})
		);
		expect(await sagemaker.send(ask)).toMatchObject({
			ModelApprovalStatus: 'Approved',
			ApprovalDescription: 'fits',
			CustomerMetadataProperties: { b: '2', c: '3' }
		});
		const approved = new ListModelPackagesCommand({
			ModelPackageGroupName: 'lines',
			ModelApprovalStatus: 'Approved'
		});
		expect((await sagemaker.send(approved)).ModelPackageSummaryList).toHaveLength(1);
	});

	it('without a group are listed apart', async () => {
		const { sagemaker } = await group();
		await sagemaker.send(version());
		await sagemaker.send(version({ ModelPackageGroupName: undefined, ModelPackageName: 'alone' }));
		const names = async (input: object): Promise<unknown[]> => {
			const { ModelPackageSummaryList = [] } = await sagemaker.send(new ListModelPackagesCommand(input));
			return ModelPackageSummaryList.map(({ ModelPackageArn }) => ModelPackageArn);
		};
		expect(await names({})).toEqual([`${ARN}:model-package/alone`]);
		expect(await names({ ModelPackageType: 'Versioned' })).toEqual([`${ARN}:model-package/lines/1`]);
		expect(await names({ ModelPackageType: 'Both' })).toHaveLength(2);
	});

	it('need a place, model data that is there and nothing that is not simulated', async () => {
		const { sagemaker } = await group();
		const fault = (changes: Partial<CreateModelPackageCommandInput>): Promise<string> =>
			errorOf(sagemaker.send(version(changes)));
		expect(await fault({ ModelPackageName: 'x' })).toMatch(/Both ModelPackageName and ModelPackageGroupName/);
		expect(await fault({ ModelPackageGroupName: undefined })).toBe('ValidationException 400: Missing ARN.');
		expect(await fault({ ModelPackageGroupName: 'none' })).toMatch(
			/model-package-group\/none does not exist/
		);
		const lost = { Containers: [{ Image: IMAGE, ModelDataUrl: 's3://models/none' }] };
		const spec = { SupportedContentTypes: ['a/b'], SupportedResponseMIMETypes: ['a/b'], ...lost };
		expect(await fault({ InferenceSpecification: spec })).toMatch(/Could not find model data/);
		expect(await fault({ CertifyForMarketplace: true })).toMatch(/^NotSimulated 501: CertifyForMarketplace/);
	});

	it('are the same one for a request that is repeated with its token', async () => {
		const { sagemaker } = await group();
		const once = await sagemaker.send(version({ ClientToken: 'token-1' }));
		const twice = await sagemaker.send(version({ ClientToken: 'token-1' }));
		expect(twice.ModelPackageArn).toBe(once.ModelPackageArn);
	});

	it('are described together, the absent ones as errors', async () => {
		const { sagemaker } = await group();
		const { ModelPackageArn } = await sagemaker.send(version());
		const absent = `${ARN}:model-package/lines/9`;
		const answer = await sagemaker.send(
			new BatchDescribeModelPackageCommand({ ModelPackageArnList: [ModelPackageArn!, absent] })
		);
		expect(answer.ModelPackageSummaries).toMatchObject({ [ModelPackageArn!]: { ModelPackageVersion: 1 } });
		expect(answer.BatchDescribeModelPackageErrorMap).toMatchObject({
			[absent]: { ErrorCode: 'ValidationException' }
		});
	});

	it('give their containers to a model, which is served', async () => {
		const aws = await group();
		const { ModelPackageArn: ModelPackageName } = await aws.sagemaker.send(version());
		const create = (ModelName: string, PrimaryContainer: ContainerDefinition): Promise<unknown> =>
			aws.sagemaker.send(new CreateModelCommand({ ModelName, ExecutionRoleArn: ROLE, PrimaryContainer }));
		await create('from-package', { ModelPackageName });
		const described = await aws.sagemaker.send(new DescribeModelCommand({ ModelName: 'from-package' }));
		expect(described.PrimaryContainer).toEqual({ ModelPackageName });
		await servingEndpoint(aws, 'e', [variant('A', 'from-package')]);
		const { Body } = await aws.runtime.send(
			new InvokeEndpointCommand({ EndpointName: 'e', ContentType: 'text/csv', Body: '3' })
		);
		expect(new TextDecoder().decode(Body)).toBe('7');
		expect(await errorOf(create('x', { ModelPackageName: 'none' }))).toMatch(
			/model-package\/none does not exist/
		);
		expect(await errorOf(create('x', { ModelPackageName, Image: IMAGE }))).toMatch(
			/either a ModelPackageName or/
		);
		expect(await errorOf(create('x', { ModelPackageName, InferenceSpecificationName: 'fast' }))).toMatch(
			/no InferenceSpecification 'fast'/
		);
	});

	it('have tags', async () => {
		const { sagemaker } = await group();
		const { ModelPackageArn: ResourceArn } = await sagemaker.send(version());
		await sagemaker.send(new AddTagsCommand({ ResourceArn, Tags: [{ Key: 'team', Value: 'blue' }] }));
		expect((await sagemaker.send(new ListTagsCommand({ ResourceArn }))).Tags).toEqual([
			{ Key: 'team', Value: 'blue' }
		]);
	});
});
