import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import type { WireRequest } from '#base/wire.ts';
import { testRegion } from '#tests/support/test-region.ts';

const json = fc.json().map(encodeUtf8);
const form = fc.constant(encodeUtf8('Action=GetCallerIdentity&Version=2011-06-15&X.member.1=%zz'));
const body = fc.oneof(fc.uint8Array({ maxLength: 60 }), json, form, fc.string().map(encodeUtf8));

const request: fc.Arbitrary<WireRequest> = fc.record({
	method: fc.constantFrom('GET', 'PUT', 'POST', 'HEAD', 'DELETE', 'OPTIONS'),
	hostname: fc.constantFrom(
		'localhost',
		'api.sagemaker.us-east-1.amazonaws.com',
		'runtime.sagemaker.us-east-1.amazonaws.com',
		'bucket.s3.us-east-1.amazonaws.com',
		's3.us-east-1.amazonaws.com',
		'sts.us-east-1.amazonaws.com',
		'logs.us-east-1.amazonaws.com'
	),
	path: fc.oneof(
		fc.webPath(),
		fc.string().map((s) => `/${s}`),
		fc.constant('/endpoints/e/invocations')
	),
	query: fc.dictionary(
		fc.constantFrom('list-type', 'max-keys', 'prefix', 'uploads', 'delete', 'x', '__proto__'),
		fc.oneof(fc.string(), fc.constant(null), fc.array(fc.string()))
	),
	headers: fc.dictionary(
		fc.constantFrom(
			'x-amz-target',
			'authorization',
			'content-type',
			'range',
			'content-encoding',
			'x-amz-copy-source'
		),
		fc.oneof(
			fc.string(),
			fc.constantFrom(
				'SageMaker.CreateTrainingJob',
				'Logs_20140328.GetLogEvents',
				'aws-chunked',
				'bytes=5-2',
				'/b/k'
			)
		)
	),
	body
});

describe('Region.handle', () => {
	it('answers whatever it is asked, and blames nothing on itself', async () => {
		const { region } = await testRegion();
		await fc.assert(
			fc.asyncProperty(request, async (wire) => {
				const response = await region.handle(wire);
				expect(response.body).toBeInstanceOf(Uint8Array);
				expect([response.status, new TextDecoder().decode(response.body)]).not.toContain(500);
			}),
			{ seed: 13, numRuns: 1500 }
		);
	});
});
