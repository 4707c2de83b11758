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
	const lines = Object.entries({ authorization: signedFor('s3'), ...headers }).map(
		([name, value]) => `${name}: ${value}\r\n`
	);
	const length = Buffer.byteLength(body);
	const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: ${length}\r\n${lines.join('')}\r\n`;
	return { bytes: Buffer.concat([Buffer.from(head), Buffer.from(body)]) };
}

/** What tells servers the service; neither of them checks the signature itself. */
export function signedFor(service: string): string {
	return `AWS4-HMAC-SHA256 Credential=simulated/20260301/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

/** A call to an operation of SageMaker. */
export function sagemakerRequest(operation: string, input: object): LeanRequest {
	const headers = {
		'content-type': 'application/x-amz-json-1.1',
		'x-amz-target': `SageMaker.${operation}`,
		authorization: signedFor('sagemaker')
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
	const lane = async (): Promise<void> => {
		// A server may close the connection after an answer; then there is a new one for the next request.
		while (await converse(connect(Number(port), hostname), next));
	};
	await Promise.all(Array.from({ length: connections }, lane));
	return performance.now() - began;
}

/** Speaks on one connection; resolves false when there are no more requests, true when the server closed it. */
function converse(socket: Socket, next: () => LeanRequest | null): Promise<boolean> {
	socket.setNoDelay(true);
	return new Promise((resolve, reject) => {
		const end = (more: boolean): void => {
			socket.destroy();
			resolve(more);
		};
		const send = (): void => {
			const request = next();
			if (request) socket.write(request.bytes);
			else end(false);
		};
		let heard: Buffer = Buffer.alloc(0);
		socket.on('connect', send);
		socket.on('error', reject);
		socket.on('data', (piece) => {
			heard = heard.length === 0 ? piece : Buffer.concat([heard, piece]);
			const answer = answerIn(heard);
			if (!answer) return;
			heard = heard.subarray(answer.end);
			if (!/^HTTP\/1\.1 2/.test(answer.head)) {
				socket.destroy();
				reject(new Error(`The server answered ${answer.head}`));
			} else if (/^connection: close/im.test(answer.head)) end(true);
			else send();
		});
	});
}

/** The answer at the beginning of these bytes, once it is whole. */
function answerIn(heard: Buffer): { readonly head: string; readonly end: number } | null {
	const blank = heard.indexOf('\r\n\r\n');
	if (blank === -1) return null;
	const head = heard.toString('latin1', 0, blank);
	const end = blank + 4 + Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
	return heard.length < end ? null : { head, end };
}

/** Requests one after another, made when their turn comes. */
export function counted(count: number, make: (i: number) => LeanRequest): () => LeanRequest | null {
	let i = 0;
	return () => (i < count ? make(i++) : null);
}
