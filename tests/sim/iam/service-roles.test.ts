import {
	CreateEndpointCommand,
	CreateEndpointConfigCommand,
	CreateModelCommand,
	CreateTrainingJobCommand,
	DescribeEndpointCommand
} from '@aws-sdk/client-sagemaker';
import { AttachRolePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { denied, makeStudent, STUDENT } from '#tests/support/student-role.ts';
import { errorOf, IMAGE, ROLE, testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { jobInput, pollJob, putData } from '#tests/support/training-job.ts';

/** A region with data and a role that SageMaker may take on, with these statements. */
async function withStudent(
	statements: readonly object[],
	trusted: unknown = { Service: 'sagemaker.amazonaws.com' }
): Promise<TestRegion> {
	const aws = await testRegion();
	await putData(aws);
	await makeStudent(aws, statements, trusted);
	return aws;
}

const LIST = { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::data' };
const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/train/*' };
const WRITE = { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::data/output/*' };

/** The reason for which a job under that role failed; its artefact's place where it did not. */
async function train(aws: TestRegion, RoleArn = STUDENT): Promise<string | undefined> {
	await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('job', { RoleArn })));
	const { FailureReason, ModelArtifacts } = await pollJob(aws, 'job');
	return FailureReason ?? ModelArtifacts?.S3ModelArtifacts;
}

describe('a training job under a role', () => {
	it('works with just the permissions that it needs', async () => {
		expect(await train(await withStudent([LIST, READ, WRITE]))).toBe(
			's3://data/output/job/output/model.tar.gz'
		);
	});

	it.each<[string, object[], string]>([
		[
			'list its bucket',
			[READ, WRITE],
			`ClientError: Data download failed: ${denied('s3:ListBucket', 'arn:aws:s3:::data')}`
		],
		[
			'read its data',
			[LIST, WRITE],
			`ClientError: Data download failed: ${denied('s3:GetObject', 'arn:aws:s3:::data/train/line.csv')}`
		],
		[
			'write its model',
			[LIST, READ],
			`ClientError: Artifact upload failed: ${denied('s3:PutObject', 'arn:aws:s3:::data/output/job/output/model.tar.gz')}`
		]
	])('fails where the role may not %s', async (_, statements, reason) => {
		expect(await train(await withStudent(statements))).toBe(reason);
	});

	it('fails where one policy denies what others allow', async () => {
		const aws = await withStudent([
			{ Effect: 'Allow', Action: '*', Resource: '*' },
			{ Effect: 'Deny', Action: 's3:Get*', Resource: 'arn:aws:s3:::data/*' }
		]);
		expect(await train(aws)).toMatch(/s3:GetObject .* with an explicit deny in a policy$/);
	});

	it('fails with AmazonSageMakerFullAccess alone, unless the bucket has SageMaker in its name', async () => {
		const aws = await withStudent([]);
		const PolicyArn = 'arn:aws:iam::aws:policy/AmazonSageMakerFullAccess';
		await aws.iam.send(new AttachRolePolicyCommand({ RoleName: 'student', PolicyArn }));
		expect(await train(aws)).toContain(denied('s3:GetObject', 'arn:aws:s3:::data/train/line.csv'));
	});

	it.each<[string, object[], 'Allow' | 'Deny', RegExp]>([
		['opened by a bucket’s policy to a role without permission', [LIST, WRITE], 'Allow', /^s3:/],
		['closed by a bucket’s policy to a role with permission', [LIST, READ, WRITE], 'Deny', /explicit deny/]
	])('may find its data %s', async (_, statements, Effect, outcome) => {
		const aws = await withStudent(statements);
		const Statement = [
			{ Effect, Principal: { AWS: STUDENT }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' }
		];
		const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
		await aws.s3.send(new PutBucketPolicyCommand({ Bucket: 'data', Policy }));
		expect(await train(aws)).toMatch(outcome);
	});

	it('works under the role that the account begins with', async () => {
		expect(await train(await withStudent([]), ROLE)).toMatch(/^s3:/);
	});
});

describe('a role that SageMaker may not take on', () => {
	const refused = `ValidationException 400: Could not assume role ${STUDENT}. Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role.`;

	it('is refused for jobs and models', async () => {
		const aws = await withStudent([LIST, READ, WRITE], { Service: 'lambda.amazonaws.com' });
		const job = new CreateTrainingJobCommand(jobInput('job', { RoleArn: STUDENT }));
		expect(await errorOf(aws.sagemaker.send(job))).toBe(refused);
		const model = new CreateModelCommand({
			ModelName: 'm',
			ExecutionRoleArn: STUDENT,
			PrimaryContainer: { Image: IMAGE, ModelDataUrl: 's3://data/m.tar.gz' }
		});
		expect(await errorOf(aws.sagemaker.send(model))).toBe(refused);
	});

	it('is taken on once its trust policy was replaced by one that names SageMaker', async () => {
		const aws = await withStudent([LIST, READ, WRITE], { Service: 'lambda.amazonaws.com' });
		const replace = (Statement: readonly object[], RoleName = 'student') => {
			const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
			return aws.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
		};
		const trust = {
			Effect: 'Allow',
			Principal: { Service: 'sagemaker.amazonaws.com' },
			Action: 'sts:AssumeRole'
		};
		expect(await errorOf(replace([READ]))).toMatch(/^MalformedPolicyDocumentException 400/);
		expect(await errorOf(replace([trust], 'nobody'))).toMatch(/^NoSuchEntityException 404/);
		const job = new CreateTrainingJobCommand(jobInput('early', { RoleArn: STUDENT }));
		expect(await errorOf(aws.sagemaker.send(job))).toBe(refused);
		await replace([trust]);
		expect(await train(aws)).toMatch(/^s3:/);
	});

	it.each(['trusted', 'refused'] as const)('may be one that is not there: %s', async (unknownRoles) => {
		const aws = await testRegion({ unknownRoles });
		await putData(aws);
		const job = new CreateTrainingJobCommand(jobInput('job', { RoleArn: STUDENT }));
		const answer = await errorOf(aws.sagemaker.send(job));
		expect(answer).toBe(unknownRoles === 'trusted' ? 'no error' : refused);
	});
});

describe('an endpoint', () => {
	it('fails where the role of its model may not read the artefact', async () => {
		const aws = await withStudent([LIST, READ, WRITE]);
		const url = await train(aws);
		await aws.sagemaker.send(
			new CreateModelCommand({
				ModelName: 'm',
				ExecutionRoleArn: STUDENT,
				PrimaryContainer: { Image: IMAGE, ModelDataUrl: url }
			})
		);
		const ProductionVariants = [
			{ VariantName: 'a', ModelName: 'm', InstanceType: 'ml.m5.large' as const, InitialInstanceCount: 1 }
		];
		await aws.sagemaker.send(
			new CreateEndpointConfigCommand({ EndpointConfigName: 'c', ProductionVariants })
		);
		await aws.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName: 'c' }));
		for (;;) {
			const command = new DescribeEndpointCommand({ EndpointName: 'e' });
			const { EndpointStatus, FailureReason } = await aws.sagemaker.send(command);
			if (EndpointStatus !== 'Creating') {
				expect(EndpointStatus).toBe('Failed');
				expect(FailureReason).toMatch(
					/the role passed to CreateModel has permissions to download the model\.$/
				);
				return;
			}
			await aws.clock.sleep(1000);
		}
	});
});
