import { describe, expect, it } from 'vitest';
import { collectBytes, isByteStream, streamOf } from '#base/byte-stream.ts';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import type { StreamedRequest, StreamedResponse } from '#base/wire.ts';
import { testRegion } from '#tests/support/test-region.ts';

function request(method: string, path: string, pieces: readonly string[] = []): StreamedRequest {
	const body = streamOf(...pieces.map(encodeUtf8));
	return { method, hostname: '127.0.0.1', path, query: {}, headers: {}, body };
}

async function textOf({ body }: StreamedResponse): Promise<string> {
	return decodeUtf8(isByteStream(body) ? await collectBytes(body) : body);
}

describe('Region.exchange', () => {
	it('takes bodies piece by piece and gives the same answers as for whole ones', async () => {
		const { region } = await testRegion();
		expect((await region.exchange(request('PUT', '/bucket'))).status).toBe(200);
		expect((await region.exchange(request('PUT', '/bucket/key', ['in two ', 'pieces']))).status).toBe(200);
		expect(await textOf(await region.exchange(request('GET', '/bucket/key')))).toBe('in two pieces');
		const identity: StreamedRequest = {
			...request('POST', '/', ['Action=GetCallerIdentity', '&Version=2011-06-15']),
			headers: { 'content-type': 'application/x-www-form-urlencoded' }
		};
		expect(await textOf(await region.exchange(identity))).toContain('<Account>123456789012</Account>');
	});
});
