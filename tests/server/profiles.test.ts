import {
	CreateBucketCommand,
	GetObjectCommand,
	HeadObjectCommand,
	PutObjectCommand
} from '@aws-sdk/client-s3';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
	CreateAutoMLJobV2Command,
	CreateEndpointCommand,
	CreateEndpointConfigCommand,
	CreateHyperParameterTuningJobCommand,
	CreateModelCommand,
	CreateProcessingJobCommand,
	CreateTrainingJobCommand,
	DescribeAutoMLJobV2Command,
	DescribeEndpointCommand,
	DescribeProcessingJobCommand,
	ListTrainingJobsCommand
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { readOptions, type Options } from '#server/options.ts';
import { openRegion, type OpenedRegion } from '#server/open-region.ts';
import { awsClients, type AwsClients } from '#tests/support/aws-clients.ts';
import { temporaryFolder } from '#tests/support/temporary-folder.ts';
import {
	createPipeline,
	definition,
	modelStep,
	start,
	told,
	trainStep,
	untilEnded
} from '#tests/support/pipeline.ts';
import { processingInput } from '#tests/support/processing-job.ts';
import { errorOf, IMAGE, ROLE, type TestRegion } from '#tests/support/test-region.ts';
import { jobInput, pollJob, putData } from '#tests/support/training-job.ts';
import { transformInput } from '#tests/support/transform-job.ts';
import { pollTuning, tuningInput } from '#tests/support/tuning-job.ts';

const opened: OpenedRegion[] = [];

afterEach(async () => {
	for (const each of opened.splice(0)) await each.close();
});

interface Hosted extends AwsClients {
	readonly clock: OpenedRegion['region']['clock'];
}

/** The region as `npm run region` opens it with these options. */
async function host(...args: string[]): Promise<Hosted> {
	const started = await openRegion(temporaryFolder(), readOptions(args) as Options);
	opened.push(started);
	const { region } = started;
	return { clock: region.clock, ...awsClients((request) => region.handle(request)) };
}

/** A role of the account that nobody made. */
const NOBODY = 'arn:aws:iam::123456789012:role/Nobody';

function model(name: string, role: string, image = IMAGE): CreateModelCommand {
	return new CreateModelCommand({
		ModelName: name,
		ExecutionRoleArn: role,
		PrimaryContainer: { Image: image }
	});
}

describe('the profile real', () => {
	it('refuses roles that IAM does not know, until they are made', async () => {
		const { sagemaker, iam } = await host('--clock', 'instant');
		expect(await errorOf(sagemaker.send(model('m', NOBODY)))).toBe(
			`ValidationException 400: Could not assume role ${NOBODY}. Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role.`
		);
		expect(
			await errorOf(sagemaker.send(new CreateTrainingJobCommand(jobInput('j', { RoleArn: NOBODY }))))
		).toContain('Could not assume role');
		const principal = { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' } };
		const trust = { Version: '2012-10-17', Statement: [{ ...principal, Action: 'sts:AssumeRole' }] };
		await iam.send(
			new CreateRoleCommand({ RoleName: 'Nobody', AssumeRolePolicyDocument: JSON.stringify(trust) })
		);
		await sagemaker.send(model('m', NOBODY));
	});

	it('begins with the execution role that the caller has', async () => {
		const { sagemaker, sts } = await host('--clock', 'instant');
		const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
		const role = /assumed-role\/([^/]+)\//.exec(Arn!)![1]!;
		await sagemaker.send(model('m', `arn:aws:iam::123456789012:role/service-role/${role}`));
		await sagemaker.send(model('n', `arn:aws:iam::123456789012:role/${role}`));
	});

	it('trusts any role where it is told to', async () => {
		const { sagemaker } = await host('--clock', 'instant', '--unknown-roles', 'trusted');
		await sagemaker.send(model('m', NOBODY));
	});
});

describe('the profile api-only', () => {
	it('ends jobs at once with an empty model archive, whatever role they have, and however many there are', async () => {
		const region = await host('--profile', 'api-only');
		await putData(region as never);
		const names = Array.from({ length: 60 }, (_, i) => `job-${i}`);
		await Promise.all(
			names.map((name) =>
				region.sagemaker.send(new CreateTrainingJobCommand(jobInput(name, { RoleArn: NOBODY })))
			)
		);
		for (const name of names) {
			const job = await pollJob(region as never, name);
			expect(job).toMatchObject({ TrainingJobStatus: 'Completed', FinalMetricDataList: [] });
		}
		const Key = 'output/job-7/output/model.tar.gz';
		const { Body } = await region.s3.send(new GetObjectCommand({ Bucket: 'data', Key }));
		expect(gunzipSync(await Body!.transformToByteArray()).every((byte) => byte === 0)).toBe(true);
		const { TrainingJobSummaries } = await region.sagemaker.send(
			new ListTrainingJobsCommand({ NameContains: 'job', StatusEquals: 'Completed', MaxResults: 100 })
		);
		expect(TrainingJobSummaries).toHaveLength(60);
	});

	it('checks requests and references as ever', async () => {
		const region = await host('--profile', 'api-only');
		expect(await errorOf(region.sagemaker.send(model('bad_name', ROLE)))).toContain(
			'failed to satisfy constraint: Member must satisfy regular expression pattern'
		);
		const noData = jobInput('no-data');
		await region.s3.send(new CreateBucketCommand({ Bucket: 'data' }));
		await region.sagemaker.send(new CreateTrainingJobCommand(noData));
		expect(await pollJob(region as never, 'no-data')).toMatchObject({
			TrainingJobStatus: 'Failed',
			FailureReason: expect.stringContaining('no S3 objects were found') as string
		});
		expect(await errorOf(region.s3.send(new HeadObjectCommand({ Bucket: 'none', Key: 'x' })))).toMatch(
			/^NotFound 404/
		);
		const variant = { VariantName: 'v', InstanceType: 'ml.m5.large', InitialInstanceCount: 1 } as const;
		const config = new CreateEndpointConfigCommand({
			EndpointConfigName: 'c',
			ProductionVariants: [{ ...variant, ModelName: 'absent' }]
		});
		expect(await errorOf(region.sagemaker.send(config))).toMatch(
			/^ValidationException 400: Could not find model/
		);
	});

	it('brings endpoints into service, and says by name that they answer no calls', async () => {
		const { sagemaker, runtime } = await host('--profile', 'api-only');
		await sagemaker.send(model('m', NOBODY));
		const variant = { VariantName: 'v', InstanceType: 'ml.m5.large', InitialInstanceCount: 1 } as const;
		await sagemaker.send(
			new CreateEndpointConfigCommand({
				EndpointConfigName: 'c',
				ProductionVariants: [{ ...variant, ModelName: 'm' }]
			})
		);
		await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName: 'c' }));
		for (;;) {
			const { EndpointStatus } = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'e' }));
			if (EndpointStatus !== 'Creating') {
				expect(EndpointStatus).toBe('InService');
				break;
			}
			await new Promise((turn) => setImmediate(turn));
		}
		const call = runtime.send(
			new InvokeEndpointCommand({ EndpointName: 'e', Body: '1', ContentType: 'text/csv' })
		);
		expect(await errorOf(call)).toMatch(/^NotSimulated 501: The profile api-only runs no models/);
	});

	const NO_TRAINING = "The profile api-only trains nothing; start the server with '--profile real' to train.";

	/** The region with data, as the helpers of tests want it. */
	async function withData(): Promise<TestRegion> {
		const region = (await host('--profile', 'api-only')) as never as TestRegion;
		await putData(region);
		return region;
	}

	async function saidIn({ logs }: TestRegion, logGroupName: string): Promise<(string | undefined)[]> {
		const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
		return events.map(({ message }) => message);
	}

	it('says in each training job’s log that nothing was trained', async () => {
		const region = await withData();
		await region.sagemaker.send(new CreateTrainingJobCommand(jobInput('job')));
		await pollJob(region, 'job');
		expect(await saidIn(region, '/aws/sagemaker/TrainingJobs')).toEqual([NO_TRAINING]);
	});

	it('fails a search by name, since no job says how well it did', async () => {
		const region = await withData();
		await region.sagemaker.send(new CreateHyperParameterTuningJobCommand(tuningInput('search')));
		const job = await pollTuning(region, 'search');
		expect(job).toMatchObject({
			HyperParameterTuningJobStatus: 'Failed',
			FailureReason: NO_TRAINING,
			TrainingJobStatusCounters: { Completed: 4 },
			ObjectiveStatusCounters: { Succeeded: 0, Failed: 4 }
		});
		expect(job.BestTrainingJob).toBeUndefined();
	});

	it('fails an AutoML job by name', async () => {
		const region = await withData();
		const table = Array.from({ length: 600 }, (_, i) => `${2 * i},${i}`);
		const Body = ['y,x', ...table].join('\n');
		await region.s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'table/a.csv', Body }));
		await region.sagemaker.send(
			new CreateAutoMLJobV2Command({
				AutoMLJobName: 'auto',
				RoleArn: ROLE,
				AutoMLJobInputDataConfig: [
					{
						ChannelType: 'training',
						ContentType: 'text/csv;header=present',
						DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://data/table' } }
					}
				],
				OutputDataConfig: { S3OutputPath: 's3://data/out' },
				AutoMLProblemTypeConfig: { TabularJobConfig: { TargetAttributeName: 'y' } }
			})
		);
		for (;;) {
			const job = await region.sagemaker.send(new DescribeAutoMLJobV2Command({ AutoMLJobName: 'auto' }));
			if (job.AutoMLJobStatus === 'InProgress') {
				await region.clock.sleep(10_000);
				continue;
			}
			expect(job.AutoMLJobStatus).toBe('Failed');
			expect(job.FailureReason).toContain('The profile api-only trains nothing');
			return;
		}
	});

	it('runs no program of a processing job, whose last words say so', async () => {
		const region = await withData();
		await region.s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'raw/a.csv', Body: '1' }));
		await region.sagemaker.send(new CreateProcessingJobCommand(processingInput()));
		for (;;) {
			const command = new DescribeProcessingJobCommand({ ProcessingJobName: 'p' });
			const job = await region.sagemaker.send(command);
			if (job.ProcessingJobStatus === 'InProgress') {
				await region.clock.sleep(1000);
				continue;
			}
			const said = expect.stringContaining('The profile api-only runs no programs') as string;
			expect(job).toMatchObject({ ProcessingJobStatus: 'Completed', ExitMessage: said });
			expect(await saidIn(region, '/aws/sagemaker/ProcessingJobs')).toEqual([said]);
			return;
		}
	});

	it('fails a transform job by name, also as a step of a pipeline that has trained nothing', async () => {
		const region = await withData();
		const inputs = { Bucket: 'data', Key: 'in/a.csv', Body: '1' };
		await region.s3.send(new PutObjectCommand(inputs));
		const { TransformJobName: _name, ModelName: _model, ...rest } = transformInput();
		const transform = {
			Name: 'Score',
			Type: 'Transform',
			Arguments: { ...rest, ModelName: { Get: 'Steps.Make.ModelName' } }
		};
		await createPipeline(region, definition([trainStep('Train'), modelStep('Make', 'Train'), transform]));
		const ended = await untilEnded(region, await start(region));
		expect(told(ended)).toEqual(['Train Succeeded', 'Make Succeeded', 'Score Failed']);
		expect(ended.execution.PipelineExecutionStatus).toBe('Failed');
		expect(ended.steps.at(-1)!.FailureReason).toContain('The profile api-only runs no models');
		expect(await saidIn(region, '/aws/sagemaker/TrainingJobs')).toEqual([NO_TRAINING]);
	});
});
