import {
	DescribeTrainingJobCommand,
	type CreateTrainingJobRequest,
	type DescribeTrainingJobResponse
} from '@aws-sdk/client-sagemaker';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { IMAGE, ROLE, type TestRegion } from './test-region.ts';

/** y = 2x + 1, label first. */
export const LINE_CSV = '1,0\n3,1\n5,2\n7,3\n';

/** Input of CreateTrainingJob that works, with `changes` laid over it. */
export function jobInput(
	name: string,
	changes: Partial<CreateTrainingJobRequest> = {}
): CreateTrainingJobRequest {
	return {
		TrainingJobName: name,
		RoleArn: ROLE,
		AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' },
		HyperParameters: { num_round: '200' },
		InputDataConfig: [
			{
				ChannelName: 'train',
				ContentType: 'text/csv',
				DataSource: {
					S3DataSource: {
						S3DataType: 'S3Prefix',
						S3Uri: 's3://data/train/',
						S3DataDistributionType: 'FullyReplicated'
					}
				}
			}
		],
		OutputDataConfig: { S3OutputPath: 's3://data/output' },
		ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 10 },
		StoppingCondition: { MaxRuntimeInSeconds: 3600 },
		...changes
	};
}

/** Puts the data where {@link jobInput} looks for it. */
export async function putData({ s3 }: TestRegion): Promise<void> {
	await s3.send(new CreateBucketCommand({ Bucket: 'data' }));
	await s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'train/line.csv', Body: LINE_CSV }));
}

/** Describes the job again and again until `done`; simulated time goes on meanwhile. */
export async function pollJob(
	{ sagemaker, clock }: Pick<TestRegion, 'sagemaker' | 'clock'>,
	name: string,
	done: (job: DescribeTrainingJobResponse) => boolean = ({ TrainingJobStatus: status }) =>
		status !== 'InProgress' && status !== 'Stopping'
): Promise<DescribeTrainingJobResponse> {
	for (;;) {
		const job = await sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: name }));
		if (done(job)) return job;
		await clock.sleep(1000);
	}
}
