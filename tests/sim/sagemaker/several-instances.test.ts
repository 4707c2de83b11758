import { CreateTrainingJobCommand, type DescribeTrainingJobResponse } from '@aws-sdk/client-sagemaker';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { jobInput, pollJob } from '#tests/support/training-job.ts';

type Distribution = 'FullyReplicated' | 'ShardedByS3Key';

async function trained(
	InstanceCount: number,
	S3DataDistributionType: Distribution
): Promise<{ aws: TestRegion; job: DescribeTrainingJobResponse; model: string }> {
	const aws = await testRegion();
	await aws.s3.send(new CreateBucketCommand({ Bucket: 'data' }));
	for (const [i, Body] of ['1,0\n', '3,1\n', '5,2\n', '7,3\n'].entries()) {
		await aws.s3.send(new PutObjectCommand({ Bucket: 'data', Key: `train/${i}.csv`, Body }));
	}
	const input = jobInput('job');
	const [channel] = input.InputDataConfig!;
	const S3DataSource = { ...channel!.DataSource!.S3DataSource!, S3DataDistributionType };
	await aws.sagemaker.send(
		new CreateTrainingJobCommand({
			...input,
			InputDataConfig: [{ ...channel!, DataSource: { S3DataSource } }],
			ResourceConfig: { ...input.ResourceConfig!, InstanceCount }
		})
	);
	const job = await pollJob(aws, 'job');
	const Key = job.ModelArtifacts!.S3ModelArtifacts!.replace('s3://data/', '');
	const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: 'data', Key }));
	return { aws, job, model: await Body!.transformToString() };
}

function logsOf({ region }: TestRegion): (readonly [host: string, first: string])[] {
	return region
		.snapshot()
		.logs.filter(({ group }) => group === '/aws/sagemaker/TrainingJobs')
		.map(({ stream, lines }) => [/^job\/(algo-\d+)-\d{13}$/.exec(stream)![1]!, lines[0]!.message] as const);
}

describe('a training job on several instances', () => {
	it.each<[Distribution, string[]]>([
		['ShardedByS3Key', ['2 of 4', '1 of 4', '1 of 4']],
		['FullyReplicated', ['4 of 4', '4 of 4', '4 of 4']]
	])('learns from the data of all, %s, as one instance does', async (distribution, shares) => {
		const one = await trained(1, distribution);
		const three = await trained(3, distribution);
		expect(three.model).toBe(one.model);
		expect(logsOf(three.aws).toSorted()).toEqual(
			shares.map((share, i) => [
				`algo-${i + 1}`,
				`INFO: Host algo-${i + 1} of 3 holds ${share} objects of the channel 'train'`
			])
		);
		expect(logsOf(one.aws)).toEqual([['algo-1', expect.stringMatching(/^\[0\]/) as string]]);
	});

	it('is billed for each of them', async () => {
		const { aws, job } = await trained(3, 'ShardedByS3Key');
		const line = aws.region.snapshot().meter.find(({ service }) => service === 'Training')!;
		expect(line).toMatchObject({ quantity: 3, sku: 'ml.m5.xlarge' });
		expect(line.endedAt! - line.startedAt).toBe(job.BillableTimeInSeconds! * 1000);
	});

	it('leaves a host without objects where there are fewer of them than hosts', async () => {
		const { aws, job } = await trained(6, 'ShardedByS3Key');
		expect(job.TrainingJobStatus).toBe('Completed');
		expect(logsOf(aws).filter(([, line]) => line.includes('holds 0 of 4'))).toHaveLength(2);
	});
});
