import { Gunzip } from 'fflate';
import { concatBytes } from '#base/bytes.ts';
import { AwsError } from '#base/errors.ts';
import type { WireRequest } from '#base/wire.ts';
import { isForm } from './query-read.ts';

const MOST_BYTES = 16 * 2 ** 20;
/** A piece unfolds to a thousand times its length at most, so that a small bomb is noticed before it is large. */
const PIECE_BYTES = 4096;
/** Header and end of a gzip file. */
const FEWEST_BYTES = 18;

/**
 * The request with its body unfolded where the client has squeezed it, as clients do with large PutMetricData. S3, whose
 * objects stay as they come, has neither targets nor forms.
 * @throws AwsError SerializationException for what is no gzip, RequestEntityTooLargeException for what unfolds to too much
 */
export function unzipBody(request: WireRequest): WireRequest {
	const { headers, body } = request;
	const isCall = headers['x-amz-target'] !== undefined || isForm(request);
	if (!isCall || headers['content-encoding'] !== 'gzip') return request;
	return { ...request, body: gunzip(body) };
}

function gunzip(body: Uint8Array): Uint8Array {
	if (body.length < FEWEST_BYTES || body[0] !== 0x1f || body[1] !== 0x8b) throw noGzip('it begins otherwise');
	const pieces: Uint8Array[] = [];
	let size = 0;
	const stream = new Gunzip((piece) => {
		pieces.push(piece);
		size += piece.length;
	});
	for (let at = 0; at < body.length && size <= MOST_BYTES; at += PIECE_BYTES) {
		try {
			stream.push(body.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= body.length);
		} catch (cause) {
			throw noGzip(String(cause), cause);
		}
	}
	if (size <= MOST_BYTES) return concatBytes(pieces);
	throw new AwsError(
		'RequestEntityTooLargeException',
		`The body unfolds to more than ${MOST_BYTES} bytes, which no request may have.`,
		413
	);
}

function noGzip(why: string, cause?: unknown): AwsError {
	return new AwsError('SerializationException', `The body is no gzip: ${why}`, 400, { cause });
}
