import {
	CreateBucketCommand,
	GetObjectCommand,
	ListObjectsV2Command,
	PutObjectCommand
} from '@aws-sdk/client-s3';
import {
	CreateTransformJobCommand,
	DescribeTransformJobCommand,
	type CreateTransformJobRequest,
	type DescribeTransformJobResponse,
	type TransformInput,
	type TransformOutput
} from '@aws-sdk/client-sagemaker';
import type { TestRegion } from './test-region.ts';

type Changes = Partial<Omit<CreateTransformJobRequest, 'TransformInput' | 'TransformOutput'>> & {
	readonly uri?: string;
	readonly input?: Partial<TransformInput>;
	readonly output?: Partial<TransformOutput>;
};

/** Input of CreateTransformJob over s3://data/in/ with the model `m`, with `changes` laid over it. */
export function transformInput({ uri, input, output, ...changes }: Changes = {}): CreateTransformJobRequest {
	return {
		TransformJobName: 't',
		ModelName: 'm',
		TransformInput: {
			DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: uri ?? 's3://data/in/' } },
			ContentType: 'text/csv',
			SplitType: 'Line',
			...input
		},
		TransformOutput: { S3OutputPath: 's3://data/out', ...output },
		TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
		...changes
	};
}

/** Puts texts or bytes into s3://data by key. */
export async function putInputs(
	{ s3 }: TestRegion,
	files: Readonly<Record<string, string | Uint8Array>>
): Promise<void> {
	await s3.send(new CreateBucketCommand({ Bucket: 'data' }));
	for (const [Key, Body] of Object.entries(files)) {
		await s3.send(new PutObjectCommand({ Bucket: 'data', Key, Body }));
	}
}

/** Creates the job and describes it at its end. */
export async function runTransform(
	aws: TestRegion,
	changes: Changes = {}
): Promise<DescribeTransformJobResponse> {
	const input = transformInput(changes);
	await aws.sagemaker.send(new CreateTransformJobCommand(input));
	return endOfTransform(aws, input.TransformJobName!);
}

/** Describes a job again and again until it has ended. */
export async function endOfTransform(
	{ sagemaker, clock }: TestRegion,
	TransformJobName: string
): Promise<DescribeTransformJobResponse> {
	for (;;) {
		const job = await sagemaker.send(new DescribeTransformJobCommand({ TransformJobName }));
		if (job.TransformJobStatus !== 'InProgress' && job.TransformJobStatus !== 'Stopping') return job;
		await clock.sleep(1000);
	}
}

/** Texts of all objects under s3://data/out, by key without that prefix. */
export async function outputsOf({ s3 }: TestRegion, prefix = 'out/'): Promise<Record<string, string>> {
	const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'data', Prefix: prefix }));
	const texts: Record<string, string> = {};
	for (const { Key } of Contents) {
		const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'data', Key }));
		texts[Key!.slice(prefix.length)] = await Body!.transformToString();
	}
	return texts;
}
