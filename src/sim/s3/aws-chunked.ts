import { AwsError } from '#base/errors.ts';
import { concatBytes, decodeUtf8 } from '#base/bytes.ts';

export interface Dechunked {
	readonly bytes: Uint8Array;
	/** Headers after the last chunk, names in lower case: where streamed uploads put their checksum. */
	readonly trailers: Readonly<Record<string, string>>;
}

/**
 * Takes an `aws-chunked` body apart: `SIZE[;chunk-signature=…]CRLF BYTES CRLF … 0 CRLF trailers`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * @throws AwsError IncompleteBody where it ends too early or is no such body
 */
export function dechunk(body: Uint8Array): Dechunked {
	const pieces: Uint8Array[] = [];
	let at = 0;
	for (;;) {
		const lineEnd = endOfLine(body, at);
		const size = parseInt(decodeUtf8(body.subarray(at, lineEnd)), 16);
		if (!(size >= 0) || lineEnd + 2 + size > body.length) throw incomplete();
		at = lineEnd + 2;
		if (size === 0) break;
		pieces.push(body.subarray(at, at + size));
		at += size + 2;
	}
	const lines = decodeUtf8(body.subarray(at)).split('\r\n');
	const trailers = lines
		.filter((line) => line.includes(':'))
		.map((line): [string, string] => {
			const colon = line.indexOf(':');
			return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
		});
	return { bytes: concatBytes(pieces), trailers: Object.fromEntries(trailers) };
}

function endOfLine(body: Uint8Array, from: number): number {
	for (let i = from; i + 1 < body.length; i++) if (body[i] === 13 && body[i + 1] === 10) return i;
	throw incomplete();
}

function incomplete(): AwsError {
	return new AwsError(
		'IncompleteBody',
		'You did not provide the number of bytes specified by the Content-Length HTTP header.'
	);
}
