import { beforeEach, describe, expect, test } from 'vitest';
import { GetObjectCommand, S3, S3Client } from '#notebook/sdk/aws/client-s3.ts';
import { hintFor } from '#notebook/sdk/aws/hints.ts';
import { scriptedBridge, text } from '../scripted-bridge.ts';

const region = scriptedBridge();
beforeEach(() => region.reset());

describe.each([
	['the client of commands', new S3Client()],
	['the client of methods', new S3()]
])('%s', (_, client) => {
	test('adds a hint to an error of a service and leaves the rest as AWS has it', async () => {
		region.answer = () =>
			text('<Error><Code>NoSuchKey</Code><Message>Not here.</Message></Error>', 'text/xml', 404);
		const failure = client.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
		await expect(failure).rejects.toMatchObject({
			name: 'NoSuchKey',
			message: 'Not here.',
			hint: expect.stringContaining('compare it with the S3 tab') as string
		});
	});

	test('leaves an error that is none of a service alone', async () => {
		const stopped = new Error('The cell was stopped.');
		region.answer = () => Promise.reject(stopped);
		await expect(client.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }))).rejects.toBe(stopped);
		expect(stopped).not.toHaveProperty('hint');
	});
});

test('the message decides where one code has several causes', () => {
	const of = (message: string): string | null => hintFor('ValidationException', message);
	expect(of("1 validation error detected: Value 'a_b' at 'modelName' …")).toContain(
		'the rule that it breaks'
	);
	expect(of('Could not find model "m".')).toContain('it may have been deleted');
	expect(of('Cannot create already existing endpoint "e".')).not.toContain('deleted');
});

test('what is not found is not taken for a log', () => {
	const of = (message: string): string | null => hintFor('ResourceNotFoundException', message);
	expect(of('The specified log group does not exist.')).toContain('A job has a log');
	expect(of('Stream s under account 123456789012 not found.')).toContain('ListStreams');
	expect(of('Could not find shard shardId-000000000009 in stream s.')).toBeNull();
});

test('a refusal by a Deny is told from a permission that is missing', () => {
	const of = (why: string): string | null =>
		hintFor('AccessDenied', `User: u is not authorized to perform: s3:GetObject on resource: "r" ${why}`);
	expect(of('with an explicit deny in a policy')).toContain('A Deny outweighs');
	expect(of('because no identity-based policy allows the s3:GetObject action')).toContain('PutRolePolicy');
});

test('a code that speaks for itself has no hint', () => {
	expect(hintFor('NotSimulated', 'x')).toBeNull();
});
