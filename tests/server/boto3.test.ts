import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { output, pythonLacks } from '#tests/support/python.ts';
import { buildRegion, startRegion, type RegionProcess } from '#tests/support/region-process.ts';
import { temporaryFolder } from '#tests/support/temporary-folder.ts';
import { IMAGE, ROLE } from '#tests/support/test-region.ts';
import { until } from '#tests/support/until.ts';

const noBoto3 = pythonLacks('boto3');
/** Debian's own Python: its boto3 is years older than what others install. */
const SYSTEM_PYTHON = '/usr/bin/python3';
/** What a model of the service that is years old finds wrong with members and values that AWS has added since. */
const ADDED_SINCE = / unknown (element|header|member) |, none of the enumeration$/;
const noSystemBoto3 = pythonLacks('boto3', SYSTEM_PYTHON);
const noCli =
	spawnSync('aws', ['--version'], { stdio: 'ignore' }).status === 0 ? null : 'skipped: no aws here';

interface Contracts {
	readonly kept: readonly string[];
	/** Tracebacks by the sentence of the contract. */
	readonly broken: Readonly<Record<string, string>>;
	/** What in the answers AWS's model of the service does not allow. */
	readonly faults: readonly string[];
}

const JOB = {
	TrainingJobName: 'by-cli',
	AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' },
	RoleArn: ROLE,
	HyperParameters: { num_round: '3' },
	InputDataConfig: [
		{
			ChannelName: 'train',
			ContentType: 'text/csv',
			DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://trained/train' } }
		}
	],
	OutputDataConfig: { S3OutputPath: 's3://trained/output' },
	ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 5 },
	StoppingCondition: { MaxRuntimeInSeconds: 3600 }
};

describe('clients that nobody here wrote', () => {
	let server: RegionProcess;

	beforeAll(async () => {
		server = await startRegion(buildRegion('boto3-test'), ['--clock', 'instant']);
	}, 60_000);
	afterAll(async () => {
		await server.stop();
	});

	afterEach(async () => {
		await fetch(`${server.url}/moto-api/reset`, { method: 'POST' });
	});

	for (const [python, missing] of [
		['python3', noBoto3],
		[SYSTEM_PYTHON, noSystemBoto3]
	] as const) {
		it.skipIf(missing)(`go the whole road by boto3 (${missing ?? python})`, { timeout: 60_000 }, async () => {
			const seen = JSON.parse(await output(python, ['-B', 'tests/server/road.py', server.url])) as {
				rmse: number;
				artifactBytes: number;
			};
			expect(seen).toMatchObject({
				identity: expect.stringMatching(/^arn:aws:sts::123456789012:assumed-role\//) as string,
				listed: ['train/data.csv'],
				bigComesBack: true,
				job: 'Completed',
				failure: null,
				badName: ['ValidationException', 400],
				endpoint: 'InService',
				variant: 'one',
				gone: ['ValidationException', 400],
				invokeGone: ['ValidationError', 400],
				buckets: 0
			});
			// The targets spread by about 3; a step along the diagonal is hard for trees.
			expect(seen.rmse).toBeLessThan(1);
			expect(seen.artifactBytes).toBeGreaterThan(1000);
		});

		for (const contracts of ['s3', 'sagemaker']) {
			it.skipIf(missing)(
				`keep the contracts of ${contracts}.py (${missing ?? python})`,
				{ timeout: 120_000 },
				async () => {
					const file = `tests/server/contracts/${contracts}.py`;
					const { kept, broken, faults } = JSON.parse(
						await output(python, ['-B', file, server.url])
					) as Contracts;
					expect(broken).toEqual({});
					expect(faults.filter((fault) => python === 'python3' || !ADDED_SINCE.test(fault))).toEqual([]);
					expect(kept.length).toBeGreaterThan(5);
				}
			);
		}
	}

	it.skipIf(noBoto3)(
		`are refused by name a learner's code where the server runs none (${noBoto3 ?? 'python3'})`,
		{ timeout: 60_000 },
		async () => {
			const seen = await output('python3', ['-B', 'tests/server/own_code.py', server.url]);
			const why = expect.stringMatching(
				/^ClientError: This server runs no scripts and containers of learners: it was started without --allow-code\./
			) as string;
			const refused = { job: ['Failed', why] };
			expect(JSON.parse(seen)).toEqual({
				script: refused,
				container: refused,
				processing: refused,
				faults: []
			});
		}
	);

	it.skipIf(noBoto3)(
		`put a function behind an API by boto3 (${noBoto3 ?? 'python3'})`,
		{ timeout: 60_000 },
		async () => {
			const seen = await output('python3', ['tests/server/serverless.py', server.url]);
			expect(JSON.parse(seen)).toEqual({
				made: ['Pending', '$LATEST', 201],
				version: '1',
				sids: ['by-api'],
				invoke: 'NotSimulated',
				absent: 'ResourceNotFoundException',
				listed: ['score'],
				stage: ['prod'],
				method: 'AWS_PROXY',
				routes: ['$default'],
				autoDeploy: [true],
				left: [0, 0, 0]
			});
		}
	);

	describe.skipIf(noCli)(`the AWS CLI (${noCli ?? 'aws'})`, () => {
		const aws = (...args: string[]): Promise<string> =>
			output('aws', args, {
				AWS_ENDPOINT_URL: server.url,
				AWS_DEFAULT_REGION: 'us-east-1',
				AWS_ACCESS_KEY_ID: 'simulated',
				AWS_SECRET_ACCESS_KEY: 'simulated'
			});

		it('copies a file up and down, and signs an address for it', { timeout: 60_000 }, async () => {
			const folder = temporaryFolder();
			const [up, down] = [join(folder, 'up'), join(folder, 'down')];
			writeFileSync(up, 'x'.repeat(2_000_000));
			await aws('s3', 'mb', 's3://by-cli');
			await aws('s3', 'cp', up, 's3://by-cli/file', '--only-show-errors');
			await aws('s3', 'cp', 's3://by-cli/file', down, '--only-show-errors');
			expect(readFileSync(down).equals(readFileSync(up))).toBe(true);
			const address = (await aws('s3', 'presign', 's3://by-cli/file')).trim();
			expect(await (await fetch(address)).text()).toBe('x'.repeat(2_000_000));
		});

		it('copies folders and keeps them alike', { timeout: 60_000 }, async () => {
			const folder = temporaryFolder();
			const [up, down] = [join(folder, 'up'), join(folder, 'down')];
			mkdirSync(join(up, 'deep'), { recursive: true });
			for (const name of ['one', 'two ä', 'deep/three']) writeFileSync(join(up, name), name);
			await aws('s3', 'mb', 's3://folders');
			await aws('s3', 'cp', up, 's3://folders/a', '--recursive', '--only-show-errors');
			await aws('s3', 'sync', 's3://folders/a', down, '--only-show-errors');
			expect(readdirSync(down, { recursive: true }).sort()).toEqual(['deep', 'deep/three', 'one', 'two ä']);
			rmSync(join(up, 'one'));
			writeFileSync(join(up, 'four'), 'four');
			const did = await aws('s3', 'sync', up, 's3://folders/a', '--delete', '--no-progress');
			expect(
				did
					.trim()
					.split('\n')
					.sort()
					.map((line) => line.split(':')[0])
			).toEqual(['delete', 'upload']);
			const listed = await aws('s3', 'ls', 's3://folders/a/', '--recursive');
			expect(listed.match(/a\/.*/g)).toEqual(['a/deep/three', 'a/four', 'a/two ä']);
		});

		it('trains and waits, and tells a refusal in AWS’s words', { timeout: 60_000 }, async () => {
			await aws('s3', 'mb', 's3://trained');
			const folder = temporaryFolder();
			const [table, input] = [join(folder, 'train.csv'), join(folder, 'job.json')];
			writeFileSync(table, Array.from({ length: 50 }, (_, i) => `${3 * i},${i}`).join('\n'));
			await aws('s3', 'cp', table, 's3://trained/train.csv', '--only-show-errors');
			writeFileSync(input, JSON.stringify(JOB));
			const created = JSON.parse(
				await aws('sagemaker', 'create-training-job', '--cli-input-json', `file://${input}`)
			) as Record<string, string>;
			expect(created['TrainingJobArn']).toBe('arn:aws:sagemaker:us-east-1:123456789012:training-job/by-cli');
			const status = ['--training-job-name', 'by-cli', '--query', 'TrainingJobStatus', '--output', 'text'];
			// The CLI's waiter would look again after a minute only.
			await until(
				() => aws('sagemaker', 'describe-training-job', ...status),
				(told) => told !== 'InProgress\n'
			);
			await aws('sagemaker', 'wait', 'training-job-completed-or-stopped', '--training-job-name', 'by-cli');
			await expect(aws('sagemaker', 'describe-model', '--model-name', 'absent')).rejects.toThrow(
				'Could not find model'
			);
		});
	});
});
