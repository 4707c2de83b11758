import { connect, type Socket } from 'node:net';

/**
 * An HTTP client that costs next to nothing, so that the server is what is timed: requests are bytes made beforehand, and
 * of an answer only its status and length are looked at. Each connection has one request under way at a time.
 */
export interface LeanRequest {
	readonly bytes: Buffer;
}

export function leanRequest(
	method: string,
	path: string,
	headers: Readonly<Record<string, string>> = {},
	body: string | Uint8Array = ''
): LeanRequest {
	const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
	const length = Buffer.byteLength(body);
	const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: ${length}\r\n${lines.join('')}\r\n`;
	return { bytes: Buffer.concat([Buffer.from(head), Buffer.from(body)]) };
}

/** A call to an operation of SageMaker. */
export function sagemakerRequest(operation: string, input: object): LeanRequest {
	const headers = {
		'content-type': 'application/x-amz-json-1.1',
		'x-amz-target': `SageMaker.${operation}`,
		authorization:
			'AWS4-HMAC-SHA256 Credential=simulated/20260301/us-east-1/sagemaker/aws4_request, SignedHeaders=host, Signature=0'
	};
	return leanRequest('POST', '/', headers, JSON.stringify(input));
}

/**
 * Sends every request that `next` gives, over so many connections, until it gives none.
 * @returns milliseconds from the first byte out to the last byte in
 * @throws Error where an answer is not of the 2xx family
 */
export async function sendAll(
	url: string,
	connections: number,
	next: () => LeanRequest | null
): Promise<number> {
	const { hostname, port } = new URL(url);
	const began = performance.now();
	await Promise.all(
		Array.from({ length: connections }, () => converse(connect(Number(port), hostname), next))
	);
	return performance.now() - began;
}

function converse(socket: Socket, next: () => LeanRequest | null): Promise<void> {
	socket.setNoDelay(true);
	return new Promise((resolve, reject) => {
		let heard: Buffer = Buffer.alloc(0);
		const send = (): void => {
			const request = next();
			if (request) socket.write(request.bytes);
			else {
				socket.destroy();
				resolve();
			}
		};
		socket.on('connect', send);
		socket.on('error', reject);
		socket.on('data', (piece) => {
			heard = heard.length === 0 ? piece : Buffer.concat([heard, piece]);
			const end = heard.indexOf('\r\n\r\n');
			if (end === -1) return;
			const head = heard.toString('latin1', 0, end);
			const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
			if (heard.length < end + 4 + length) return;
			if (!/^HTTP\/1\.1 2/.test(head)) {
				socket.destroy();
				reject(new Error(`${head.split('\r\n')[0]} ${heard.toString('utf8', end + 4)}`));
				return;
			}
			heard = heard.subarray(end + 4 + length);
			send();
		});
	});
}

/** Requests one after another, made when their turn comes. */
export function counted(count: number, make: (i: number) => LeanRequest): () => LeanRequest | null {
	let i = 0;
	return () => (i < count ? make(i++) : null);
}
