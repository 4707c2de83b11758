import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateModelCommand, DescribeModelCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { afterEach, describe, expect, it } from 'vitest';
import { startHost, type Host } from '#server/host.ts';
import { errorOf, IMAGE, ROLE, testRegion } from '#tests/support/test-region.ts';

const hosts: Host[] = [];

afterEach(async () => {
	for (const host of hosts.splice(0)) await host.close();
});

async function host(): Promise<Host> {
	const { region } = await testRegion();
	const started = await startHost({ region, port: 0 });
	hosts.push(started);
	return started;
}

function configOf({ port }: Host) {
	return {
		endpoint: `http://127.0.0.1:${port}`,
		region: 'us-east-1',
		forcePathStyle: true,
		credentials: { accessKeyId: 'SIMULATED', secretAccessKey: 'simulated' },
		maxAttempts: 1
	};
}

interface Raw {
	readonly status: number | undefined;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly body: string;
}

function send(
	{ port }: Host,
	method: string,
	path: string,
	headers: Record<string, string> = {},
	pieces: readonly string[] = []
): Promise<Raw> {
	return new Promise((resolve, reject) => {
		const request = httpRequest({ host: '127.0.0.1', port, method, path, headers }, (response) => {
			const received: Buffer[] = [];
			response.on('data', (piece: Buffer) => received.push(piece));
			response.on('end', () =>
				resolve({
					status: response.statusCode,
					headers: response.headers,
					body: Buffer.concat(received).toString()
				})
			);
		});
		request.on('error', reject);
		for (const piece of pieces) request.write(piece);
		request.end();
	});
}

/** All that comes back on one connection for these bytes, until the host closes it or `until` has come. */
function converse({ port }: Host, text: string, until: RegExp): Promise<string> {
	return new Promise((resolve, reject) => {
		let heard = '';
		const socket = connect(port, '127.0.0.1', () => socket.write(text));
		socket.on('data', (piece) => {
			heard += piece.toString();
			if (until.test(heard)) socket.destroy();
		});
		socket.on('close', () => resolve(heard));
		socket.on('error', reject);
	});
}

describe('startHost', () => {
	it('serves AWS’s clients over HTTP', async () => {
		const started = await host();
		const s3 = new S3Client(configOf(started));
		await s3.send(new CreateBucketCommand({ Bucket: 'bucket' }));
		const Body = new Uint8Array(3_000_000).map((_, i) => i);
		await s3.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'ä b/c+d', Body, Metadata: { a: 'b' } }));
		const got = await s3.send(new GetObjectCommand({ Bucket: 'bucket', Key: 'ä b/c+d' }));
		expect(Buffer.compare(await got.Body!.transformToByteArray(), Body)).toBe(0);
		expect(got.Metadata).toEqual({ a: 'b' });

		const sagemaker = new SageMakerClient(configOf(started));
		const PrimaryContainer = { Image: IMAGE };
		await sagemaker.send(
			new CreateModelCommand({ ModelName: 'm', ExecutionRoleArn: ROLE, PrimaryContainer })
		);
		const described = await sagemaker.send(new DescribeModelCommand({ ModelName: 'm' }));
		expect(described.PrimaryContainer?.Image).toBe(IMAGE);
		expect(await errorOf(sagemaker.send(new DescribeModelCommand({ ModelName: 'x' })))).toMatch(
			/^ValidationException 400: Could not find model/
		);
	});

	it('empties the account at POST /moto-api/reset', async () => {
		const started = await host();
		await send(started, 'PUT', '/bucket');
		expect(await send(started, 'POST', '/moto-api/reset')).toMatchObject({ status: 200 });
		expect((await send(started, 'GET', '/bucket')).status).toBe(404);
	});

	it('takes chunked bodies, and keeps the connection for the next request', async () => {
		const started = await host();
		await send(started, 'PUT', '/bucket');
		await send(started, 'PUT', '/bucket/key', { 'transfer-encoding': 'chunked' }, ['one ', 'two']);
		const twice = 'GET /bucket/key HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
		const heard = await converse(started, twice + twice, /one two[^]*one two/);
		expect(heard.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
	});

	it('says 100 Continue to a client that asks before it sends', async () => {
		const started = await host();
		await send(started, 'PUT', '/bucket');
		const head =
			'PUT /bucket/key HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n';
		expect(await converse(started, head, /200 OK/)).toMatch(
			/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/
		);
	});

	it('answers HEAD with the length and without a body', async () => {
		const started = await host();
		await send(started, 'PUT', '/bucket');
		await send(started, 'PUT', '/bucket/key', {}, ['12345']);
		const answer = await send(started, 'HEAD', '/bucket/key');
		expect(answer).toMatchObject({ status: 200, headers: { 'content-length': '5' }, body: '' });
		expect(await send(started, 'HEAD', '/bucket/other')).toMatchObject({ status: 404, body: '' });
	});

	it('answers no web page of another origin, and no name but this machine’s', async () => {
		const started = await host();
		const refused = [
			await send(started, 'POST', '/moto-api/reset', { origin: 'https://example.org' }),
			await send(started, 'GET', '/', { 'sec-fetch-site': 'cross-site' }),
			await send(started, 'GET', '/', { host: `example.org:${started.port}` })
		];
		expect(refused.map(({ status }) => status)).toEqual([403, 403, 403]);
		expect(refused[2]!.body).toContain("not to 'example.org");
		for (const name of ['localhost', 'bucket.localhost', 'bucket.s3.us-east-1.amazonaws.com']) {
			expect((await send(started, 'GET', '/', { host: name })).status).not.toBe(403);
		}
		expect((await send(started, 'GET', '/', { origin: 'http://localhost:5173' })).status).toBe(200);
	});

	it('survives clients that send nonsense or go away in the middle', async () => {
		const started = await host();
		expect(await converse(started, 'nonsense\r\n\r\n', /400/)).toMatch(/^HTTP\/1\.1 400/);
		const torn = 'PUT /bucket/key HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\n123';
		await new Promise<void>((resolve) => {
			const socket = connect(started.port, '127.0.0.1', () => socket.end(torn));
			socket.on('close', () => resolve());
			socket.resume();
		});
		expect((await send(started, 'GET', '/%ff?%ff=%')).status).toBeGreaterThanOrEqual(400);
		expect((await send(started, 'GET', '/')).status).toBe(200);
	});

	it('tells when its port is taken', async () => {
		const { port } = await host();
		const { region } = await testRegion();
		await expect(startHost({ region, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
	});
});
