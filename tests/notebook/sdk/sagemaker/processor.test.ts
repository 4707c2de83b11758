import { beforeEach, expect, test } from 'vitest';
import { ProcessingInput, ProcessingOutput } from '#notebook/sdk/sagemaker/processing-data.ts';
import { Processor } from '#notebook/sdk/sagemaker/processor.ts';
import { ScriptProcessor } from '#notebook/sdk/sagemaker/script-processor.ts';
import { TEST_EPOCH } from '#tests/support/instant-clock.ts';
import { scriptedBridge } from '../scripted-bridge.ts';
import { scriptRegion } from '../scripted-region.ts';

const region = scriptedBridge();
beforeEach(() => region.reset());

const imageUri = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagebrush-javascript:1-cpu-js20';
const options = {
	imageUri,
	role: 'arn:aws:iam::123456789012:role/r',
	instanceCount: 2,
	instanceType: 'ml.m5.large'
};

function scriptProcessing(final = 'Completed') {
	return scriptRegion(region, {
		DescribeProcessingJob: ({ ProcessingJobName }) => ({
			ProcessingJobName,
			ProcessingJobStatus: region.now < TEST_EPOCH + 30_000 ? 'InProgress' : final,
			FailureReason: final === 'Failed' ? 'AlgorithmError: See job logs' : undefined
		}),
		DescribeLogStreams: () => ({ logStreams: [{ logStreamName: 'j/algo-1-1' }] }),
		GetLogEvents: ({ nextToken }) => ({
			events: nextToken ? [] : [{ timestamp: 1, message: '92 days' }],
			nextForwardToken: 'end'
		})
	});
}

const rows = new ProcessingInput({
	source: 's3://bkt/raw',
	destination: '/opt/ml/processing/input/raw',
	s3DataDistributionType: 'ShardedByS3Key'
});
const kept = new ProcessingOutput({ source: '/opt/ml/processing/output' });

test('a processor starts a job with what was asked for and nothing else, and prints its log', async () => {
	const calls = scriptProcessing();
	const processor = new Processor({
		...options,
		entrypoint: ['node', 'a.js'],
		env: { MODE: 'x' },
		volumeSizeInGb: 5
	});
	expect(processor.latestJob).toBeNull();
	await processor.run({ inputs: [rows], outputs: [kept], arguments: ['25'] });
	const ProcessingJobName = 'sagebrush-javascript-2026-03-01-12-00-00-000';
	const S3Uri = `s3://sagemaker-us-east-1-123456789012/${ProcessingJobName}/output/output-1`;
	expect(calls.find(({ operation }) => operation === 'CreateProcessingJob')!.input).toEqual({
		ProcessingJobName,
		RoleArn: options.role,
		AppSpecification: {
			ImageUri: imageUri,
			ContainerEntrypoint: ['node', 'a.js'],
			ContainerArguments: ['25']
		},
		ProcessingInputs: [
			{
				InputName: 'input-1',
				S3Input: {
					S3Uri: 's3://bkt/raw',
					LocalPath: '/opt/ml/processing/input/raw',
					S3DataType: 'S3Prefix',
					S3InputMode: 'File',
					S3DataDistributionType: 'ShardedByS3Key'
				}
			}
		],
		ProcessingOutputConfig: {
			Outputs: [
				{
					OutputName: 'output-1',
					S3Output: { S3Uri, LocalPath: '/opt/ml/processing/output', S3UploadMode: 'EndOfJob' }
				}
			]
		},
		ProcessingResources: {
			ClusterConfig: { InstanceType: 'ml.m5.large', InstanceCount: 2, VolumeSizeInGB: 5 }
		},
		StoppingCondition: { MaxRuntimeInSeconds: 86_400 },
		Environment: { MODE: 'x' }
	});
	expect(processor.latestJob).toMatchObject({ jobName: ProcessingJobName, outputs: { 'output-1': S3Uri } });
	expect(region.stdout()).toBe(
		`INFO:sagemaker:Creating processing-job with name ${ProcessingJobName}\n92 days\n..!\n`
	);
});

test('a script processor uploads the script with the files beside it, and starts it by its command', async () => {
	const calls = scriptProcessing();
	const processor = new ScriptProcessor({ ...options, baseJobName: 'hot' });
	const sourceFiles = { 'prepare.js': 'main()', 'more.js': 'more()' };
	await processor.run({ code: 'prepare.js', sourceFiles, inputs: [rows], jobName: 'j', wait: false });
	const puts = calls.map(({ operation }) => operation).filter((each) => /^s3 PUT .*\/code\//.test(each));
	expect(puts).toEqual(
		['prepare.js', 'more.js'].map((name) => `s3 PUT sagemaker-us-east-1-123456789012/j/input/code/${name}`)
	);
	const { input } = calls.find(({ operation }) => operation === 'CreateProcessingJob')!;
	expect(input).toMatchObject({
		ProcessingJobName: 'j',
		AppSpecification: {
			ContainerEntrypoint: ['node', '/opt/ml/processing/input/code/prepare.js']
		},
		ProcessingInputs: [
			{ InputName: 'input-1' },
			{
				InputName: 'code',
				S3Input: {
					S3Uri: 's3://sagemaker-us-east-1-123456789012/j/input/code/',
					LocalPath: '/opt/ml/processing/input/code'
				}
			}
		]
	});
});

test('a script that lies in S3 is used where it is', async () => {
	const calls = scriptProcessing();
	const processor = new ScriptProcessor({ ...options, command: ['node', '--trace-warnings'] });
	await processor.run({ code: 's3://bkt/code/go.mjs', jobName: 'j', wait: false });
	const { input } = calls.find(({ operation }) => operation === 'CreateProcessingJob')!;
	expect(input).toMatchObject({
		AppSpecification: {
			ContainerEntrypoint: ['node', '--trace-warnings', '/opt/ml/processing/input/code/go.mjs']
		},
		ProcessingInputs: [{ InputName: 'code', S3Input: { S3Uri: 's3://bkt/code/go.mjs' } }]
	});
});

test('a failed job rejects with its reason', async () => {
	scriptProcessing('Failed');
	const run = new Processor(options).run({ jobName: 'j' });
	await expect(run).rejects.toMatchObject({
		code: 'UnexpectedStatusException',
		message: 'Error for processing job j: Failed. Reason: AlgorithmError: See job logs'
	});
});

test('what is missing or no address is said before anything is sent', async () => {
	const calls = scriptProcessing();
	expect(() => new Processor({ ...options, imageUri: '' })).toThrow('imageUri is a text that is not empty');
	expect(() => new ProcessingInput({ source: 'raw.csv', destination: '/opt/ml/processing/input' })).toThrow(
		"source is an address like s3://bucket/prefix, not 'raw.csv'."
	);
	expect(() => new ProcessingOutput({ source: '/out', destination: 'here' })).toThrow(
		"destination is an address like s3://bucket/prefix, not 'here'."
	);
	await expect(new ScriptProcessor(options).run({ code: 'a.js', sourceFiles: {} })).rejects.toThrow(
		"The script 'a.js' is not among the source files."
	);
	expect(calls.filter(({ operation }) => operation === 'CreateProcessingJob')).toEqual([]);
});
