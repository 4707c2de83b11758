import { decodeUtf8 } from '#base/bytes.ts';
import { GetObjectCommand, PutObjectCommand, S3, S3Client } from '#notebook/sdk/aws/client-s3.ts';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '#notebook/sdk/aws/client-sagemaker-runtime.ts';
import { DescribeModelCommand, SageMakerClient } from '#notebook/sdk/aws/client-sagemaker.ts';
import { GetCallerIdentityCommand, STSClient } from '#notebook/sdk/aws/client-sts.ts';
import { DescribeLogStreamsCommand, CloudWatchLogsClient } from '#notebook/sdk/aws/client-cloudwatch-logs.ts';
import { CloudWatch, CloudWatchClient, PutMetricDataCommand } from '#notebook/sdk/aws/client-cloudwatch.ts';
import { Firehose, ListDeliveryStreamsCommand, FirehoseClient } from '#notebook/sdk/aws/client-firehose.ts';
import { IAM, IAMClient, ListRolesCommand } from '#notebook/sdk/aws/client-iam.ts';
import {
	Kinesis,
	KinesisClient,
	ListStreamsCommand,
	waitUntilStreamExists
} from '#notebook/sdk/aws/client-kinesis.ts';
import { beforeEach, expect, test } from 'vitest';
import { TEST_EPOCH } from '#tests/support/instant-clock.ts';
import { json, scriptedBridge, text } from '../scripted-bridge.ts';

const region = scriptedBridge();
beforeEach(() => region.reset());

test('a command travels to the region as AWS writes it', async () => {
	region.answer = () => json({ ModelName: 'm1', CreationTime: 1772366400.5 });
	const model = await new SageMakerClient().send(new DescribeModelCommand({ ModelName: 'm1' }));
	expect(model.ModelName).toBe('m1');
	expect(model.CreationTime?.getTime()).toBe(1772366400500);
	const [request] = region.requests;
	expect(request?.hostname).toBe('api.sagemaker.us-east-1.amazonaws.com');
	expect(request?.headers['x-amz-target']).toBe('SageMaker.DescribeModel');
	expect(request?.headers['authorization']).toContain('/us-east-1/sagemaker/aws4_request');
	expect(Object.getPrototypeOf(request?.body)).toBe(Uint8Array.prototype);
	expect(decodeUtf8(request!.body)).toBe('{"ModelName":"m1"}');
});

test('the region is the learner’s to choose, the way to it is not', async () => {
	region.answer = () => json({});
	const stray = { handle: () => Promise.reject(new Error('a network')) };
	const client = new SageMakerClient({ region: 'eu-west-1', requestHandler: stray as never });
	await client.send(new DescribeModelCommand({ ModelName: 'm' }));
	expect(region.requests[0]?.hostname).toBe('api.sagemaker.eu-west-1.amazonaws.com');
});

test('an error of a service keeps its name, message and status', async () => {
	region.answer = () => json({ __type: 'ValidationException', message: 'Could not find model "m".' }, 400);
	const failure = new SageMakerClient().send(new DescribeModelCommand({ ModelName: 'm' }));
	await expect(failure).rejects.toMatchObject({
		name: 'ValidationException',
		message: 'Could not find model "m".',
		$metadata: { httpStatusCode: 400 }
	});
});

test.each([
	['text', 'a,b'],
	['bytes', new TextEncoder().encode('a,b')],
	['a Blob', new Blob(['a,b'])]
])('S3 takes an object as %s', async (_, Body) => {
	region.answer = () => ({ status: 200, headers: { etag: '"x"' }, body: new Uint8Array() });
	await new S3Client().send(new PutObjectCommand({ Bucket: 'bkt', Key: 'a b.csv', Body }));
	const [request] = region.requests;
	expect(request?.hostname).toBe('bkt.s3.us-east-1.amazonaws.com');
	expect(request?.path).toBe('/a%20b.csv');
	expect(decodeUtf8(request!.body)).toBe('a,b');
});

test('S3 gives an object as a stream that becomes text', async () => {
	region.answer = () => text('1,2\n', 'text/csv');
	const object = await new S3Client().send(new GetObjectCommand({ Bucket: 'bkt', Key: 'a.csv' }));
	expect(await object.Body?.transformToString()).toBe('1,2\n');
});

test('the client with a method per operation is wired too', async () => {
	region.answer = () =>
		text(
			'<?xml version="1.0"?><ListAllMyBucketsResult><Buckets><Bucket><Name>b</Name></Bucket></Buckets></ListAllMyBucketsResult>'
		);
	const { Buckets } = await new S3().listBuckets();
	expect(Buckets?.map((b) => b.Name)).toEqual(['b']);
});

test('an invocation carries its body and content type, and gives bytes', async () => {
	region.answer = () => text('21.5', 'text/csv');
	const answer = await new SageMakerRuntimeClient().send(
		new InvokeEndpointCommand({ EndpointName: 'e', ContentType: 'text/csv', Body: '1,2' })
	);
	expect(decodeUtf8(answer.Body)).toBe('21.5');
	expect(region.requests[0]?.path).toBe('/endpoints/e/invocations');
	expect(region.requests[0]?.headers['content-type']).toBe('text/csv');
});

test('STS speaks its query protocol', async () => {
	region.answer = () =>
		text(
			'<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
			'text/xml'
		);
	expect((await new STSClient().send(new GetCallerIdentityCommand({}))).Account).toBe('123456789012');
});

test('CloudWatch Logs is wired', async () => {
	region.answer = () => json({ logStreams: [{ logStreamName: 's' }] });
	const answer = await new CloudWatchLogsClient().send(new DescribeLogStreamsCommand({ logGroupName: 'g' }));
	expect(answer.logStreams?.[0]?.logStreamName).toBe('s');
});

test.each<[string, () => Promise<unknown>, string]>([
	['Kinesis', () => new KinesisClient().send(new ListStreamsCommand({})), 'kinesis'],
	['Kinesis by methods', () => new Kinesis().listStreams({}), 'kinesis'],
	['Firehose', () => new FirehoseClient().send(new ListDeliveryStreamsCommand({})), 'firehose'],
	['Firehose by methods', () => new Firehose().listDeliveryStreams({}), 'firehose'],
	['IAM', () => new IAMClient().send(new ListRolesCommand({})), 'iam'],
	['IAM by methods', () => new IAM().listRoles({}), 'iam'],
	['CloudWatch by methods', () => new CloudWatch().listMetrics({}), 'monitoring']
])('%s is wired', async (_, call, service) => {
	region.answer = () =>
		service === 'iam'
			? text('<ListRolesResponse><ListRolesResult><Roles/></ListRolesResult></ListRolesResponse>', 'text/xml')
			: json({ StreamNames: [], DeliveryStreamNames: [], HasMoreStreams: false });
	await call();
	expect(region.requests[0]?.hostname).toMatch(new RegExp(`^${service}\\.`));
	expect(region.requests[0]?.headers['authorization']).toContain(`/${service}/aws4_request`);
});

test('CloudWatch sends many points as they are, not squeezed', async () => {
	const MetricData = Array.from({ length: 500 }, (_, i) => ({ MetricName: `metric-${i}`, Value: i }));
	await new CloudWatchClient().send(new PutMetricDataCommand({ Namespace: 'mine', MetricData }));
	const [request] = region.requests;
	expect(request!.body.length).toBeGreaterThan(10_240);
	expect(request!.headers).not.toHaveProperty('content-encoding');
	expect(decodeUtf8(request!.body)).toContain('"metric-499"');
});

test('waiters of Kinesis poll on the simulated clock', async () => {
	region.answer = () =>
		json({ StreamDescription: { StreamStatus: region.now < TEST_EPOCH + 15_000 ? 'CREATING' : 'ACTIVE' } });
	const client = new KinesisClient();
	await waitUntilStreamExists({ client, maxWaitTime: 60 }, { StreamName: 's' });
	expect(region.now).toBe(TEST_EPOCH + 20_000);
});

test('a client with credentials of a role calls as that role; a secret never travels', async () => {
	region.answer = () => text('<GetCallerIdentityResponse/>', 'text/xml');
	const credentials = { accessKeyId: 'ASIAROLE', secretAccessKey: 'hidden', sessionToken: 'token' };
	const call = new GetCallerIdentityCommand({});
	await new STSClient({ credentials }).send(call);
	await new STSClient({ credentials: () => Promise.resolve(credentials) }).send(call);
	await new STSClient().send(call);
	const keys = region.requests.map(
		({ headers }) => /Credential=(\w+)\//.exec(headers['authorization']!)?.[1]
	);
	expect(keys).toEqual(['ASIAROLE', 'ASIAROLE', 'SIMULATED']);
	expect(JSON.stringify(region.requests.map(({ headers }) => headers))).not.toMatch(/hidden|token/);
});

test('an aborted request rejects as AWS’s handler does', async () => {
	region.answer = () => new Promise(() => undefined);
	const controller = new AbortController();
	const failure = new SageMakerClient().send(new DescribeModelCommand({ ModelName: 'm' }), {
		abortSignal: controller.signal
	});
	setTimeout(() => controller.abort(), 5);
	await expect(failure).rejects.toMatchObject({ name: 'AbortError' });
});
