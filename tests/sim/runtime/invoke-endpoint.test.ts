import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DeleteEndpointCommand, DeleteModelCommand } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, type InvokeEndpointInput } from '@aws-sdk/client-sagemaker-runtime';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { lineModel, servingEndpoint, variant } from '#tests/support/line-endpoint.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

type Changes = Partial<Omit<InvokeEndpointInput, 'Body'>> & { readonly Body?: Uint8Array };

async function invoke({ runtime }: TestRegion, changes: Changes = {}): Promise<[string, string | undefined]> {
	const input = { EndpointName: 'e', ContentType: 'text/csv', Body: encodeUtf8('3'), ...changes };
	const answer = await runtime.send(new InvokeEndpointCommand(input));
	return [decodeUtf8(answer.Body!), answer.InvokedProductionVariant];
}

async function twoVariants(): Promise<TestRegion> {
	const aws = await testRegion();
	await lineModel(aws, 'double', 2, 0);
	await lineModel(aws, 'triple', 3, 0);
	const variants = [variant('A', 'double', { InitialVariantWeight: 3 }), variant('B', 'triple')];
	await servingEndpoint(aws, 'e', variants);
	return aws;
}

describe('InvokeEndpoint', () => {
	it('draws the variant by weight and says which one answered', async () => {
		const aws = await twoVariants();
		const answers = await Promise.all(Array.from({ length: 400 }, () => invoke(aws)));
		for (const [text, name] of answers) expect(text).toBe(name === 'A' ? '6' : '9');
		const share = answers.filter(([, name]) => name === 'A').length / 400;
		// Three standard deviations of a share of 0.75 in 400 draws.
		expect(Math.abs(share - 0.75)).toBeLessThan(0.065);
		expect(aws.region.snapshot().endpoints[0]?.invocations).toBe(400);
	});

	it('goes to the target variant', async () => {
		const aws = await twoVariants();
		for (let i = 0; i < 5; i++) expect(await invoke(aws, { TargetVariant: 'B' })).toEqual(['9', 'B']);
		expect(await errorOf(invoke(aws, { TargetVariant: 'Z' }))).toBe(
			'ValidationError 400: Variant Z not found. (The endpoint has: A, B)'
		);
	});

	it('passes the container’s refusal on as ModelError', async () => {
		const aws = await testRegion();
		await servingEndpoint(aws, 'e');
		const console =
			'https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#logEventViewer:group=/aws/sagemaker/Endpoints/e';
		await expect(invoke(aws, { ContentType: 'text/plain' })).rejects.toMatchObject({
			name: 'ModelError',
			$metadata: { httpStatusCode: 424 },
			message: `Received client error (415) from primary with message "Content type text/plain is not supported.". See ${console} in account 123456789012 for more information.`,
			OriginalStatusCode: 415,
			OriginalMessage: 'Content type text/plain is not supported.',
			LogStreamArn: 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/sagemaker/Endpoints/e'
		});
	});

	it('answers ModelError when the instance dies, and the next request finds a new one', async () => {
		const aws = await testRegion();
		await servingEndpoint(aws, 'e');
		expect(await errorOf(invoke(aws, { Body: encodeUtf8('die') }))).toMatch(
			/^ModelError 424: Received server error \(500\) from primary with message "The serving instance died\."/
		);
		expect(await invoke(aws)).toEqual(['7', 'A']);
	});

	it('refuses an endpoint that is not there, or no longer', async () => {
		const aws = await testRegion();
		expect(await errorOf(invoke(aws))).toBe(
			'ValidationError 400: Endpoint e of account 123456789012 not found.'
		);
		await servingEndpoint(aws, 'e');
		await aws.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'e' }));
		expect(await errorOf(invoke(aws))).toMatch(
			/not found\. It is Deleting; only an endpoint that is InService answers\.$/
		);
	});

	it('takes 6 MiB and not a byte more', async () => {
		const aws = await testRegion();
		await servingEndpoint(aws, 'e');
		const Body = new Uint8Array(6_291_456).fill(48);
		expect(await invoke(aws, { Body })).toEqual(['1', 'A']);
		expect(await errorOf(invoke(aws, { Body: new Uint8Array(6_291_457) }))).toBe(
			"ValidationError 400: 1 validation error detected: Value at 'body' failed to satisfy constraint: Member must have length less than or equal to 6291456"
		);
	});

	it('refuses what would have no effect', async () => {
		const aws = await testRegion();
		await servingEndpoint(aws, 'e');
		expect(await errorOf(invoke(aws, { TargetModel: 'a.tar.gz' }))).toMatch(/^NotSimulated 501: TargetModel/);
	});

	it('goes on with the model as it was when the model is deleted', async () => {
		const aws = await testRegion();
		await servingEndpoint(aws, 'e');
		await aws.sagemaker.send(new DeleteModelCommand({ ModelName: 'e-model' }));
		expect(await invoke(aws)).toEqual(['7', 'A']);
	});

	it('leaves the container’s words in the endpoint’s log group', async () => {
		const aws = await testRegion();
		await servingEndpoint(aws, 'e');
		const { events } = await aws.logs.send(
			new FilterLogEventsCommand({ logGroupName: '/aws/sagemaker/Endpoints/e' })
		);
		expect(events?.map(({ message }) => message)).toEqual(['Starting the server']);
		expect(events?.[0]?.logStreamName).toMatch(/^A\/i-[0-9a-f]{17}$/);
	});
});
