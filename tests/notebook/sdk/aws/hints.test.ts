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

test('a code that speaks for itself has no hint', () => {
	expect(hintFor('NotSimulated', 'x')).toBeNull();
});
