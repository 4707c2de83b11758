import type { CreateProcessingJobRequest } from '@aws-sdk/client-sagemaker';
import { scriptImageOf } from '#sim/ecr/script-image.ts';
import { ROLE } from './test-region.ts';

/** Input of CreateProcessingJob that works where `s3://data/raw` holds something, with `changes` laid over it. */
export function processingInput(
	changes: Partial<CreateProcessingJobRequest> = {}
): CreateProcessingJobRequest {
	return {
		ProcessingJobName: 'p',
		RoleArn: ROLE,
		AppSpecification: {
			ImageUri: scriptImageOf('us-east-1')!,
			ContainerEntrypoint: ['node', 'head.js'],
			ContainerArguments: ['2']
		},
		ProcessingResources: {
			ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 10 }
		},
		ProcessingInputs: [
			{
				InputName: 'raw',
				S3Input: {
					S3Uri: 's3://data/raw',
					LocalPath: '/opt/ml/processing/input/raw',
					S3DataType: 'S3Prefix',
					S3InputMode: 'File'
				}
			}
		],
		ProcessingOutputConfig: {
			Outputs: [
				{
					OutputName: 'short',
					S3Output: {
						S3Uri: 's3://data/short/',
						LocalPath: '/opt/ml/processing/output/raw',
						S3UploadMode: 'EndOfJob'
					}
				}
			]
		},
		...changes
	};
}
