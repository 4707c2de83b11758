import type { ServerResponse } from 'node:http';
import type { ByteStream } from '#base/byte-stream.ts';
import type { StreamedResponse } from '#base/wire.ts';

/** Node sends head and body in one piece where both are texts; for a long body that costs more than it saves. */
const SHORT_BYTES = 16 * 1024;

/** Sends the region's answer. Resolves when it has been handed over, or the client has gone. */
export async function sendWireResponse(response: ServerResponse, answer: StreamedResponse): Promise<void> {
	const { status, headers, body } = answer;
	// A Date of real time would tell clients that simulated time is wrong.
	response.sendDate = false;
	const written: Record<string, string | number> = {};
	for (const name in headers) written[name] = headerText(headers[name]!);
	if (body instanceof Uint8Array) {
		if (body.length > 0 || written['content-length'] === undefined) written['content-length'] = body.length;
		if (status === 204 || status === 304) delete written['content-length'];
		response.writeHead(status, written);
		if (body.length > SHORT_BYTES) response.end(body);
		else response.end(Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1'), 'latin1');
		return;
	}
	response.writeHead(status, written);
	await sendPieces(response, body);
}

async function sendPieces(response: ServerResponse, pieces: ByteStream): Promise<void> {
	try {
		for await (const piece of pieces) {
			if (response.destroyed) return;
			if (!response.write(piece)) await drained(response);
		}
		response.end();
	} catch (error) {
		// The head has gone out: a connection that breaks is the only way left to say that the body is not whole.
		response.destroy(error as Error);
	}
}

function drained(response: ServerResponse): Promise<void> {
	return new Promise((resolve) => {
		const done = (): void => {
			response.off('drain', done);
			response.off('close', done);
			resolve();
		};
		response.on('drain', done);
		response.on('close', done);
	});
}

/** Headers hold bytes: other characters than Latin-1's travel as UTF-8, as AWS sends them. */
function headerText(value: string): string {
	for (let i = 0; i < value.length; i++) {
		if (value.charCodeAt(i) > 126) return Buffer.from(value).toString('latin1');
	}
	return value;
}
