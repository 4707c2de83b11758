import { beforeEach, describe, expect, test } from 'vitest';
import { Estimator, type EstimatorOptions } from '#notebook/sdk/sagemaker/estimator.ts';
import { TrainingInput } from '#notebook/sdk/sagemaker/training-input.ts';
import { TEST_EPOCH } from '#tests/support/instant-clock.ts';
import { scriptedBridge } from '../scripted-bridge.ts';
import { ScriptedError, scriptRegion } from '../scripted-region.ts';

const region = scriptedBridge();
beforeEach(() => region.reset());

const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';
const options: EstimatorOptions = {
	imageUri: IMAGE,
	role: 'arn:aws:iam::123456789012:role/r',
	instanceCount: 2,
	instanceType: 'ml.m5.xlarge',
	outputPath: 's3://bkt/out/'
};
const inputs = { train: new TrainingInput({ s3Data: 's3://bkt/train.csv', contentType: 'text/csv' }) };

interface Step {
	readonly at: number;
	readonly status: string;
	readonly message: string;
}

const STEPS: readonly Step[] = [
	{ at: 0, status: 'Starting', message: 'Starting the training job' },
	{ at: 35, status: 'Downloading', message: 'Downloading input data' },
	{ at: 50, status: 'Training', message: 'Training in progress' },
	{ at: 95, status: 'Uploading', message: 'Uploading generated training model' },
	{ at: 100, status: 'Completed', message: 'Training job completed' }
];

const LINES = [
	{ at: 60, message: '[0]#011train-rmse:5' },
	{ at: 75, message: '[1]#011train-rmse:4' }
];

const elapsed = (): number => (region.now - TEST_EPOCH) / 1000;
const epochSeconds = (at: number): number => TEST_EPOCH / 1000 + at;

function scriptJob(end: { status: string; reason?: string } = { status: 'Completed' }) {
	return scriptRegion(region, {
		CreateTrainingJob: () => ({ TrainingJobArn: 'arn' }),
		DescribeTrainingJob: ({ TrainingJobName }) => {
			const passed = STEPS.filter((step) => step.at <= elapsed());
			const isOver = passed.length === STEPS.length;
			return {
				TrainingJobName,
				TrainingJobStatus: isOver ? end.status : 'InProgress',
				FailureReason: isOver ? end.reason : undefined,
				AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' },
				RoleArn: options.role,
				HyperParameters: { num_round: '9' },
				ResourceConfig: { InstanceCount: 2, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 30 },
				OutputDataConfig: { S3OutputPath: 's3://bkt/out/' },
				ModelArtifacts: isOver ? { S3ModelArtifacts: 's3://bkt/real/model.tar.gz' } : undefined,
				SecondaryStatusTransitions: passed.map((step) => ({
					Status: step.status,
					StatusMessage: step.message,
					StartTime: epochSeconds(step.at)
				})),
				...(isOver ? { TrainingTimeInSeconds: 50, BillableTimeInSeconds: 50 } : {})
			};
		},
		DescribeLogStreams: () => {
			if (elapsed() < 60) throw new ScriptedError('ResourceNotFoundException', 'no such group');
			return { logStreams: [{ logStreamName: 'j/algo-1-1' }] };
		},
		GetLogEvents: ({ nextToken }) => {
			const from = Number((nextToken as string | undefined)?.slice(2) ?? 0);
			const lines = LINES.filter((line) => line.at <= elapsed());
			const events = lines
				.slice(from)
				.map((line) => ({ timestamp: epochSeconds(line.at) * 1000, message: line.message }));
			return { events, nextForwardToken: `f/${lines.length}` };
		}
	});
}

describe('fit', () => {
	test('sends what CreateTrainingJob wants, hyperparameters as texts', async () => {
		const calls = scriptJob();
		const estimator = new Estimator({ ...options, hyperparameters: { eta: 0.2 } });
		estimator.setHyperparameters({ num_round: 200, objective: 'reg:squarederror' });
		await estimator.fit(inputs, { wait: false });
		expect(calls).toEqual([
			{
				operation: 'CreateTrainingJob',
				input: {
					TrainingJobName: 'sagemaker-xgboost-2026-03-01-12-00-00-000',
					AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' },
					RoleArn: options.role,
					InputDataConfig: [
						{
							ChannelName: 'train',
							ContentType: 'text/csv',
							DataSource: {
								S3DataSource: {
									S3DataType: 'S3Prefix',
									S3Uri: 's3://bkt/train.csv',
									S3DataDistributionType: 'FullyReplicated'
								}
							}
						}
					],
					OutputDataConfig: { S3OutputPath: 's3://bkt/out/' },
					ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 2, VolumeSizeInGB: 30 },
					StoppingCondition: { MaxRuntimeInSeconds: 86400 },
					HyperParameters: { eta: '0.2', num_round: '200', objective: 'reg:squarederror' }
				}
			}
		]);
		expect(estimator.latestTrainingJob?.name).toBe('sagemaker-xgboost-2026-03-01-12-00-00-000');
	});

	test('prints statuses and log lines in the order of their times, then the seconds of all instances', async () => {
		scriptJob();
		const estimator = new Estimator({ ...options, baseJobName: 'boston' });
		await estimator.fit(inputs);
		expect(region.stdout())
			.toBe(`INFO:sagemaker:Creating training-job with name: boston-2026-03-01-12-00-00-000
2026-03-01 12:00:00 Starting - Starting the training job...
2026-03-01 12:00:35 Downloading - Downloading input data
2026-03-01 12:00:50 Training - Training in progress
[0]#011train-rmse:5
.
[1]#011train-rmse:4
.
2026-03-01 12:01:35 Uploading - Uploading generated training model
2026-03-01 12:01:40 Completed - Training job completed
Training seconds: 100
Billable seconds: 100
`);
		expect(estimator.modelData).toBe('s3://bkt/real/model.tar.gz');
	});

	test('leaves the container’s lines out when told so', async () => {
		scriptJob();
		await new Estimator(options).fit(inputs, { logs: false });
		expect(region.stdout()).toContain('Training in progress....');
		expect(region.stdout()).not.toContain('rmse');
	});

	test('rejects with the reason where the job fails', async () => {
		scriptJob({ status: 'Failed', reason: 'ClientError: no rows' });
		const failure = new Estimator(options).fit(inputs, { jobName: 'j' });
		await expect(failure).rejects.toMatchObject({
			code: 'UnexpectedStatusException',
			message: 'Error for training job j: Failed. Reason: ClientError: no rows',
			hint: expect.stringContaining('mend what the reason names') as string,
			actualStatus: 'Failed'
		});
	});

	test('says so where the job was stopped', async () => {
		scriptJob({ status: 'Stopped' });
		await new Estimator(options).fit(inputs);
		expect(region.stdout()).toContain('The job ended as Stopped, not as Completed');
	});

	test('stopping the cell ends the waiting and says that the job goes on', async () => {
		scriptJob();
		region.onSleep = () => {
			throw new Error('The cell was stopped.');
		};
		await expect(new Estimator(options).fit(inputs, { jobName: 'j' })).rejects.toThrow(
			'The cell was stopped.'
		);
		expect(region.stdout()).toMatch(
			/the training job\.*\nStopped waiting, but the training job 'j' goes on\./
		);
	});

	test('passes AWS’s refusal on', async () => {
		scriptRegion(region, {
			CreateTrainingJob: () => {
				throw new ScriptedError('ResourceInUse', 'Training job names must be unique');
			}
		});
		const failure = new Estimator(options).fit(inputs);
		await expect(failure).rejects.toMatchObject({ name: 'ResourceInUse' });
	});

	test('a text is the channel named training', async () => {
		const calls = scriptJob();
		await new Estimator(options).fit('s3://bkt/x', { wait: false });
		expect(calls[0]?.input['InputDataConfig']).toMatchObject([{ ChannelName: 'training' }]);
	});
});

test('a text that was not awaited is named', () => {
	const role = Promise.resolve('arn') as unknown as string;
	expect(() => new Estimator({ ...options, role })).toThrow('role is a Promise where a text is wanted.');
	expect(() => new TrainingInput({ s3Data: '' })).toThrow(
		's3Data is a text that is not empty, not an empty one.'
	);
});

test('there is no model before fit', () => {
	expect(() => new Estimator(options).modelData).toThrow('no trained model yet');
});

test('attach finds a job again, waits for it, and knows its model', async () => {
	scriptJob();
	const estimator = await Estimator.attach('j');
	expect(estimator.hyperparameters()).toEqual({ num_round: '9' });
	expect(estimator.modelData).toBe('s3://bkt/real/model.tar.gz');
	expect(estimator.options).toMatchObject({
		imageUri: IMAGE,
		instanceCount: 2,
		instanceType: 'ml.m5.xlarge'
	});
});
