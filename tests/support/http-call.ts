import { request, type Agent } from 'node:http';

export interface HttpAnswer {
	readonly status: number;
	readonly body: Buffer;
}

/** One HTTP exchange; rejects when the connection breaks before the whole answer is there. */
export function httpCall(
	agent: Agent,
	url: string,
	method: string,
	headers: Readonly<Record<string, string>> = {},
	body?: Uint8Array | string
): Promise<HttpAnswer> {
	return new Promise((resolve, reject) => {
		const sent = request(url, { agent, method, headers }, (answer) => {
			const pieces: Buffer[] = [];
			answer.on('data', (piece: Buffer) => pieces.push(piece));
			answer.on('end', () => resolve({ status: answer.statusCode!, body: Buffer.concat(pieces) }));
			answer.on('aborted', () => reject(new Error('The answer was cut short.')));
			answer.on('error', reject);
		});
		sent.on('error', reject);
		if (body !== undefined) sent.setHeader('content-length', Buffer.byteLength(body));
		sent.end(body);
	});
}
