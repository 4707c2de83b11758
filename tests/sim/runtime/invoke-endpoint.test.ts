import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DeleteEndpointCommand, DeleteModelCommand } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, type InvokeEndpointInput } from '@aws-sdk/client-sagemaker-runtime';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import type { InferenceRunner } from '#sim/ports.ts';
import { FlowingClock } from '#tests/support/flowing-clock.ts';
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
		const answers = await Promise.all(Array.from({ length: 40 }, () => invoke(aws)));
		for (const [text, name] of answers) expect(text).toBe(name === 'A' ? '6' : '9');
		expect(new Set(answers.map(([, name]) => name))).toEqual(new Set(['A', 'B']));
		expect(aws.region.snapshot().endpoints[0]?.invocations).toBe(40);
	});

	it('keeps to the weights: 10,000 requests pass a chi-square test', async () => {
		const aws = await testRegion();
		await lineModel(aws, 'm', 2, 0);
		const weights = [5, 3, 1.5, 0.5];
		const variants = weights.map((weight, i) => variant(`V${i}`, 'm', { InitialVariantWeight: weight }));
		await servingEndpoint(aws, 'e', variants);
		const counts = new Map<string, number>();
		const request = { EndpointName: 'e', ContentType: 'text/csv', Body: encodeUtf8('3') };
		for (let i = 0; i < 10_000; i++) {
			const answer = (await aws.region.call('sagemaker-runtime', 'InvokeEndpoint', request)) as {
				readonly InvokedProductionVariant: string;
			};
			const name = answer.InvokedProductionVariant;
			counts.set(name, (counts.get(name) ?? 0) + 1);
		}
		const terms = weights.map((weight, i) => {
			const expected = weight * 1000;
			return ((counts.get(`V${i}`) ?? 0) - expected) ** 2 / expected;
		});
		// Three degrees of freedom: a fair draw is beyond this once in a thousand times.
		expect(terms.reduce((sum, term) => sum + term, 0)).toBeLessThan(16.27);
	});

	it('goes to the target variant', async () => {
		const aws = await twoVariants();
		for (let i = 0; i < 5; i++) expect(await invoke(aws, { TargetVariant: 'B' })).toEqual(['9', 'B']);
		expect(await errorOf(invoke(aws, { TargetVariant: 'Z' }))).toBe(
			'ValidationError 400: Variant Z not found. (The endpoint has: A, B)'
		);
	});

	it('gives the container the custom attributes of a request, and those of its answer back', async () => {
		const inference: InferenceRunner = {
			start: async () => ({
				invoke: async ({ customAttributes, accept }) => ({
					status: 200,
					contentType: accept ?? 'none',
					body: encodeUtf8('1'),
					customAttributes: `${customAttributes}, seen`
				}),
				close: () => {}
			})
		};
		const aws = await testRegion({ inference });
		await servingEndpoint(aws, 'e');
		const command = new InvokeEndpointCommand({
			EndpointName: 'e',
			Accept: 'text/csv',
			CustomAttributes: 'trace=7',
			InferenceId: 'my-id',
			Body: encodeUtf8('3')
		});
		const answer = await aws.runtime.send(command);
		expect([answer.CustomAttributes, answer.ContentType]).toEqual(['trace=7, seen', 'text/csv']);
	});

	it('gives a container a minute, then answers ModelError and starts another', async () => {
		let started = 0;
		const inference: InferenceRunner = {
			start: async () => {
				const isFirst = started++ === 0;
				const answer = { status: 200, contentType: 'text/csv', body: encodeUtf8('1') };
				return { invoke: () => (isFirst ? new Promise(() => {}) : Promise.resolve(answer)), close: () => {} };
			}
		};
		const aws = await testRegion({ inference, clock: new FlowingClock() });
		await servingEndpoint(aws, 'e');
		const began = aws.clock.now();
		await expect(invoke(aws)).rejects.toMatchObject({
			name: 'ModelError',
			OriginalStatusCode: 0,
			OriginalMessage: expect.stringMatching(
				/^Your invocation timed out while waiting for a response from container primary\./
			) as string
		});
		expect(aws.clock.now() - began).toBe(60_000);
		expect(await invoke(aws)).toEqual(['1', 'A']);
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
		expect(await errorOf(invoke(aws, { SessionId: 'NEW_SESSION' }))).toMatch(/^NotSimulated 501: SessionId/);
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
