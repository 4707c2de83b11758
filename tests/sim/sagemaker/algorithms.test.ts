import {
	CreateAlgorithmCommand,
	CreateCodeRepositoryCommand,
	CreateModelPackageCommand,
	DeleteAlgorithmCommand,
	DescribeAlgorithmCommand,
	DescribeCodeRepositoryCommand,
	DescribeModelPackageCommand,
	ListAlgorithmsCommand,
	UpdateCodeRepositoryCommand,
	type CreateAlgorithmCommandInput
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { lineModel } from '#tests/support/line-endpoint.ts';
import { errorOf, IMAGE, testRegion } from '#tests/support/test-region.ts';

function lines(changes: Partial<CreateAlgorithmCommandInput> = {}): CreateAlgorithmCommand {
	return new CreateAlgorithmCommand({
		AlgorithmName: 'lines',
		TrainingSpecification: {
			TrainingImage: IMAGE,
			SupportedTrainingInstanceTypes: ['ml.m5.large'],
			TrainingChannels: [
				{ Name: 'train', SupportedContentTypes: ['text/csv'], SupportedInputModes: ['File'] }
			]
		},
		InferenceSpecification: { Containers: [{ Image: IMAGE }] },
		...changes
	});
}

describe('algorithms', () => {
	it('are described, listed, unique and deleted', async () => {
		const { sagemaker } = await testRegion();
		await sagemaker.send(lines());
		const ask = new DescribeAlgorithmCommand({ AlgorithmName: 'lines' });
		expect(await sagemaker.send(ask)).toMatchObject({
			AlgorithmStatus: 'Completed',
			TrainingSpecification: { TrainingImage: IMAGE }
		});
		expect(await errorOf(sagemaker.send(lines()))).toMatch(/^ValidationException 400: .*already exists/);
		expect((await sagemaker.send(new ListAlgorithmsCommand({}))).AlgorithmSummaryList).toHaveLength(1);
		await sagemaker.send(new DeleteAlgorithmCommand({ AlgorithmName: 'lines' }));
		expect(await errorOf(sagemaker.send(ask))).toMatch(/^ValidationException 400: .*does not exist/);
	});

	it('tune only for metrics that they have', async () => {
		const { sagemaker } = await testRegion();
		const { TrainingSpecification } = lines().input;
		const SupportedTuningJobObjectiveMetrics = [{ Type: 'Minimize', MetricName: 'rmse' } as const];
		const spec = { ...TrainingSpecification!, SupportedTuningJobObjectiveMetrics };
		expect(await errorOf(sagemaker.send(lines({ TrainingSpecification: spec })))).toMatch(
			/objective metric 'rmse'/
		);
	});

	it('give a model package the container that serves what they trained', async () => {
		const aws = await testRegion();
		await lineModel(aws, 'm', 2, 1);
		await aws.sagemaker.send(lines());
		const source = { AlgorithmName: 'lines', ModelDataUrl: 's3://models/m.tar.gz' };
		await aws.sagemaker.send(
			new CreateModelPackageCommand({
				ModelPackageName: 'p',
				SourceAlgorithmSpecification: { SourceAlgorithms: [source] }
			})
		);
		const described = await aws.sagemaker.send(new DescribeModelPackageCommand({ ModelPackageName: 'p' }));
		expect(described.InferenceSpecification?.Containers).toMatchObject([
			{ Image: IMAGE, ModelDataUrl: 's3://models/m.tar.gz' }
		]);
	});
});

describe('code repositories', () => {
	it('keep where a repository is, and may change its secret only', async () => {
		const { sagemaker } = await testRegion();
		const GitConfig = { RepositoryUrl: 'https://example.com/r.git', Branch: 'main' };
		await sagemaker.send(new CreateCodeRepositoryCommand({ CodeRepositoryName: 'r', GitConfig }));
		const SecretArn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:s';
		await sagemaker.send(
			new UpdateCodeRepositoryCommand({ CodeRepositoryName: 'r', GitConfig: { SecretArn } })
		);
		const described = await sagemaker.send(new DescribeCodeRepositoryCommand({ CodeRepositoryName: 'r' }));
		expect(described.GitConfig).toEqual({ ...GitConfig, SecretArn });
	});
});
