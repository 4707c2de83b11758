import {
	BatchCheckLayerAvailabilityCommand,
	BatchGetImageCommand,
	CompleteLayerUploadCommand,
	CreateRepositoryCommand,
	DeleteRepositoryCommand,
	InitiateLayerUploadCommand,
	PutImageCommand,
	UploadLayerPartCommand
} from '@aws-sdk/client-ecr';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
	CreateEndpointCommand,
	CreateEndpointConfigCommand,
	CreateModelCommand,
	CreateProcessingJobCommand,
	CreateTrainingJobCommand,
	CreateTransformJobCommand,
	DescribeEndpointCommand,
	DescribeProcessingJobCommand,
	DescribeTrainingJobCommand,
	DescribeTransformJobCommand
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '#base/bytes.ts';
import { buildImage } from '#engine/image/build-image.ts';
import { inlineScripts } from '#tests/support/program-runner.ts';
import { pushImage } from '#tests/support/push-image.ts';
import { errorOf, ROLE, testRegion, type TestRegion } from '#tests/support/test-region.ts';

/** Counts words as it is trained, and says how often it saw one when it is asked. */
const MAIN = `import { createServer } from 'node:http';
import { readFile, writeFile, readdir } from 'node:fs/promises';
const readJson = async (path) => JSON.parse(await readFile(path, 'utf8'));

async function train() {
	const config = '/opt/ml/input/config/';
	const { minimum = '1' } = await readJson(config + 'hyperparameters.json');
	if (minimum === 'bad') {
		await writeFile('/opt/ml/output/failure', 'minimum must be a number');
		process.exit(1);
	}
	const channels = Object.keys(await readJson(config + 'inputdataconfig.json'));
	const { hosts } = await readJson(config + 'resourceconfig.json');
	const counts = {};
	for (const file of await readdir('/opt/ml/input/data/words')) {
		for (const word of (await readFile('/opt/ml/input/data/words/' + file, 'utf8')).split(/\\s+/)) counts[word] = (counts[word] ?? 0) + 1;
	}
	console.log('channels=' + channels, 'hosts=' + hosts, 'mode=' + process.env.MODE);
	await writeFile('/opt/ml/model/counts.json', JSON.stringify(counts));
}

async function serve() {
	const counts = await readJson('/opt/ml/model/counts.json');
	createServer((request, response) => {
		if (request.url === '/ping') return response.end();
		let body = '';
		request.on('data', (piece) => (body += piece));
		request.on('end', () => {
			if (body === 'crash') process.exit(9);
			if (!(body in counts)) return response.writeHead(404).end('unknown word: ' + body);
			response.writeHead(200, { 'content-type': 'text/plain' }).end(String(counts[body]));
		});
	}).listen(8080);
}

if (process.argv[2] === 'prepare') await writeFile('/opt/ml/processing/output/all/upper.txt', (await readFile('/opt/ml/processing/input/in/a.txt', 'utf8')).toUpperCase());
else if (process.argv[2] === 'train') await train();
else await serve();
`;

const DOCKERFILE = `# counts words
FROM node:20-slim
WORKDIR /opt/program
COPY . .
ENV MODE=words
ENTRYPOINT ["node", "main.js"]
`;

const image = buildImage({ dockerfile: DOCKERFILE, files: { 'main.js': MAIN } });

async function prepared(): Promise<TestRegion & { readonly uri: string }> {
	const aws = await testRegion({ scripts: inlineScripts() });
	await aws.s3.send(new CreateBucketCommand({ Bucket: 'data' }));
	await aws.s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'words/a.txt', Body: 'one two two' }));
	return { ...aws, uri: await pushImage(aws.ecr, 'word-counter', image) };
}

async function train(aws: TestRegion, TrainingImage: string, HyperParameters: Record<string, string> = {}) {
	await aws.sagemaker.send(
		new CreateTrainingJobCommand({
			TrainingJobName: 'count',
			RoleArn: ROLE,
			AlgorithmSpecification: { TrainingImage, TrainingInputMode: 'File' },
			HyperParameters,
			InputDataConfig: [
				{
					ChannelName: 'words',
					DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://data/words' } }
				}
			],
			OutputDataConfig: { S3OutputPath: 's3://data/out' },
			ResourceConfig: { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 10 },
			StoppingCondition: { MaxRuntimeInSeconds: 3600 }
		})
	);
	return until(aws, async () => {
		const job = await aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: 'count' }));
		return job.TrainingJobStatus === 'InProgress' ? null : job;
	});
}

async function until<T>({ clock }: TestRegion, ask: () => Promise<T | null>): Promise<T> {
	for (;;) {
		const answer = await ask();
		if (answer) return answer;
		await clock.sleep(1000);
	}
}

describe('a container of one’s own', () => {
	it('is trained, served and used for batch transform by its image in ECR', async () => {
		const aws = await prepared();
		const { sagemaker, runtime, s3, uri } = aws;
		const job = await train(aws, uri);
		expect(job.FailureReason).toBeUndefined();
		const log = aws.region.snapshot().logs.find(({ group }) => group === '/aws/sagemaker/TrainingJobs')!;
		expect(log.lines.map(({ message }) => message)).toEqual(['channels=words hosts=algo-1 mode=words']);
		await sagemaker.send(
			new CreateModelCommand({
				ModelName: 'm',
				ExecutionRoleArn: ROLE,
				PrimaryContainer: { Image: uri, ModelDataUrl: job.ModelArtifacts!.S3ModelArtifacts }
			})
		);
		const ProductionVariants = [
			{ VariantName: 'v', ModelName: 'm', InitialInstanceCount: 1, InstanceType: 'ml.m5.large' as const }
		];
		await sagemaker.send(new CreateEndpointConfigCommand({ EndpointConfigName: 'c', ProductionVariants }));
		await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName: 'c' }));
		const made = await until(aws, async () => {
			const endpoint = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'e' }));
			return endpoint.EndpointStatus === 'Creating' ? null : endpoint;
		});
		expect(made).toMatchObject({ EndpointStatus: 'InService' });
		const ask = (Body: string) => runtime.send(new InvokeEndpointCommand({ EndpointName: 'e', Body }));
		expect(decodeUtf8((await ask('two')).Body!)).toBe('2');
		expect(await errorOf(ask('three'))).toMatch(
			/^ModelError 424: Received client error \(404\) from primary with message "unknown word: three"/
		);
		expect(await errorOf(ask('crash'))).toMatch(/^ModelError 424/);
		// Another instance takes the place of the one that ended.
		expect(decodeUtf8((await ask('one')).Body!)).toBe('1');
		await s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'ask/a.txt', Body: 'two' }));
		await sagemaker.send(
			new CreateTransformJobCommand({
				TransformJobName: 't',
				ModelName: 'm',
				TransformInput: { DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://data/ask/' } } },
				TransformOutput: { S3OutputPath: 's3://data/answers' },
				TransformResources: { InstanceCount: 1, InstanceType: 'ml.m5.large' }
			})
		);
		const transform = await until(aws, async () => {
			const found = await sagemaker.send(new DescribeTransformJobCommand({ TransformJobName: 't' }));
			return found.TransformJobStatus === 'InProgress' ? null : found;
		});
		expect(transform.FailureReason).toBeUndefined();
		const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'data', Key: 'answers/a.txt.out' }));
		expect(await Body!.transformToString()).toBe('2');
	});

	it('runs a processing job by an argument of its own', async () => {
		const aws = await prepared();
		const place = (LocalPath: string, S3Uri: string) => ({ LocalPath, S3Uri });
		await aws.sagemaker.send(
			new CreateProcessingJobCommand({
				ProcessingJobName: 'p',
				RoleArn: ROLE,
				AppSpecification: { ImageUri: aws.uri, ContainerArguments: ['prepare'] },
				ProcessingResources: {
					ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 10 }
				},
				ProcessingInputs: [
					{
						InputName: 'in',
						S3Input: {
							...place('/opt/ml/processing/input/in', 's3://data/words/'),
							S3DataType: 'S3Prefix',
							S3InputMode: 'File'
						}
					}
				],
				ProcessingOutputConfig: {
					Outputs: [
						{
							OutputName: 'all',
							S3Output: {
								...place('/opt/ml/processing/output/all', 's3://data/upper'),
								S3UploadMode: 'EndOfJob'
							}
						}
					]
				}
			})
		);
		const job = await until(aws, async () => {
			const found = await aws.sagemaker.send(new DescribeProcessingJobCommand({ ProcessingJobName: 'p' }));
			return found.ProcessingJobStatus === 'InProgress' ? null : found;
		});
		expect(job.FailureReason).toBeUndefined();
		const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: 'data', Key: 'upper/upper.txt' }));
		expect(await Body!.transformToString()).toBe('ONE TWO TWO');
	});

	it('fails with the words of its failure file and its exit code', async () => {
		const aws = await prepared();
		const job = await train(aws, aws.uri, { minimum: 'bad' });
		expect(job).toMatchObject({
			TrainingJobStatus: 'Failed',
			FailureReason: 'AlgorithmError: minimum must be a number, exit code: 1'
		});
	});

	it('must be in the registry under its tag, with its layers', async () => {
		const aws = await prepared();
		const job = await train(aws, aws.uri.replace(':v1', ':v2'));
		expect(job.FailureReason).toBe(
			"ClientError: Cannot find image with tag 'v2' in repository word-counter in registry ID 123456789012. Push it, or correct the tag."
		);
		await aws.ecr.send(new DeleteRepositoryCommand({ repositoryName: 'word-counter', force: true }));
		const again = await prepared();
		const absent = await train(again, again.uri.replace('word-counter', 'other'));
		expect(absent.FailureReason).toMatch(
			/^ClientError: Cannot find repository other in registry ID 123456789012/
		);
	});
});

describe('ECR’s uploads of layers', () => {
	const repositoryName = 'parts';
	const { digest, bytes } = image.config;

	it('keep what is uploaded piece by piece, and give images back', async () => {
		const { ecr } = await prepared();
		const layerDigests = [image.layers[0]!.digest, `sha256:${'0'.repeat(64)}`];
		const { layers } = await ecr.send(
			new BatchCheckLayerAvailabilityCommand({ repositoryName: 'word-counter', layerDigests })
		);
		expect(layers).toMatchObject([
			{ layerAvailability: 'AVAILABLE', layerSize: image.layers[0]!.bytes.length },
			{ layerAvailability: 'UNAVAILABLE' }
		]);
		const imageIds = [{ imageTag: 'v1' }, { imageTag: 'v9' }];
		const found = await ecr.send(new BatchGetImageCommand({ repositoryName: 'word-counter', imageIds }));
		expect(found.images![0]!.imageManifest).toBe(image.manifest);
		expect(found.failures).toMatchObject([{ failureCode: 'ImageNotFound' }]);
	});

	it('refuse pieces that do not follow, digests that are others, and images whose layers are not there', async () => {
		const { ecr } = await testRegion();
		await ecr.send(new CreateRepositoryCommand({ repositoryName }));
		const { uploadId } = await ecr.send(new InitiateLayerUploadCommand({ repositoryName }));
		const part = (partFirstByte: number) =>
			new UploadLayerPartCommand({
				repositoryName,
				uploadId,
				partFirstByte,
				partLastByte: partFirstByte + bytes.length - 1,
				layerPartBlob: bytes
			});
		const complete = (layerDigest: string) =>
			new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests: [layerDigest] });
		expect(await errorOf(ecr.send(complete(digest)))).toMatch(/^EmptyUploadException 400/);
		expect(await errorOf(ecr.send(part(5)))).toMatch(/^InvalidLayerPartException 400/);
		await ecr.send(part(0));
		expect(await errorOf(ecr.send(complete(`sha256:${'0'.repeat(64)}`)))).toMatch(
			/^InvalidLayerException 400/
		);
		await ecr.send(complete(digest));
		expect(await errorOf(ecr.send(complete(digest)))).toMatch(/^UploadNotFoundException 400/);
		const put = new PutImageCommand({ repositoryName, imageManifest: image.manifest });
		expect(await errorOf(ecr.send(put))).toBe(
			`LayersNotFoundException 400: The image refers to layers that are not in the repository with name 'parts': ${image.layers[0]!.digest}`
		);
	});
});
