import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import type { WireRequest, WireResponse } from '#base/wire.ts';
import { testRegion } from '#tests/support/test-region.ts';

async function send(changes: Partial<WireRequest>): Promise<WireResponse & { readonly text: string }> {
	const { region } = await testRegion();
	const request = {
		method: 'POST',
		hostname: 'x',
		path: '/',
		query: {},
		headers: {},
		body: new Uint8Array(0),
		...changes
	};
	const response = await region.handle(request);
	return { ...response, text: decodeUtf8(response.body) };
}

const target = (name: string): Partial<WireRequest> => ({ headers: { 'x-amz-target': name } });

describe('errors on the wire', () => {
	it('are __type and message in JSON', async () => {
		const { status, headers, text } = await send({
			...target('SageMaker.DescribeModel'),
			body: encodeUtf8('{}')
		});
		expect(status).toBe(400);
		expect(headers).toMatchObject({
			'content-type': 'application/x-amz-json-1.1',
			'x-amzn-errortype': 'ValidationException',
			'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/) as string
		});
		expect(JSON.parse(text)).toEqual({
			__type: 'ValidationException',
			message:
				"1 validation error detected: Value null at 'modelName' failed to satisfy constraint: Member must not be null"
		});
	});

	it('name the code in a header in REST-JSON, with the status and members of the model', async () => {
		const { status, headers, text } = await send({ path: '/endpoints/none/invocations' });
		expect(status).toBe(400);
		expect(headers['x-amzn-errortype']).toBe('ValidationError');
		expect(JSON.parse(text)).toEqual({ Message: 'Endpoint none of account 123456789012 not found.' });
	});

	it('are an Error element in S3’s XML', async () => {
		const { status, headers, text } = await send({ method: 'GET', path: '/none/a' });
		expect(status).toBe(404);
		expect(headers['content-type']).toBe('application/xml');
		expect(text).toMatch(
			/^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error><Code>NoSuchBucket<\/Code><Message>The specified bucket does not exist \(none\)<\/Message><BucketName>none<\/BucketName><RequestId>[0-9a-f-]+<\/RequestId><HostId>[^<]+<\/HostId><\/Error>$/
		);
	});

	it('have no body for HEAD', async () => {
		const { status, body } = await send({ method: 'HEAD', path: '/none' });
		expect([status, body.length]).toEqual([404, 0]);
	});

	it('are an ErrorResponse in the query protocol', async () => {
		const { status, text } = await send({
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: encodeUtf8('Action=Dream&Version=2011-06-15')
		});
		expect(status).toBe(400);
		expect(text).toContain('<Error><Type>Sender</Type><Code>InvalidAction</Code>');
	});

	it('are told in the older words too to CloudWatch’s clients that once spoke query', async () => {
		const headers = { 'x-amz-target': 'GraniteServiceVersion20100801.DeleteAlarms' };
		const body = encodeUtf8('{"AlarmNames":7}');
		const { headers: answered, text } = await send({
			headers: { ...headers, 'x-amzn-query-mode': 'true' },
			body
		});
		expect(answered['content-type']).toBe('application/x-amz-json-1.0');
		expect(answered['x-amzn-query-error']).toBe('SerializationException;Sender');
		expect(JSON.parse(text)).toMatchObject({ __type: 'SerializationException' });
		expect((await send({ headers, body })).headers).not.toHaveProperty('x-amzn-query-error');
	});

	it('are XML at CloudWatch for its older clients', async () => {
		const { headers, text } = await send({
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: encodeUtf8('Action=Dream&Version=2010-08-01')
		});
		expect(headers['content-type']).toBe('text/xml');
		expect(text).toContain('<ErrorResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/"><Error>');
		expect(text).toContain('<Type>Sender</Type><Code>InvalidAction</Code>');
	});

	it('say that an operation is not simulated, and which are', async () => {
		const { status, text } = await send({
			...target('SageMaker.CreateLabelingJob'),
			body: encodeUtf8('{"LabelingJobName":"p"}')
		});
		expect(status).toBe(501);
		const { __type, message } = JSON.parse(text) as { __type: string; message: string };
		expect(__type).toBe('NotSimulated');
		expect(message).toMatch(
			/^The operation CreateLabelingJob of SageMaker is not simulated\. Simulated: .*CreateTrainingJob/
		);
	});

	it('never answer another question than the one asked', async () => {
		const { status, text } = await send({ method: 'GET', path: '/b', query: { acl: null } });
		expect(status).toBe(501);
		expect(text).toContain("The parameter 'acl' of GET /b (S3) is not simulated.");
	});

	it.each(['{"a"', '[]', 'null', '"text"', '{"ModelName":7}'])('refuse the body %s', async (body) => {
		const { status, text } = await send({ ...target('SageMaker.DescribeModel'), body: encodeUtf8(body) });
		expect(status).toBe(400);
		expect(text).toContain('SerializationException');
	});

	it('turn an unexpected failure into a 500 with the real message', async () => {
		const { region, storage } = await testRegion();
		storage.full = true;
		const response = await region.handle({
			method: 'PUT',
			hostname: 's3.us-east-1.amazonaws.com',
			path: '/bucket-1',
			query: {},
			headers: {},
			body: new Uint8Array(0)
		});
		expect(response.status).toBe(500);
		expect(decodeUtf8(response.body)).toContain(
			'<Code>InternalError</Code><Message>There is no more room to store data.</Message>'
		);
	});
});
