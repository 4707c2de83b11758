import { decodeUtf8 } from '#base/bytes.ts';
import { GetObjectCommand, PutObjectCommand, S3, S3Client } from '#notebook/sdk/aws/client-s3.ts';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '#notebook/sdk/aws/client-sagemaker-runtime.ts';
import { DescribeModelCommand, SageMakerClient } from '#notebook/sdk/aws/client-sagemaker.ts';
import { GetCallerIdentityCommand, STSClient } from '#notebook/sdk/aws/client-sts.ts';
import { DescribeLogStreamsCommand, CloudWatchLogsClient } from '#notebook/sdk/aws/client-cloudwatch-logs.ts';
import { beforeEach, expect, test } from 'vitest';
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

test('an aborted request rejects as AWS’s handler does', async () => {
	region.answer = () => new Promise(() => undefined);
	const controller = new AbortController();
	const failure = new SageMakerClient().send(new DescribeModelCommand({ ModelName: 'm' }), {
		abortSignal: controller.signal
	});
	setTimeout(() => controller.abort(), 5);
	await expect(failure).rejects.toMatchObject({ name: 'AbortError' });
});
