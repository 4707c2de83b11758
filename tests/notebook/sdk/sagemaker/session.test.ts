import { beforeEach, expect, test } from 'vitest';
import { getExecutionRole } from '#notebook/sdk/sagemaker/execution-role.ts';
import { Session } from '#notebook/sdk/sagemaker/session.ts';
import { encodeUtf8 } from '#base/bytes.ts';
import { scriptedBridge } from '../scripted-bridge.ts';
import { scriptRegion } from '../scripted-region.ts';

const region = scriptedBridge();
beforeEach(() => region.reset());

test('the default bucket is named after region and account, and made once', async () => {
	const calls = scriptRegion(region, {});
	const session = new Session();
	expect(await session.defaultBucket()).toBe('sagemaker-us-east-1-123456789012');
	await session.defaultBucket();
	expect(calls.map((call) => call.operation)).toEqual([
		's3 HEAD sagemaker-us-east-1-123456789012/',
		's3 PUT sagemaker-us-east-1-123456789012/',
		's3 HEAD sagemaker-us-east-1-123456789012/'
	]);
});

test('data are uploaded under prefix and name, with the content type of the ending', async () => {
	const calls = scriptRegion(region, {});
	const uri = await new Session().uploadData({ data: '1,2\n', keyPrefix: 'boston/', fileName: 'train.csv' });
	expect(uri).toBe('s3://sagemaker-us-east-1-123456789012/boston/train.csv');
	expect(calls.at(-1)).toEqual({
		operation: 's3 PUT sagemaker-us-east-1-123456789012/boston/train.csv',
		input: { body: '1,2\n', contentType: 'text/csv' }
	});
});

test('a file of the lesson is uploaded under its own name', async () => {
	const calls = scriptRegion(region, {});
	region.files = { 'data/boston.csv': encodeUtf8('town\n') };
	const uri = await new Session().uploadData({ path: 'data/boston.csv', bucket: 'mine' });
	expect(uri).toBe('s3://mine/data/boston.csv');
	expect(calls.at(-1)?.input['body']).toBe('town\n');
});

test('an upload takes data or path, and data need a name', async () => {
	const session = new Session();
	await expect(session.uploadData({})).rejects.toMatchObject({ code: 'InvalidArgument' });
	await expect(session.uploadData({ data: 'a', path: 'b' })).rejects.toMatchObject({
		code: 'InvalidArgument'
	});
	await expect(session.uploadData({ data: 'a' })).rejects.toThrow('fileName is a text');
});

test('names asked for in the same millisecond differ', async () => {
	const session = new Session();
	expect(await session.uniqueName('a')).toBe('a-2026-03-01-12-00-00-000');
	expect(await session.uniqueName('a')).toBe('a-2026-03-01-12-00-00-001');
});

test('the execution role is the role behind the caller’s session', async () => {
	scriptRegion(region, {});
	expect(await getExecutionRole()).toBe(
		'arn:aws:iam::123456789012:role/service-role/AmazonSageMaker-ExecutionRole-20260301'
	);
});
