import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
	CreateEndpointCommand,
	CreateEndpointConfigCommand,
	CreateModelCommand,
	CreateTrainingJobCommand,
	DescribeEndpointCommand,
	DescribeTrainingJobCommand,
	StopTrainingJobCommand,
	type CreateTrainingJobRequest,
	type DescribeTrainingJobResponse
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { gunzipSync, gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { readTar, writeTar } from '#sim/core/tar.ts';
import { scriptImageOf } from '#sim/ecr/script-image.ts';
import { inlineScripts } from '#tests/support/program-runner.ts';
import { ROLE, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const IMAGE = scriptImageOf('us-east-1')!;

/** Fits a line through the origin and says how well, round by round. */
const TRAIN = `import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
const { values } = parseArgs({ options: { rounds: { type: 'string' }, word: { type: 'string' } } });
const rows = (await readFile(process.env.SM_CHANNEL_TRAIN + '/line.csv', 'utf8')).trim().split('\\n').map((row) => row.split(',').map(Number));
let slope = 0;
for (let round = 0; round < Number(values.rounds); round++) {
	const gradient = rows.reduce((sum, [y, x]) => sum + (slope * x - y) * x, 0) / rows.length;
	slope -= 0.1 * gradient;
	console.log('round ' + round + ' mse=' + rows.reduce((sum, [y, x]) => sum + (slope * x - y) ** 2, 0) / rows.length);
}
if (values.word === 'fail') {
	await writeFile('/opt/ml/output/failure', 'the word was fail');
	process.exit(7);
}
if (values.word === 'throw') throw new Error('thrown on purpose');
const config = JSON.parse(await readFile('/opt/ml/input/config/hyperparameters.json', 'utf8'));
await writeFile('/opt/ml/output/data/seen.json', JSON.stringify({ config, hps: JSON.parse(process.env.SM_HPS), channels: process.env.SM_CHANNELS }));
await writeFile(process.env.SM_MODEL_DIR + '/slope.json', JSON.stringify({ slope }));
`;

const INFERENCE = `import { readFile } from 'node:fs/promises';
export const modelFn = async (folder) => JSON.parse(await readFile(folder + '/slope.json', 'utf8')).slope;
export const predictFn = (rows, slope) => rows.map(([x]) => Math.round(x * slope * 1000) / 1000);
`;

async function prepared(
	files: Readonly<Record<string, string>> = { 'train.js': TRAIN }
): Promise<TestRegion> {
	const aws = await testRegion({ scripts: inlineScripts() });
	await aws.s3.send(new CreateBucketCommand({ Bucket: 'data' }));
	await aws.s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'train/line.csv', Body: '2,1\n4,2\n6,3' }));
	const source = Object.entries(files).map(([path, text]) => ({ path, bytes: encodeUtf8(text) }));
	const Body = gzipSync(writeTar(source));
	await aws.s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'source/sourcedir.tar.gz', Body }));
	return aws;
}

/** As the Python SDK's framework estimators ask for it: every hyperparameter as JSON. */
function request(own: Readonly<Record<string, unknown>>, program = 'train.js'): CreateTrainingJobRequest {
	const hyperparameters = {
		sagemaker_program: program,
		sagemaker_submit_directory: 's3://data/source/sourcedir.tar.gz',
		...own
	};
	return {
		TrainingJobName: 'script',
		RoleArn: ROLE,
		AlgorithmSpecification: {
			TrainingImage: IMAGE,
			TrainingInputMode: 'File',
			MetricDefinitions: [{ Name: 'mse', Regex: 'mse=([0-9.e+-]+)' }]
		},
		HyperParameters: Object.fromEntries(
			Object.entries(hyperparameters).map(([name, value]) => [name, JSON.stringify(value)])
		),
		InputDataConfig: [
			{
				ChannelName: 'train',
				ContentType: 'text/csv',
				DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://data/train/' } }
			}
		],
		OutputDataConfig: { S3OutputPath: 's3://data/out' },
		ResourceConfig: { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 10 },
		StoppingCondition: { MaxRuntimeInSeconds: 3600 }
	};
}

async function trained(
	aws: TestRegion,
	input: CreateTrainingJobRequest
): Promise<DescribeTrainingJobResponse> {
	await aws.sagemaker.send(new CreateTrainingJobCommand(input));
	for (;;) {
		const job = await aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: 'script' }));
		if (job.TrainingJobStatus !== 'InProgress' && job.TrainingJobStatus !== 'Stopping') return job;
		await aws.clock.sleep(1000);
	}
}

async function fileOf({ s3 }: TestRegion, Key: string, name: string): Promise<string> {
	const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'data', Key }));
	const files = readTar(gunzipSync(await Body!.transformToByteArray()));
	return decodeUtf8(files.find(({ path }) => path === `/${name}`)!.bytes);
}

describe('a training job in script mode', () => {
	it('runs the learner’s script with what the SDKs send, reads its metrics, keeps its model and its data', async () => {
		const aws = await prepared();
		const job = await trained(aws, request({ rounds: 10, word: 'fine' }));
		expect(job).toMatchObject({
			TrainingJobStatus: 'Completed',
			ModelArtifacts: { S3ModelArtifacts: 's3://data/out/script/output/model.tar.gz' },
			FinalMetricDataList: [{ MetricName: 'mse' }]
		});
		const { slope } = JSON.parse(await fileOf(aws, 'out/script/output/model.tar.gz', 'slope.json')) as {
			slope: number;
		};
		expect(slope).toBeCloseTo(2, 1);
		expect(JSON.parse(await fileOf(aws, 'out/script/output/output.tar.gz', 'seen.json'))).toMatchObject({
			config: { rounds: '10', word: '"fine"', sagemaker_program: '"train.js"' },
			hps: { rounds: 10, word: 'fine' },
			channels: '["train"]'
		});
		const log = aws.region.snapshot().logs.find(({ group }) => group === '/aws/sagemaker/TrainingJobs')!;
		expect(log.lines.map(({ message }) => message.split(' mse')[0])).toEqual(
			Array.from({ length: 10 }, (_, n) => `round ${n}`)
		);
	});

	it('fails with the text of the failure file, or with what the script said last', async () => {
		const failed = await trained(await prepared(), request({ rounds: 1, word: 'fail' }));
		expect(failed).toMatchObject({
			TrainingJobStatus: 'Failed',
			FailureReason: 'AlgorithmError: the word was fail, exit code: 7'
		});
		const thrown = await trained(await prepared(), request({ rounds: 1, word: 'throw' }));
		expect(thrown.FailureReason).toMatch(
			/^AlgorithmError: ExecuteUserScriptError:\nExitCode 1\nErrorMessage "/
		);
		expect(thrown.FailureReason).toContain('thrown on purpose');
		expect(thrown.FailureReason).toMatch(/Command "node train\.js --rounds 1 --word throw", exit code: 1$/);
	});

	it('says by name that scripts are JavaScript, and what is missing', async () => {
		const python = await trained(await prepared(), request({}, 'train.py'));
		expect(python.FailureReason).toBe(
			"ClientError: The entry point 'train.py' is not JavaScript. Scripts run in JavaScript here, not in Python: write the script in JavaScript and name its .js or .mjs file."
		);
		const input = request({});
		const absent = await trained(await prepared(), { ...input, HyperParameters: {} });
		expect(absent.FailureReason).toMatch(/^ClientError: The hyperparameter sagemaker_program is missing/);
		const lost = await trained(await prepared({ 'other.js': '' }), request({}));
		expect(lost.FailureReason).toContain("Cannot find module '/opt/ml/code/train.js'");
	});

	it('is refused by name where the host has no sandbox for programs', async () => {
		const aws = await testRegion();
		await aws.s3.send(new CreateBucketCommand({ Bucket: 'data' }));
		await aws.s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'train/line.csv', Body: '1,1' }));
		await aws.s3.send(
			new PutObjectCommand({ Bucket: 'data', Key: 'source/sourcedir.tar.gz', Body: gzipSync(writeTar([])) })
		);
		const job = await trained(aws, request({ rounds: 1 }));
		expect(job.FailureReason).toMatch(
			/^ClientError: Where this region runs there is no sandbox for programs of learners\./
		);
	});

	it('keeps what it saved when it is stopped', async () => {
		const aws = await prepared({
			'train.js': `import { writeFileSync } from 'node:fs';
			const timer = setInterval(() => {}, 1000);
			process.on('SIGTERM', () => { writeFileSync('/opt/ml/model/half.txt', 'half'); clearInterval(timer); });
			console.log('waiting');`
		});
		const ended = trained(aws, request({}));
		while (
			!aws.region.snapshot().logs.some(({ lines }) => lines.some(({ message }) => message === 'waiting'))
		)
			await new Promise((resolve) => setTimeout(resolve, 5));
		await aws.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: 'script' }));
		expect(await ended).toMatchObject({ TrainingJobStatus: 'Stopped', SecondaryStatus: 'Stopped' });
		expect(await fileOf(aws, 'out/script/output/model.tar.gz', 'half.txt')).toBe('half');
	});
});

it('A model of a script is served by the functions that a script exports', async () => {
	const aws = await prepared({ 'train.js': TRAIN, 'inference.js': INFERENCE });
	const job = await trained(aws, request({ rounds: 60 }));
	const { sagemaker, runtime, clock } = aws;
	await sagemaker.send(
		new CreateModelCommand({
			ModelName: 'm',
			ExecutionRoleArn: ROLE,
			PrimaryContainer: {
				Image: IMAGE,
				ModelDataUrl: job.ModelArtifacts!.S3ModelArtifacts,
				Environment: {
					SAGEMAKER_PROGRAM: 'inference.js',
					SAGEMAKER_SUBMIT_DIRECTORY: 's3://data/source/sourcedir.tar.gz'
				}
			}
		})
	);
	const ProductionVariants = [
		{ VariantName: 'v', ModelName: 'm', InitialInstanceCount: 1, InstanceType: 'ml.m5.large' as const }
	];
	await sagemaker.send(new CreateEndpointConfigCommand({ EndpointConfigName: 'c', ProductionVariants }));
	await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName: 'c' }));
	for (;;) {
		const { EndpointStatus, FailureReason } = await sagemaker.send(
			new DescribeEndpointCommand({ EndpointName: 'e' })
		);
		if (EndpointStatus !== 'Creating') {
			expect(FailureReason).toBeUndefined();
			break;
		}
		await clock.sleep(1000);
	}
	const answer = await runtime.send(
		new InvokeEndpointCommand({ EndpointName: 'e', ContentType: 'text/csv', Body: '1\n10' })
	);
	expect(answer.ContentType).toBe('application/json');
	expect(JSON.parse(decodeUtf8(answer.Body!))).toEqual([2, 20]);
});
