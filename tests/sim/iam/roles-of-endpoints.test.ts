import {
	CreateEndpointCommand,
	CreateEndpointConfigCommand,
	CreateModelCommand,
	DescribeEndpointCommand,
	type ContainerDefinition,
	type CreateEndpointConfigInput
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointAsyncCommand } from '@aws-sdk/client-sagemaker-runtime';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { buildImage } from '#engine/image/build-image.ts';
import { ask, endpointStatus, variant } from '#tests/support/line-endpoint.ts';
import {
	allow,
	denied,
	makeStudent,
	READ,
	setPermissions,
	STUDENT,
	WRITE
} from '#tests/support/student-role.ts';
import { errorOf, IMAGE, testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { inlineScripts } from '#tests/support/program-runner.ts';
import { pushImage } from '#tests/support/push-image.ts';
import { outputsOf, putInputs, runTransform } from '#tests/support/transform-job.ts';

const MODELS = allow('s3:GetObject', 'arn:aws:s3:::data/models/*');

/** An endpoint `e` of y = 2x + 1 whose model works under the role of the student. */
async function endpointUnder(
	statements: readonly object[],
	config: Partial<CreateEndpointConfigInput> = {},
	container: Partial<ContainerDefinition> = {}
): Promise<TestRegion> {
	const aws = await testRegion();
	await makeStudent(aws, statements);
	await putInputs(aws, { 'models/m.tar.gz': JSON.stringify({ a: 2, b: 1 }), 'in.csv': '5' });
	const PrimaryContainer = { Image: IMAGE, ModelDataUrl: 's3://data/models/m.tar.gz', ...container };
	await aws.sagemaker.send(
		new CreateModelCommand({ ModelName: 'm', ExecutionRoleArn: STUDENT, PrimaryContainer })
	);
	await aws.sagemaker.send(
		new CreateEndpointConfigCommand({
			EndpointConfigName: 'c',
			ProductionVariants: [variant('A', 'm')],
			...config
		})
	);
	await aws.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName: 'c' }));
	expect(await endpointStatus(aws, 'e', 'Creating')).toBe('InService');
	return aws;
}

it('a multi-model endpoint asks for each model that it loads whether its role may read it', async () => {
	const many = { Mode: 'MultiModel' as const, ModelDataUrl: 's3://data/models/' };
	const aws = await endpointUnder([WRITE], {}, many);
	expect(await errorOf(ask(aws, '5', { TargetModel: 'm.tar.gz' }))).toBe(
		'ValidationError 400: Failed to download model data(bucket: data, key: models/m.tar.gz). Please ensure that there is an object located at the URL and that the role passed to CreateModel has permissions to download the model.'
	);
	await setPermissions(aws, [MODELS]);
	expect(await ask(aws, '5', { TargetModel: 'm.tar.gz' })).toBe('11');
	// What is loaded needs no permission any more.
	await setPermissions(aws, [WRITE]);
	expect(await ask(aws, '6', { TargetModel: 'm.tar.gz' })).toBe('13');
});

it.each([
	['loses what its role may not write, and tells it in the log', [MODELS], 0],
	['stores it where it may', [MODELS, WRITE], 1]
])('data capture %s', async (_, statements, count) => {
	const aws = await endpointUnder(statements, {
		DataCaptureConfig: {
			EnableCapture: true,
			InitialSamplingPercentage: 100,
			DestinationS3Uri: 's3://data/captured',
			CaptureOptions: [{ CaptureMode: 'Input' }]
		}
	});
	expect(await ask(aws, '5')).toBe('11');
	await aws.clock.sleep(61_000);
	expect(Object.keys(await outputsOf(aws, 'captured/'))).toHaveLength(count);
	const { events = [] } = await aws.logs.send(
		new FilterLogEventsCommand({
			logGroupName: '/aws/sagemaker/Endpoints/e',
			filterPattern: '"Data capture"'
		})
	);
	expect(events.map(({ logStreamName }) => logStreamName)).toEqual(count === 0 ? ['A/data-log'] : []);
	for (const { message } of events) {
		expect(message).toMatch(
			/^\[sagemaker logs\] Data capture failed: 1 records for s3:\/\/data\/captured\/e\/A\/.*\.jsonl are lost\. User: .*student\/SageMaker is not authorized to perform: s3:PutObject/
		);
	}
});

describe('an asynchronous endpoint', () => {
	const OutputConfig = { S3OutputPath: 's3://data/out', S3FailurePath: 's3://data/failed' };

	async function answersUnder(statements: readonly object[]): Promise<[TestRegion, string[]]> {
		const aws = await endpointUnder(statements, { AsyncInferenceConfig: { OutputConfig } });
		await aws.runtime.send(
			new InvokeEndpointAsyncCommand({
				EndpointName: 'e',
				ContentType: 'text/csv',
				InputLocation: 's3://data/in.csv'
			})
		);
		await aws.clock.sleep(1000);
		const found = { ...(await outputsOf(aws, 'out/')), ...(await outputsOf(aws, 'failed/')) };
		return [aws, Object.values(found)];
	}

	it('reads and writes under the role of its model', async () => {
		expect((await answersUnder([...READ, WRITE]))[1]).toEqual(['11']);
	});

	it('tells where its role may not read the request, or not write the answer', async () => {
		const [, unread] = await answersUnder([MODELS, WRITE]);
		expect(unread).toEqual([denied('s3:GetObject', 'arn:aws:s3:::data/in.csv')]);
		const failures = allow('s3:PutObject', 'arn:aws:s3:::data/failed/*');
		const [, unwritten] = await answersUnder([...READ, failures]);
		expect(unwritten).toHaveLength(1);
		expect(unwritten[0]).toContain('is not authorized to perform: s3:PutObject');
	});

	it('has only its log to tell where its role may write nothing at all', async () => {
		const [aws, nothing] = await answersUnder(READ);
		expect(nothing).toEqual([]);
		const { events = [] } = await aws.logs.send(
			new FilterLogEventsCommand({ logGroupName: '/aws/sagemaker/Endpoints/e' })
		);
		const said = events.map(({ message }) => message).join('\n');
		expect(said).toContain('Inference request failed. User: arn:aws:sts::123456789012:assumed-role/student/');
	});
});

describe('an image of one’s own', () => {
	const SERVER = `import { createServer } from 'node:http';
createServer((request, response) => response.end('11')).listen(8080);`;
	const DOCKERFILE = 'FROM node:20-slim\nCOPY . .\nENTRYPOINT ["node", "main.mjs"]\n';
	const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'];

	async function modelUnder(statements: readonly object[]): Promise<TestRegion> {
		const aws = await testRegion({ scripts: inlineScripts() });
		await makeStudent(aws, statements);
		await putInputs(aws, { 'in/a.csv': '5' });
		const image = buildImage({ dockerfile: DOCKERFILE, files: { 'main.mjs': SERVER } });
		const Image = await pushImage(aws.ecr, 'mine', image);
		await aws.sagemaker.send(
			new CreateModelCommand({ ModelName: 'm', ExecutionRoleArn: STUDENT, PrimaryContainer: { Image } })
		);
		return aws;
	}

	const repository = 'arn:aws:ecr:us-east-1:123456789012:repository/mine';

	it('is pulled for an endpoint under the role of its model', async () => {
		const aws = await modelUnder([...READ, WRITE]);
		const config = { EndpointConfigName: 'c', ProductionVariants: [variant('A', 'm')] };
		await aws.sagemaker.send(new CreateEndpointConfigCommand(config));
		await aws.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName: 'c' }));
		expect(await endpointStatus(aws, 'e', 'Creating')).toBe('Failed');
		const { FailureReason } = await aws.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'e' }));
		expect(FailureReason).toContain(denied('ecr:BatchGetImage', repository));
		await setPermissions(aws, [allow(PULL, repository)]);
		await aws.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'f', EndpointConfigName: 'c' }));
		expect(await endpointStatus(aws, 'f', 'Creating')).toBe('InService');
		expect(await ask(aws, '5', { EndpointName: 'f' })).toBe('11');
	});

	it('is pulled for a transform job under it too', async () => {
		const aws = await modelUnder([...READ, WRITE]);
		const { TransformJobStatus, FailureReason } = await runTransform(aws);
		expect(TransformJobStatus).toBe('Failed');
		expect(FailureReason).toContain(denied('ecr:BatchGetImage', repository));
	});
});

it('a body that comes along needs no permission to be read', async () => {
	const aws = await endpointUnder([MODELS, WRITE], {
		AsyncInferenceConfig: { OutputConfig: { S3OutputPath: 's3://data/out' } }
	});
	await aws.runtime.send(
		new InvokeEndpointAsyncCommand({ EndpointName: 'e', ContentType: 'text/csv', Body: encodeUtf8('7') })
	);
	await aws.clock.sleep(1000);
	await setPermissions(aws, [...READ]);
	expect(Object.values(await outputsOf(aws, 'out/'))).toEqual(['15']);
});
