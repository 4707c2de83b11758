import { CloudWatchClient, ListMetricsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import type { WireRequest } from '#base/wire.ts';
import { unzipBody } from '#sim/protocol/unzip-body.ts';
import { testRegion } from '#tests/support/test-region.ts';

const request = (body: Uint8Array, headers: Record<string, string> = {}): WireRequest => ({
	method: 'POST',
	hostname: 'monitoring.us-east-1.amazonaws.com',
	path: '/',
	query: {},
	headers: {
		'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData',
		'content-encoding': 'gzip',
		...headers
	},
	body
});

describe('a squeezed request', () => {
	it('of AWS’s own client is understood', async () => {
		const aws = await testRegion();
		expect(aws.cloudwatch).toBeInstanceOf(CloudWatchClient);
		const MetricData = Array.from({ length: 400 }, (_, i) => ({ MetricName: `metric-${i}`, Value: i }));
		await aws.cloudwatch.send(new PutMetricDataCommand({ Namespace: 'mine', MetricData }));
		const { Metrics } = await aws.cloudwatch.send(new ListMetricsCommand({ Namespace: 'mine' }));
		expect(Metrics).toHaveLength(400);
	});

	it('is unfolded whole, across pieces', () => {
		const text = Array.from({ length: 20_000 }, (_, i) => `line ${i * 7919}`).join('\n');
		expect(decodeUtf8(unzipBody(request(gzipSync(encodeUtf8(text)))).body)).toBe(text);
	});

	it('that is no gzip is refused', () => {
		const beginning = gzipSync(encodeUtf8('{"a":1}')).subarray(0, 2);
		for (const body of [encodeUtf8('x'), encodeUtf8('{"a":1, "b": [1, 2, 3]}'), beginning]) {
			expect(() => unzipBody(request(body))).toThrow(/^The body is no gzip/);
		}
	});

	it('that unfolds to more than any request may have is refused', () => {
		const bomb = gzipSync(new Uint8Array(40 * 2 ** 20));
		expect(() => unzipBody(request(bomb))).toThrow(/^The body unfolds to more than/);
	});

	it('is left alone where it is an object of S3, or not squeezed', () => {
		const headers = { 'content-encoding': 'gzip' };
		const object: WireRequest = { ...request(encodeUtf8('x')), method: 'PUT', path: '/bucket/key', headers };
		expect(unzipBody(object)).toBe(object);
		const plain = request(encodeUtf8('{}'), { 'content-encoding': 'identity' });
		expect(unzipBody(plain)).toBe(plain);
	});
});
