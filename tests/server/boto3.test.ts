import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { output, pythonLacks } from '#tests/support/python.ts';
import { buildRegion, startRegion, type RegionProcess } from '#tests/support/region-process.ts';
import { temporaryFolder } from '#tests/support/temporary-folder.ts';

const noBoto3 = pythonLacks('boto3');
const noCli =
	spawnSync('aws', ['--version'], { stdio: 'ignore' }).status === 0 ? null : 'skipped: no aws here';

describe('clients that nobody here wrote', () => {
	let server: RegionProcess;

	beforeAll(async () => {
		server = await startRegion(buildRegion('boto3-test'), ['--clock', 'instant']);
	}, 60_000);
	afterAll(async () => {
		await server.stop();
	});

	it.skipIf(noBoto3)(
		`go the whole road by boto3 (${noBoto3 ?? 'python3'})`,
		{ timeout: 60_000 },
		async () => {
			const seen = JSON.parse(await output('python3', ['tests/server/road.py', server.url])) as {
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

	it.skipIf(noCli)(
		`copy a file up and down by the AWS CLI (${noCli ?? 'aws'})`,
		{ timeout: 60_000 },
		async () => {
			const folder = temporaryFolder();
			const [up, down] = [join(folder, 'up'), join(folder, 'down')];
			writeFileSync(up, 'x'.repeat(2_000_000));
			const env = {
				AWS_ENDPOINT_URL: server.url,
				AWS_DEFAULT_REGION: 'us-east-1',
				AWS_ACCESS_KEY_ID: 'simulated',
				AWS_SECRET_ACCESS_KEY: 'simulated'
			};
			const aws = (...args: string[]): Promise<string> => output('aws', args, env);
			await aws('s3', 'mb', 's3://by-cli');
			await aws('s3', 'cp', up, 's3://by-cli/file', '--only-show-errors');
			await aws('s3', 'cp', 's3://by-cli/file', down, '--only-show-errors');
			expect(readFileSync(down).equals(readFileSync(up))).toBe(true);
			await expect(aws('sagemaker', 'describe-model', '--model-name', 'absent')).rejects.toThrow(
				'Could not find model'
			);
		}
	);
});
