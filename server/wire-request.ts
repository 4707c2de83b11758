import type { IncomingMessage } from 'node:http';
import type { ByteStream } from '#base/byte-stream.ts';
import { AwsError } from '#base/errors.ts';
import type { StreamedRequest, WireRequest } from '#base/wire.ts';

/** A body up to this length is gathered; a longer one, or one of unknown length, is handed on as it comes. */
const GATHERED_BYTES = 1024 * 1024;
/** No request but an upload is longer. */
const LONGEST_CALL_BYTES = 128 * 1024 * 1024;

/** An HTTP request as the region takes it. Rejects when the client goes away before its body has come. */
export async function readWireRequest(message: IncomingMessage): Promise<StreamedRequest> {
	const { method = 'GET', url = '/', headers } = message;
	const mark = url.indexOf('?');
	return {
		method,
		hostname: hostnameOf(headers.host),
		path: mark === -1 ? url : url.slice(0, mark),
		query: mark === -1 ? {} : readQuery(url.slice(mark + 1)),
		headers: readHeaders(headers),
		body: await readBody(message, method)
	};
}

/** The name without the port, in lower case; an IPv6 address keeps its brackets. */
export function hostnameOf(host: string | undefined): string {
	return (host ?? '').replace(/:\d*$/, '').toLowerCase();
}

async function readBody(message: IncomingMessage, method: string): Promise<Uint8Array | ByteStream> {
	const length = message.headers['content-length'];
	if (length === undefined && message.headers['transfer-encoding'] === undefined) return new Uint8Array(0);
	const size = Number(length);
	if (size <= GATHERED_BYTES) return gather(message, size);
	return method === 'PUT' ? piecesOf(message) : limited(piecesOf(message));
}

/** Bytes of a body whose length is known, without the cost of a promise for each piece. */
function gather(message: IncomingMessage, size: number): Promise<Uint8Array> | Uint8Array {
	if (size === 0) return new Uint8Array(0);
	return new Promise((resolve, reject) => {
		const pieces: Buffer[] = [];
		message.on('data', (piece: Buffer) => pieces.push(piece));
		message.on('end', () => {
			const whole = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
			resolve(new Uint8Array(whole.buffer, whole.byteOffset, whole.length));
		});
		// Every message closes in the end, and an error costs its stack.
		message.on('close', () => {
			if (!message.readableEnded) reject(new Error('The client went away.'));
		});
		message.on('error', reject);
	});
}

/** Leaving off reading must not end the connection: the answer has still to go out on it. */
function piecesOf(message: IncomingMessage): ByteStream {
	return message.iterator({ destroyOnReturn: false }) as ByteStream;
}

async function* limited(pieces: ByteStream): AsyncGenerator<Uint8Array, void> {
	let size = 0;
	for await (const piece of pieces) {
		size += piece.length;
		if (size > LONGEST_CALL_BYTES) {
			throw new AwsError(
				'RequestEntityTooLargeException',
				`The request is longer than ${LONGEST_CALL_BYTES} bytes.`,
				413
			);
		}
		yield piece;
	}
}

/** Node reads header bytes as Latin-1; clients send UTF-8. */
function readHeaders(headers: IncomingMessage['headers']): Record<string, string> {
	const read: Record<string, string> = {};
	for (const name in headers) {
		const value = headers[name]!;
		const text = typeof value === 'string' ? value : value.join(',');
		read[name] = isAscii(text) ? text : Buffer.from(text, 'latin1').toString();
	}
	return read;
}

function isAscii(text: string): boolean {
	for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 126) return false;
	return true;
}

/** Decoded parameters; one that stands several times has a list. */
function readQuery(text: string): WireRequest['query'] {
	// Without a prototype, so that no name of a parameter is found where none was sent.
	const query = Object.create(null) as Record<string, string | string[] | null>;
	for (const part of text.split('&')) {
		if (part === '') continue;
		const equals = part.indexOf('=');
		const name = decode(equals === -1 ? part : part.slice(0, equals));
		const value = equals === -1 ? null : decode(part.slice(equals + 1));
		const before = query[name];
		query[name] = before === undefined || before === null ? value : [before, value ?? ''].flat();
	}
	return query;
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch {
		return text;
	}
}
