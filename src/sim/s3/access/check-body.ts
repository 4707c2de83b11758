import { md5 } from '@noble/hashes/legacy.js';
import { fromBase64, toBase64 } from '#base/bytes.ts';
import { AwsError } from '#base/errors.ts';
import type { WireRequest } from '#base/wire.ts';
import { CHECKSUM_ALGORITHMS, hasherOf } from '../body/checksum.ts';
import { badDigest, invalidRequest } from '../errors.ts';

/** Operations whose bytes are the object's: they check their digests themselves, once the bytes are out of their chunks. */
const OWN_BYTES: readonly string[] = ['PutObject', 'UploadPart'];

/**
 * The digests that come with a body that is a document.
 * @throws AwsError BadDigest, InvalidDigest, or InvalidRequest for a deletion of many objects without any digest
 */
export function checkBody(operation: string, { headers, body }: WireRequest): void {
	if (OWN_BYTES.includes(operation) || body.length === 0) return;
	const contentMd5 = headers['content-md5'];
	if (contentMd5 !== undefined) {
		if (fromBase64(contentMd5)?.length !== 16) {
			throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.');
		}
		if (toBase64(md5(body)) !== contentMd5) throw badDigest('Content-MD5');
	}
	const claimed = CHECKSUM_ALGORITHMS.filter((name) => claimOf(headers, name) !== undefined);
	// Completing an upload names the checksum of the object to be.
	if (operation === 'CompleteMultipartUpload') return;
	for (const name of claimed) {
		const hasher = hasherOf(name);
		hasher.update(body);
		if (toBase64(hasher.digest()) !== claimOf(headers, name)) throw badDigest(name);
	}
	if (operation === 'DeleteObjects' && contentMd5 === undefined && claimed.length === 0) {
		throw invalidRequest('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
	}
}

function claimOf(headers: WireRequest['headers'], algorithm: string): string | undefined {
	return headers[`x-amz-checksum-${algorithm.toLowerCase()}`];
}
