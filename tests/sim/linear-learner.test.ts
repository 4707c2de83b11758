import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
	CreateEndpointCommand,
	CreateEndpointConfigCommand,
	CreateHyperParameterTuningJobCommand,
	CreateModelCommand,
	CreateTrainingJobCommand,
	CreateTransformJobCommand,
	DescribeTrainingJobCommand,
	DescribeTransformJobCommand,
	type CreateTrainingJobRequest
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '#base/bytes.ts';
import { inlineInferenceRunner, inlineTrainingRunner } from '#engine/inline.ts';
import { breastCancer } from '#tests/support/datasets.ts';
import { errorOf, ROLE, testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { jobInput, pollJob } from '#tests/support/training-job.ts';
import { pollTuning, tuningInput } from '#tests/support/tuning-job.ts';

const IMAGE = '382416733822.dkr.ecr.us-east-1.amazonaws.com/linear-learner:1';
const table = breastCancer();
const row = (i: number): string => table.x.subarray(i * table.columns, (i + 1) * table.columns).join();
const every = (rest: number): number[] =>
	Array.from({ length: table.rows }, (_, i) => i).filter((i) => i % 5 === rest);
const labelled = (rows: readonly number[]): string =>
	rows.map((i) => `${table.labels![i]},${row(i)}`).join('\n');

function channel(name: string, contentType = 'text/csv') {
	return {
		ChannelName: name,
		ContentType: contentType,
		DataSource: { S3DataSource: { S3DataType: 'S3Prefix' as const, S3Uri: `s3://data/${name}/` } }
	};
}

function linearJob(name: string, changes: Partial<CreateTrainingJobRequest> = {}): CreateTrainingJobRequest {
	return jobInput(name, {
		AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' },
		HyperParameters: { predictor_type: 'binary_classifier', mini_batch_size: '50', num_models: '4' },
		InputDataConfig: [channel('train'), channel('validation'), channel('test')],
		...changes
	});
}

async function withData(): Promise<TestRegion> {
	const aws = await testRegion({ training: inlineTrainingRunner(), inference: inlineInferenceRunner() });
	await aws.s3.send(new CreateBucketCommand({ Bucket: 'data' }));
	const files = {
		'train/rows.csv': labelled([...every(0), ...every(1), ...every(2)]),
		'validation/rows.csv': labelled(every(3)),
		'test/rows.csv': labelled(every(4)),
		'requests/rows.csv': every(4).map(row).join('\n')
	};
	for (const [Key, Body] of Object.entries(files)) {
		await aws.s3.send(new PutObjectCommand({ Bucket: 'data', Key, Body }));
	}
	return aws;
}

interface Answer {
	readonly predictions: readonly { readonly score: number; readonly predicted_label: number }[];
}

describe('Linear Learner, by AWS’s own clients', () => {
	it('trains, serves and transforms, with metrics by AWS’s expressions', async () => {
		const aws = await withData();
		const { sagemaker, runtime, s3, clock } = aws;
		await sagemaker.send(new CreateTrainingJobCommand(linearJob('linear')));
		const job = await pollJob(aws, 'linear');
		expect(job.TrainingJobStatus).toBe('Completed');
		const values = Object.fromEntries(
			job.FinalMetricDataList!.map(({ MetricName, Value }) => [MetricName, Value])
		);
		expect(values['test:binary_classification_accuracy']).toBeGreaterThan(0.95);
		expect(values['test:roc_auc_score']).toBeGreaterThan(0.98);
		expect(values['validation:objective_loss']).toBeLessThan(0.2);
		expect(values['train:progress']).toBeGreaterThan(0);

		await sagemaker.send(
			new CreateModelCommand({
				ModelName: 'linear',
				ExecutionRoleArn: ROLE,
				PrimaryContainer: { Image: IMAGE, ModelDataUrl: job.ModelArtifacts!.S3ModelArtifacts! }
			})
		);
		const variant = {
			VariantName: 'v',
			ModelName: 'linear',
			InitialInstanceCount: 1,
			InstanceType: 'ml.m5.large' as const
		};
		await sagemaker.send(
			new CreateEndpointConfigCommand({ EndpointConfigName: 'linear', ProductionVariants: [variant] })
		);
		await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'linear', EndpointConfigName: 'linear' }));
		await clock.sleep(600_000);
		const rows = every(4);
		const Body = rows.map(row).join('\n');
		const answer = await runtime.send(
			new InvokeEndpointCommand({ EndpointName: 'linear', ContentType: 'text/csv', Body })
		);
		const { predictions } = JSON.parse(decodeUtf8(answer.Body!)) as Answer;
		const right = predictions.filter(({ predicted_label }, i) => predicted_label === table.labels![rows[i]!]);
		expect(right.length / rows.length).toBeCloseTo(values['test:binary_classification_accuracy']!, 6);
		const short = runtime.send(
			new InvokeEndpointCommand({ EndpointName: 'linear', ContentType: 'text/csv', Body: '1,2' })
		);
		expect(await errorOf(short)).toContain('unable to evaluate payload provided');

		await sagemaker.send(
			new CreateTransformJobCommand({
				TransformJobName: 'linear',
				ModelName: 'linear',
				TransformInput: {
					ContentType: 'text/csv',
					SplitType: 'Line',
					DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://data/requests/' } }
				},
				TransformOutput: {
					S3OutputPath: 's3://data/answers',
					Accept: 'application/jsonlines',
					AssembleWith: 'Line'
				},
				TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 }
			})
		);
		for (;;) {
			const { TransformJobStatus } = await sagemaker.send(
				new DescribeTransformJobCommand({ TransformJobName: 'linear' })
			);
			if (TransformJobStatus !== 'InProgress') break;
			await clock.sleep(10_000);
		}
		const written = await s3.send(new GetObjectCommand({ Bucket: 'data', Key: 'answers/rows.csv.out' }));
		const lines = (await written.Body!.transformToString()).trim().split('\n');
		expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(predictions);
	});

	it('fails in the words of AWS', async () => {
		const aws = await withData();
		const HyperParameters = { predictor_type: 'binary_classifier', mini_batch_size: '5000' };
		await aws.sagemaker.send(new CreateTrainingJobCommand(linearJob('large', { HyperParameters })));
		const { FailureReason } = await pollJob(aws, 'large');
		expect(FailureReason).toMatch(
			/^ClientError: No training data processed. Either the training channel is empty or the mini-batch size is too high/
		);
	});

	it('is tuned by its own objective, one model a job, in Pipe mode too', async () => {
		const aws = await withData();
		const request = tuningInput(
			'linear',
			{
				HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'validation:objective_loss' },
				ResourceLimits: { MaxNumberOfTrainingJobs: 3, MaxParallelTrainingJobs: 1 },
				ParameterRanges: {
					ContinuousParameterRanges: [
						{ Name: 'learning_rate', MinValue: '0.001', MaxValue: '0.3', ScalingType: 'Logarithmic' }
					],
					CategoricalParameterRanges: [{ Name: 'use_bias', Values: ['True', 'False'] }]
				}
			},
			{
				AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'Pipe' },
				StaticHyperParameters: { predictor_type: 'binary_classifier', mini_batch_size: '50', epochs: '4' },
				InputDataConfig: [channel('train'), channel('validation')]
			}
		);
		await aws.sagemaker.send(new CreateHyperParameterTuningJobCommand(request));
		const tuned = await pollTuning(aws, 'linear');
		expect(tuned).toMatchObject({ HyperParameterTuningJobStatus: 'Completed' });
		const { TrainingJobName, FinalHyperParameterTuningJobObjectiveMetric: best } = tuned.BestTrainingJob!;
		const child = await aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName }));
		const measured = child.FinalMetricDataList!.find(
			({ MetricName }) => MetricName === 'validation:objective_loss'
		);
		expect(measured!.Value).toBe(best!.Value);
		expect(best!.Value).toBeLessThan(0.5);
	});

	it('cannot be tuned by what is no objective', async () => {
		const aws = await withData();
		const objective = { Type: 'Minimize' as const, MetricName: 'train:objective_loss' };
		const request = tuningInput(
			'wrong',
			{ HyperParameterTuningJobObjective: objective },
			{ AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' } }
		);
		const refused = aws.sagemaker.send(new CreateHyperParameterTuningJobCommand(request));
		expect(await errorOf(refused)).toContain(
			'The objective metric for the hyperparameter tuning job, [train:objective_loss], isn’t valid'
		);
	});
});
