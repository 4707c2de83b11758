import { GetObjectCommand } from '@aws-sdk/client-s3';
import { DescribeLogStreamsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
	CreateEndpointCommand,
	CreateEndpointConfigCommand,
	CreateModelCommand,
	CreateTrainingJobCommand,
	DeleteEndpointCommand,
	DescribeEndpointCommand,
	waitUntilEndpointDeleted,
	waitUntilEndpointInService,
	waitUntilTrainingJobCompletedOrStopped
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { billAt } from '#sim/billing/bill.ts';
import { errorOf, IMAGE, ROLE, testRegion } from '#tests/support/test-region.ts';
import { jobInput, pollJob, putData } from '#tests/support/training-job.ts';

describe('the whole road, by AWS’s own clients', () => {
	it('leads from data to a trained model, an endpoint, an answer, and a bill that stops', async () => {
		const aws = await testRegion();
		const { region, clock, s3, sts, sagemaker, runtime, logs } = aws;
		const identity = await sts.send(new GetCallerIdentityCommand({}));
		expect(identity.Arn).toMatch(/^arn:aws:sts::123456789012:assumed-role\/AmazonSageMaker-ExecutionRole\//);

		await putData(aws);
		await sagemaker.send(new CreateTrainingJobCommand(jobInput('line-1')));
		const waited = await waitUntilTrainingJobCompletedOrStopped(
			{ client: sagemaker, maxWaitTime: 20, minDelay: 1, maxDelay: 1 },
			{ TrainingJobName: 'line-1' }
		);
		expect(waited.state).toBe('SUCCESS');
		const job = await pollJob(aws, 'line-1');
		expect(job.TrainingJobStatus).toBe('Completed');
		expect(job.SecondaryStatusTransitions?.map((t) => `${t.Status} - ${t.StatusMessage}`)).toEqual([
			'Starting - Preparing the instances for training',
			'Downloading - Downloading the training image',
			'Training - Training image download completed. Training in progress',
			'Uploading - Uploading generated training model',
			'Completed - Training job completed'
		]);
		expect(job.BillableTimeInSeconds).toBe(60);
		expect(job.FinalMetricDataList?.[0]).toMatchObject({ MetricName: 'train:rmse' });
		expect(job.FinalMetricDataList?.[0]?.Value).toBeLessThan(0.05);

		const url = 's3://data/output/line-1/output/model.tar.gz';
		expect(job.ModelArtifacts?.S3ModelArtifacts).toBe(url);
		const artefact = await s3.send(
			new GetObjectCommand({ Bucket: 'data', Key: 'output/line-1/output/model.tar.gz' })
		);
		const line = JSON.parse(await artefact.Body!.transformToString()) as { a: number; b: number };
		expect(line.a).toBeCloseTo(2, 1);

		const group = { logGroupName: '/aws/sagemaker/TrainingJobs' };
		const streams = await logs.send(
			new DescribeLogStreamsCommand({ ...group, logStreamNamePrefix: 'line-1/' })
		);
		const logStreamName = streams.logStreams![0]!.logStreamName!;
		expect(logStreamName).toMatch(/^line-1\/algo-1-\d{13}$/);
		const lines = await logs.send(new GetLogEventsCommand({ ...group, logStreamName, startFromHead: true }));
		expect(lines.events).toHaveLength(200);

		await sagemaker.send(
			new CreateModelCommand({
				ModelName: 'line',
				ExecutionRoleArn: ROLE,
				PrimaryContainer: { Image: IMAGE, ModelDataUrl: url }
			})
		);
		await sagemaker.send(
			new CreateEndpointConfigCommand({
				EndpointConfigName: 'line',
				ProductionVariants: [
					{
						VariantName: 'AllTraffic',
						ModelName: 'line',
						InitialInstanceCount: 1,
						InstanceType: 'ml.m5.large'
					}
				]
			})
		);
		const EndpointName = 'line';
		await sagemaker.send(new CreateEndpointCommand({ EndpointName, EndpointConfigName: 'line' }));
		const invoke = new InvokeEndpointCommand({
			EndpointName,
			ContentType: 'text/csv',
			Body: encodeUtf8('10\n20')
		});
		expect(await errorOf(runtime.send(invoke))).toBe(
			'ValidationError 400: Endpoint line of account 123456789012 not found. It is Creating; only an endpoint that is InService answers.'
		);
		await waitUntilEndpointInService(
			{ client: sagemaker, maxWaitTime: 20, minDelay: 1, maxDelay: 1 },
			{ EndpointName }
		);
		const answer = await runtime.send(invoke);
		expect(answer.InvokedProductionVariant).toBe('AllTraffic');
		expect(answer.ContentType).toBe('text/csv; charset=utf-8');
		const [at10, at20] = decodeUtf8(answer.Body!).split('\n').map(Number);
		expect(at10).toBeCloseTo(10 * line.a + line.b, 9);
		expect(at20).toBeCloseTo(20 * line.a + line.b, 9);

		await clock.sleep(3_600_000);
		const open = billAt(region.snapshot().meter, clock.now());
		const hosting = open.items.find(({ service }) => service === 'Hosting')!;
		expect(hosting).toMatchObject({ resource: 'line', sku: 'ml.m5.large', perHour: 0.115, running: true });
		expect(hosting.cost).toBeCloseTo(0.115, 2);
		const training = open.items.find(({ service }) => service === 'Training')!;
		expect(training.cost).toBeCloseTo((60 * 0.23) / 3600, 12);

		await sagemaker.send(new DeleteEndpointCommand({ EndpointName }));
		const closed = billAt(region.snapshot().meter, clock.now());
		await waitUntilEndpointDeleted(
			{ client: sagemaker, maxWaitTime: 20, minDelay: 1, maxDelay: 1 },
			{ EndpointName }
		);
		await clock.sleep(3_600_000);
		expect(await errorOf(sagemaker.send(new DescribeEndpointCommand({ EndpointName })))).toBe(
			'ValidationException 400: Could not find endpoint "arn:aws:sagemaker:us-east-1:123456789012:endpoint/line".'
		);
		const later = billAt(region.snapshot().meter, clock.now());
		const hosted = (bill: typeof later): number =>
			bill.items.find(({ service }) => service === 'Hosting')!.cost;
		expect(hosted(later)).toBe(hosted(closed));
		expect(later.items.some(({ running }) => running)).toBe(false);
	});
});
