import { beforeEach, expect, test } from 'vitest';
import { Estimator } from '#notebook/sdk/sagemaker/estimator.ts';
import { Transformer } from '#notebook/sdk/sagemaker/transformer.ts';
import { TEST_EPOCH } from '#tests/support/instant-clock.ts';
import { scriptedBridge } from '../scripted-bridge.ts';
import { scriptRegion } from '../scripted-region.ts';

const region = scriptedBridge();
beforeEach(() => region.reset());

const options = { modelName: 'm', instanceCount: 2, instanceType: 'ml.m5.large' };

function scriptTransform(final = 'Completed') {
	return scriptRegion(region, {
		DescribeTransformJob: ({ TransformJobName }) => ({
			TransformJobName,
			TransformJobStatus: region.now < TEST_EPOCH + 30_000 ? 'InProgress' : final,
			FailureReason: final === 'Failed' ? 'ClientError: See job logs' : undefined
		}),
		DescribeLogStreams: () => ({ logStreams: [{ logStreamName: 'j/i-1/data-log' }] }),
		GetLogEvents: ({ nextToken }) => ({
			events: nextToken ? [] : [{ timestamp: 1, message: 'MaxPayloadInMB=6' }],
			nextForwardToken: 'end'
		}),
		DescribeTrainingJob: ({ TrainingJobName }) => ({
			TrainingJobName,
			TrainingJobStatus: 'Completed',
			AlgorithmSpecification: { TrainingImage: 'h/sagemaker-xgboost:1.7-1' },
			RoleArn: 'arn:aws:iam::123456789012:role/r',
			ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1 },
			OutputDataConfig: { S3OutputPath: 's3://bkt/out' },
			ModelArtifacts: { S3ModelArtifacts: 's3://bkt/out/j/output/model.tar.gz' }
		})
	});
}

test('transform starts a job with what was asked for and nothing else, and prints its log', async () => {
	const calls = scriptTransform();
	const transformer = new Transformer({
		...options,
		strategy: 'SingleRecord',
		assembleWith: 'Line',
		accept: 'text/csv',
		outputPath: 's3://bkt/out',
		maxPayload: 1
	});
	await transformer.transform({
		data: 's3://bkt/in',
		contentType: 'text/csv',
		splitType: 'Line',
		inputFilter: '$[1:]',
		joinSource: 'Input'
	});
	const TransformJobName = 'm-2026-03-01-12-00-00-000';
	expect(calls[0]).toEqual({
		operation: 'CreateTransformJob',
		input: {
			TransformJobName,
			ModelName: 'm',
			BatchStrategy: 'SingleRecord',
			MaxPayloadInMB: 1,
			TransformInput: {
				DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://bkt/in' } },
				ContentType: 'text/csv',
				SplitType: 'Line'
			},
			TransformOutput: { S3OutputPath: 's3://bkt/out', AssembleWith: 'Line', Accept: 'text/csv' },
			TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 2 },
			DataProcessing: { InputFilter: '$[1:]', JoinSource: 'Input' }
		}
	});
	expect(transformer.latestTransformJobName).toBe(TransformJobName);
	expect(region.stdout()).toBe(
		`INFO:sagemaker:Creating transform job with name: ${TransformJobName}\nMaxPayloadInMB=6\n..!\n`
	);
});

test('without an output path the job has a folder of its own in the default bucket', async () => {
	scriptTransform();
	const transformer = new Transformer(options);
	expect(transformer.outputPath).toBeNull();
	await transformer.transform({ data: 's3://bkt/in', jobName: 'j', wait: false });
	expect(transformer.outputPath).toBe('s3://sagemaker-us-east-1-123456789012/j');
});

test('a failed job rejects with its reason, and a stopped cell leaves the job alone', async () => {
	scriptTransform('Failed');
	const transformer = new Transformer(options);
	await expect(transformer.transform({ data: 's3://bkt/in', jobName: 'j' })).rejects.toMatchObject({
		code: 'UnexpectedStatusException',
		message: 'Error for transform job j: Failed. Reason: ClientError: See job logs'
	});
	region.reset();
	scriptTransform();
	region.onSleep = () => {
		throw new Error('The cell was stopped.');
	};
	await expect(transformer.wait()).rejects.toThrow('The cell was stopped.');
	expect(region.stdout()).toContain("the transform job 'j' goes on");
});

test('before there is a job, whoever asks for it is told so', async () => {
	const transformer = new Transformer(options);
	await expect(transformer.wait()).rejects.toMatchObject({ code: 'NotTransformed' });
	expect(() => new Transformer({ ...options, modelName: '' })).toThrow(
		'modelName is a text that is not empty'
	);
});

test('an estimator makes a model of what it has trained, and a transformer for it', async () => {
	const calls = scriptTransform();
	const estimator = await Estimator.attach('j');
	const transformer = await estimator.transformer({ instanceCount: 1, instanceType: 'ml.m5.large' });
	const made = calls.find(({ operation }) => operation === 'CreateModel');
	expect(made?.input).toMatchObject({
		ModelName: transformer.options.modelName,
		PrimaryContainer: { ModelDataUrl: 's3://bkt/out/j/output/model.tar.gz' }
	});
});
