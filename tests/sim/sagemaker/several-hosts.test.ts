import {
	CreateProcessingJobCommand,
	CreateTrainingJobCommand,
	DescribeProcessingJobCommand,
	type CreateTrainingJobRequest
} from '@aws-sdk/client-sagemaker';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { gunzipSync, gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { readTar, writeTar } from '#sim/core/tar.ts';
import { scriptImageOf } from '#sim/ecr/script-image.ts';
import { processingInput } from '#tests/support/processing-job.ts';
import { inlineScripts } from '#tests/support/program-runner.ts';
import { testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { jobInput, pollJob } from '#tests/support/training-job.ts';

/** Says what it finds on its host, and leaves a file of its own and one that every host leaves. */
const TRAIN = `import { readdir, readFile, writeFile } from 'node:fs/promises';
const host = process.env.SM_CURRENT_HOST;
const config = async (name) => JSON.parse(await readFile('/opt/ml/input/config/' + name + '.json', 'utf8'));
const { current_host, hosts } = await config('resourceconfig');
const { train } = await config('inputdataconfig');
const files = (await readdir(process.env.SM_CHANNEL_TRAIN)).sort();
console.log('mse=' + host.at(-1));
const seen = { hosts, told: JSON.parse(process.env.SM_HOSTS), current: current_host === host, spread: train.S3DistributionType, files };
console.log(JSON.stringify(seen));
await writeFile('/opt/ml/output/data/' + host + '.txt', 'data of ' + host);
if (process.argv.includes(host)) {
	await writeFile('/opt/ml/output/failure', host + ' could not go on');
	process.exit(3);
}
if (process.argv.some((each) => each.startsWith('algo'))) await new Promise((resolve) => setTimeout(resolve, 60_000));
await writeFile(process.env.SM_MODEL_DIR + '/' + host + '.json', JSON.stringify(files));
await writeFile(process.env.SM_MODEL_DIR + '/same.txt', host);
`;

const PROCESS = `import { readdir, readFile, writeFile } from 'node:fs/promises';
const config = JSON.parse(await readFile('/opt/ml/config/resourceconfig.json', 'utf8'));
const { ProcessingResources } = JSON.parse(await readFile('/opt/ml/config/processingjobconfig.json', 'utf8'));
const { current_host: host, hosts } = config;
const files = (await readdir('/opt/ml/processing/input/raw')).sort();
console.log(JSON.stringify({ hosts, count: ProcessingResources.ClusterConfig.InstanceCount, files }));
await writeFile('/opt/ml/output/message', 'done by ' + host);
if (process.argv.includes(host)) process.exit(5);
await writeFile('/opt/ml/processing/output/raw/' + host + '.txt', files.join(' '));
await writeFile('/opt/ml/processing/output/raw/same.txt', host);
`;

const SHARDED = 'ShardedByS3Key';

async function prepared(): Promise<TestRegion> {
	const aws = await testRegion({ scripts: inlineScripts() });
	await aws.s3.send(new CreateBucketCommand({ Bucket: 'data' }));
	const put = (Key: string, Body: string | Uint8Array) =>
		aws.s3.send(new PutObjectCommand({ Bucket: 'data', Key, Body }));
	for (const name of ['a', 'b', 'c']) {
		await put(`train/${name}.csv`, name);
		await put(`raw/${name}.csv`, name);
	}
	await put('code/process.mjs', PROCESS);
	const source = [{ path: 'train.mjs', bytes: encodeUtf8(TRAIN) }];
	await put('source.tar.gz', gzipSync(writeTar(source)));
	return aws;
}

function training(
	InstanceCount: number,
	S3DataDistributionType: 'FullyReplicated' | 'ShardedByS3Key',
	failing = ''
): CreateTrainingJobRequest {
	const input = jobInput('job');
	const [channel] = input.InputDataConfig!;
	const S3DataSource = { ...channel!.DataSource!.S3DataSource!, S3DataDistributionType };
	return {
		...input,
		AlgorithmSpecification: {
			TrainingImage: scriptImageOf('us-east-1')!,
			TrainingInputMode: 'File',
			MetricDefinitions: [{ Name: 'mse', Regex: 'mse=(\\d+)' }]
		},
		HyperParameters: {
			sagemaker_program: '"train.mjs"',
			sagemaker_submit_directory: '"s3://data/source.tar.gz"',
			...(failing === '' ? {} : { failing: JSON.stringify(failing) })
		},
		InputDataConfig: [{ ...channel!, DataSource: { S3DataSource } }],
		ResourceConfig: { ...input.ResourceConfig!, InstanceCount }
	};
}

async function archiveAt({ s3 }: TestRegion, Key: string): Promise<Record<string, string>> {
	const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'data', Key }));
	const files = readTar(gunzipSync(await Body!.transformToByteArray()));
	return Object.fromEntries(files.map(({ path, bytes }) => [path.replace(/^\//, ''), decodeUtf8(bytes)]));
}

async function textAt({ s3 }: TestRegion, Key: string): Promise<string> {
	const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'data', Key }));
	return Body!.transformToString();
}

/** What each host said, as JSON, in its own log stream. */
function saidBy({ region }: TestRegion, group: string): Record<string, unknown> {
	const streams = region.snapshot().logs.filter((log) => log.group === `/aws/sagemaker/${group}`);
	return Object.fromEntries(
		streams.map(({ stream, lines }) => {
			const line = lines.find(({ message }) => message.startsWith('{'));
			return [/\/(algo-\d+)-\d{13}$/.exec(stream)![1]!, JSON.parse(line!.message)];
		})
	);
}

describe('a learner’s training script on several instances', () => {
	it('runs on each, knows the others by name, has its share of the objects and a log of its own', async () => {
		const aws = await prepared();
		await aws.sagemaker.send(new CreateTrainingJobCommand(training(2, SHARDED)));
		const job = await pollJob(aws, 'job');
		expect(job).toMatchObject({ TrainingJobStatus: 'Completed' });
		const hosts = ['algo-1', 'algo-2'];
		const all = { hosts, told: hosts, current: true, spread: SHARDED };
		expect(saidBy(aws, 'TrainingJobs')).toEqual({
			'algo-1': { ...all, files: ['a.csv', 'c.csv'] },
			'algo-2': { ...all, files: ['b.csv'] }
		});
		expect(job.FinalMetricDataList).toHaveLength(1);
		const line = aws.region.snapshot().meter.find(({ service }) => service === 'Training')!;
		expect(line).toMatchObject({ quantity: 2 });
	});

	it('leaves one archive with the files of all, the first host’s where names clash', async () => {
		const aws = await prepared();
		await aws.sagemaker.send(new CreateTrainingJobCommand(training(2, SHARDED)));
		await pollJob(aws, 'job');
		expect(await archiveAt(aws, 'output/job/output/model.tar.gz')).toEqual({
			'algo-1.json': '["a.csv","c.csv"]',
			'algo-2.json': '["b.csv"]',
			'same.txt': 'algo-1'
		});
		expect(await archiveAt(aws, 'output/job/output/output.tar.gz')).toEqual({
			'algo-1.txt': 'data of algo-1',
			'algo-2.txt': 'data of algo-2'
		});
	});

	it('has all objects on every host where they are replicated, and an empty folder where its share is none', async () => {
		const aws = await prepared();
		await aws.sagemaker.send(new CreateTrainingJobCommand(training(2, 'FullyReplicated')));
		await pollJob(aws, 'job');
		const files = ['a.csv', 'b.csv', 'c.csv'];
		expect(saidBy(aws, 'TrainingJobs')).toMatchObject({ 'algo-1': { files }, 'algo-2': { files } });
		const more = await prepared();
		await more.sagemaker.send(new CreateTrainingJobCommand(training(4, SHARDED)));
		expect((await pollJob(more, 'job')).TrainingJobStatus).toBe('Completed');
		expect(saidBy(more, 'TrainingJobs')).toMatchObject({ 'algo-4': { files: [] } });
	});

	it('fails with the host that fails, and takes the others away', async () => {
		const aws = await prepared();
		await aws.sagemaker.send(new CreateTrainingJobCommand(training(3, SHARDED, 'algo-2')));
		expect(await pollJob(aws, 'job')).toMatchObject({
			TrainingJobStatus: 'Failed',
			FailureReason: 'AlgorithmError: algo-2 could not go on, exit code: 3'
		});
		// The others would go on for a minute of real time.
		expect(saidBy(aws, 'TrainingJobs')).toHaveProperty('algo-2');
	});
});

describe('a processing job on several instances', () => {
	async function processed(InstanceCount: number, S3DataDistributionType: string, failing = '') {
		const aws = await prepared();
		const input = processingInput();
		const [raw] = input.ProcessingInputs!;
		const code = { S3Uri: 's3://data/code', LocalPath: '/opt/ml/processing/input/code' };
		await aws.sagemaker.send(
			new CreateProcessingJobCommand({
				...input,
				AppSpecification: {
					...input.AppSpecification!,
					ContainerEntrypoint: ['node', '/opt/ml/processing/input/code/process.mjs'],
					ContainerArguments: [failing || 'none']
				},
				ProcessingResources: {
					ClusterConfig: { InstanceCount, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 1 }
				},
				ProcessingInputs: [
					{ InputName: 'code', S3Input: { ...raw!.S3Input!, ...code } },
					{ ...raw!, S3Input: { ...raw!.S3Input!, S3DataDistributionType: S3DataDistributionType as never } }
				]
			})
		);
		for (;;) {
			const command = new DescribeProcessingJobCommand({ ProcessingJobName: 'p' });
			const job = await aws.sagemaker.send(command);
			if (job.ProcessingJobStatus !== 'InProgress') return { aws, job };
			await aws.clock.sleep(1000);
		}
	}

	it('gives each host its share, and stores what all of them wrote', async () => {
		const { aws, job } = await processed(2, SHARDED);
		expect(job).toMatchObject({ ProcessingJobStatus: 'Completed', ExitMessage: 'done by algo-1' });
		const all = { hosts: ['algo-1', 'algo-2'], count: 2 };
		expect(saidBy(aws, 'ProcessingJobs')).toEqual({
			'algo-1': { ...all, files: ['a.csv', 'c.csv'] },
			'algo-2': { ...all, files: ['b.csv'] }
		});
		expect(await textAt(aws, 'short/algo-1.txt')).toBe('a.csv c.csv');
		expect(await textAt(aws, 'short/algo-2.txt')).toBe('b.csv');
		expect(await textAt(aws, 'short/same.txt')).toBe('algo-2');
		const line = aws.region.snapshot().meter.find(({ service }) => service === 'Processing')!;
		expect(line).toMatchObject({ quantity: 2 });
	});

	it('gives each host everything where the objects are replicated', async () => {
		const { aws } = await processed(2, 'FullyReplicated');
		const files = ['a.csv', 'b.csv', 'c.csv'];
		expect(saidBy(aws, 'ProcessingJobs')).toMatchObject({ 'algo-1': { files }, 'algo-2': { files } });
	});

	it('fails with the host that fails, by its exit code and last words', async () => {
		const { aws, job } = await processed(2, SHARDED, 'algo-2');
		expect(job).toMatchObject({
			ProcessingJobStatus: 'Failed',
			ExitMessage: 'done by algo-2',
			FailureReason: 'AlgorithmError: See job logs for more information, exit code: 5'
		});
		await expect(textAt(aws, 'short/algo-1.txt')).rejects.toThrow('does not exist');
	});
});
