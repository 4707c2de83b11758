import { scriptImageOf } from '#sim/ecr/script-image.ts';
import {
	CreateAutoMLJobV2Command,
	CreateFeatureGroupCommand,
	CreateHyperParameterTuningJobCommand,
	CreateModelCommand,
	CreatePipelineCommand,
	CreateProcessingJobCommand,
	DescribeAutoMLJobV2Command,
	DescribeFeatureGroupCommand,
	DescribeProcessingJobCommand,
	ListTagsCommand
} from '@aws-sdk/client-sagemaker';
import { PutRecordCommand } from '@aws-sdk/client-sagemaker-featurestore-runtime';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { ScriptRunner } from '#sim/ports.ts';
import { definition, start, trainStep, untilEnded } from '#tests/support/pipeline.ts';
import {
	allow,
	denied,
	makeStudent,
	READ,
	setPermissions,
	STUDENT,
	WRITE
} from '#tests/support/student-role.ts';
import { IMAGE, testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { putData } from '#tests/support/training-job.ts';
import { pollTuning, tuningInput } from '#tests/support/tuning-job.ts';
import { outputsOf, putInputs, runTransform } from '#tests/support/transform-job.ts';

const [LIST, GET] = READ as [object, object];

describe('a transform job under the role of its model', () => {
	async function reasonUnder(statements: readonly object[]): Promise<string | undefined> {
		const aws = await testRegion();
		await makeStudent(aws, statements);
		await putInputs(aws, { 'in/a.csv': '5', 'm.tar.gz': JSON.stringify({ a: 2, b: 1 }) });
		const PrimaryContainer = { Image: IMAGE, ModelDataUrl: 's3://data/m.tar.gz' };
		await aws.sagemaker.send(
			new CreateModelCommand({ ModelName: 'm', ExecutionRoleArn: STUDENT, PrimaryContainer })
		);
		const { FailureReason } = await runTransform(aws);
		return FailureReason ?? (await outputsOf(aws))['a.csv.out'];
	}

	it.each<[string, object[], string]>([
		['works with what it needs', [LIST, GET, WRITE], '11'],
		[
			'fails where it may not list the data',
			[GET, WRITE],
			`ClientError: Data download failed: ${denied('s3:ListBucket', 'arn:aws:s3:::data')}`
		],
		[
			'fails where it may not read the model',
			[LIST, WRITE],
			`ClientError: Failed to download model data from s3://data/m.tar.gz: ${denied('s3:GetObject', 'arn:aws:s3:::data/m.tar.gz')}`
		],
		[
			'fails where it may not read the data',
			[LIST, allow('s3:GetObject', 'arn:aws:s3:::data/m.tar.gz'), WRITE],
			`ClientError: Data download failed: ${denied('s3:GetObject', 'arn:aws:s3:::data/in/a.csv')}`
		],
		[
			'fails where it may not write',
			[LIST, GET],
			`ClientError: Output upload failed: ${denied('s3:PutObject', 'arn:aws:s3:::data/out/a.csv.out')}`
		]
	])('%s', async (_, statements, outcome) => {
		expect(await reasonUnder(statements)).toBe(outcome);
	});
});

describe('a processing job under its role', () => {
	const copies: ScriptRunner = {
		start: ({ files }) => ({
			finished: Promise.resolve({
				exitCode: 0,
				exitMessage: null,
				files: files
					.filter(({ path }) => path.startsWith('/opt/ml/processing/'))
					.map(({ bytes }) => ({ path: '/opt/ml/processing/output/copy/a.csv', bytes }))
			}),
			stop: () => {},
			kill: () => {}
		}),
		serve: () => Promise.reject(new Error('It serves nothing.'))
	};

	async function reasonUnder(statements: readonly object[]): Promise<string | undefined> {
		const aws = await testRegion({ scripts: copies });
		await makeStudent(aws, statements);
		await putInputs(aws, { 'raw/a.csv': '1' });
		await aws.sagemaker.send(
			new CreateProcessingJobCommand({
				ProcessingJobName: 'p',
				RoleArn: STUDENT,
				AppSpecification: { ImageUri: scriptImageOf('us-east-1')!, ContainerEntrypoint: ['node', 'copy.js'] },
				ProcessingResources: {
					ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 1 }
				},
				ProcessingInputs: [
					{
						InputName: 'raw',
						S3Input: {
							S3Uri: 's3://data/raw',
							LocalPath: '/opt/ml/processing/input/raw',
							S3DataType: 'S3Prefix',
							S3InputMode: 'File'
						}
					}
				],
				ProcessingOutputConfig: {
					Outputs: [
						{
							OutputName: 'copy',
							S3Output: {
								S3Uri: 's3://data/copy',
								LocalPath: '/opt/ml/processing/output/copy',
								S3UploadMode: 'EndOfJob'
							}
						}
					]
				}
			})
		);
		for (;;) {
			const command = new DescribeProcessingJobCommand({ ProcessingJobName: 'p' });
			const job = await aws.sagemaker.send(command);
			if (job.ProcessingJobStatus !== 'InProgress') return job.FailureReason ?? job.ProcessingJobStatus;
			await aws.clock.sleep(1000);
		}
	}

	it.each<[string, object[], string]>([
		['works with what it needs', [LIST, GET, WRITE], 'Completed'],
		[
			'fails where it may not list its input',
			[GET, WRITE],
			`ClientError: Data download failed: ${denied('s3:ListBucket', 'arn:aws:s3:::data')}`
		],
		[
			'fails where it may not read its input',
			[LIST, WRITE],
			`ClientError: Data download failed: ${denied('s3:GetObject', 'arn:aws:s3:::data/raw/a.csv')}`
		],
		[
			'fails where it may not write its output',
			[LIST, GET],
			`ClientError: Output upload failed: ${denied('s3:PutObject', 'arn:aws:s3:::data/copy/a.csv')}`
		]
	])('%s', async (_, statements, outcome) => {
		expect(await reasonUnder(statements)).toBe(outcome);
	});
});

describe('jobs that start training jobs', () => {
	it('hand their role on: a search fails by the failures of its children', async () => {
		const aws = await testRegion();
		await makeStudent(aws, [LIST, WRITE]);
		await putData(aws);
		const input = tuningInput('search', {}, { RoleArn: STUDENT });
		await aws.sagemaker.send(new CreateHyperParameterTuningJobCommand(input));
		const job = await pollTuning(aws, 'search');
		expect(job.HyperParameterTuningJobStatus).toBe('Failed');
		expect(job.FailureReason).toMatch(/^No training job succeeded after 4 attempts\./);
		expect(job.TrainingJobStatusCounters).toMatchObject({ NonRetryableError: 4 });
	});

	it('may be an AutoML job, whose prepared data are written under its role', async () => {
		const aws = await testRegion();
		await makeStudent(aws, READ);
		const rows = Array.from({ length: 60 }, (_, i) => `${i},${i % 2}`);
		await putInputs(aws, { 'table.csv': ['a,y', ...rows].join('\n') });
		const S3DataSource = { S3DataType: 'S3Prefix' as const, S3Uri: 's3://data/table.csv' };
		await aws.sagemaker.send(
			new CreateAutoMLJobV2Command({
				AutoMLJobName: 'auto',
				RoleArn: STUDENT,
				AutoMLJobInputDataConfig: [
					{ ChannelType: 'training', ContentType: 'text/csv;header=present', DataSource: { S3DataSource } }
				],
				OutputDataConfig: { S3OutputPath: 's3://data/out' },
				AutoMLProblemTypeConfig: {
					TabularJobConfig: { TargetAttributeName: 'y', CompletionCriteria: { MaxCandidates: 1 } }
				}
			})
		);
		for (;;) {
			const command = new DescribeAutoMLJobV2Command({ AutoMLJobName: 'auto' });
			const { AutoMLJobStatus, FailureReason } = await aws.sagemaker.send(command);
			if (AutoMLJobStatus !== 'InProgress') {
				expect(FailureReason).toContain(
					`ClientError: The prepared data could not be stored: ${denied('s3:PutObject', 'arn:aws:s3:::data/out/auto/preprocessed-data/train/chunk_0.csv')}`
				);
				return;
			}
			await aws.clock.sleep(10_000);
		}
	});
});

describe('a pipeline under its role', () => {
	async function pipelineUnder(statements: readonly object[]): Promise<TestRegion> {
		const aws = await testRegion();
		await makeStudent(aws, statements);
		await putData(aws);
		const PipelineDefinition = definition([trainStep('Train')]);
		await aws.sagemaker.send(
			new CreatePipelineCommand({ PipelineName: 'p', PipelineDefinition, RoleArn: STUDENT })
		);
		return aws;
	}

	const CREATE = allow(['sagemaker:CreateTrainingJob', 'sagemaker:AddTags'], '*');

	it.each<[string, object[], RegExp]>([
		[
			'create what a step creates',
			[allow('iam:PassRole', '*')],
			/^ClientError: Failed to invoke sagemaker:CreateTrainingJob\. Error Details: User: arn:aws:sts::123456789012:assumed-role\/student\/sagemaker-pipeline-[0-9a-f]{12}-Train is not authorized to perform: sagemaker:CreateTrainingJob on resource: "arn:aws:sagemaker:us-east-1:123456789012:training-job\/pipelines-[0-9a-f]{12}-Train-[0-9a-f]{10}"/
		],
		['tag it', [allow('sagemaker:CreateTrainingJob', '*')], /perform: sagemaker:AddTags on resource/],
		['hand on a role', [CREATE], /perform: iam:PassRole on resource: "arn:aws:iam::123456789012:role\//]
	])('fails where that may not %s', async (_, statements, reason) => {
		const aws = await pipelineUnder(statements);
		const { execution, steps } = await untilEnded(aws, await start(aws));
		expect(execution.PipelineExecutionStatus).toBe('Failed');
		expect(steps[0]!.FailureReason).toMatch(reason);
	});

	it('creates and tags the jobs of its steps', async () => {
		const aws = await pipelineUnder([CREATE, allow('iam:PassRole', '*')]);
		const arn = await start(aws);
		const { execution, steps } = await untilEnded(aws, arn);
		expect(execution.PipelineExecutionStatus).toBe('Succeeded');
		const ResourceArn = steps[0]!.Metadata!.TrainingJob!.Arn;
		const { Tags } = await aws.sagemaker.send(new ListTagsCommand({ ResourceArn }));
		expect(Tags).toEqual([
			{ Key: 'sagemaker:pipeline-execution-arn', Value: arn },
			{ Key: 'sagemaker:pipeline-step-name', Value: 'Train' }
		]);
	});
});

describe('a feature group with an offline store', () => {
	async function group(statements: readonly object[]): Promise<TestRegion> {
		const aws = await testRegion();
		await makeStudent(aws, statements);
		await aws.s3.send(new CreateBucketCommand({ Bucket: 'features' }));
		await aws.sagemaker.send(
			new CreateFeatureGroupCommand({
				FeatureGroupName: 'houses',
				RecordIdentifierFeatureName: 'id',
				EventTimeFeatureName: 'at',
				FeatureDefinitions: [
					{ FeatureName: 'id', FeatureType: 'Integral' },
					{ FeatureName: 'at', FeatureType: 'String' }
				],
				OnlineStoreConfig: { EnableOnlineStore: true },
				OfflineStoreConfig: { S3StorageConfig: { S3Uri: 's3://features/store' } },
				RoleArn: STUDENT
			})
		);
		await aws.clock.sleep(60_000);
		return aws;
	}

	const described = ({ sagemaker }: TestRegion) =>
		sagemaker.send(new DescribeFeatureGroupCommand({ FeatureGroupName: 'houses' }));

	it('is not created where its role may not write there', async () => {
		const { FeatureGroupStatus, FailureReason } = await described(await group(READ));
		expect(FeatureGroupStatus).toBe('CreateFailed');
		expect(FailureReason).toMatch(
			/^User: .*assumed-role\/student\/SageMaker is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::features\/store\//
		);
	});

	it('is blocked while its role may no longer write, and goes on when it may again', async () => {
		const aws = await group([WRITE]);
		expect((await described(aws)).FeatureGroupStatus).toBe('Created');
		await setPermissions(aws, READ);
		const Record = [
			{ FeatureName: 'id', ValueAsString: '1' },
			{ FeatureName: 'at', ValueAsString: '2026-03-01T12:00:00Z' }
		];
		await aws.featureStore.send(new PutRecordCommand({ FeatureGroupName: 'houses', Record }));
		await aws.clock.sleep(6 * 60_000);
		const { OfflineStoreStatus } = await described(aws);
		expect(OfflineStoreStatus?.Status).toBe('Blocked');
		expect(OfflineStoreStatus?.BlockedReason).toContain('is not authorized to perform: s3:PutObject');
		await setPermissions(aws, [WRITE]);
		await aws.clock.sleep(6 * 60_000);
		expect((await described(aws)).OfflineStoreStatus?.Status).toBe('Active');
	});
});
