import { isByteStream, streamOf } from '#base/byte-stream.ts';
import { toBase64 } from '#base/bytes.ts';
import { PlatformError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { hasherOf, type Checksum, type ChecksumAlgorithm } from '../body/checksum.ts';
import type { Segment } from '../tables.ts';
import { openContent } from './content.ts';

/** MD5 and checksum of bytes that are stored already; reads them all. */
export async function sumContent(
	ctx: Context,
	content: readonly Segment[],
	algorithm: ChecksumAlgorithm
): Promise<{ readonly md5: Uint8Array; readonly checksum: Checksum }> {
	const body = await openContent(ctx, content);
	if (!body) {
		throw new PlatformError('BytesLost', 'The source was deleted while it was copied.', {
			hint: 'Copy it again, if it is still there.'
		});
	}
	const digest = hasherOf('MD5', ctx.digests);
	const hasher = hasherOf(algorithm, ctx.digests);
	// Reading takes real time, of which simulated time must not know.
	const release = ctx.clock.hold();
	try {
		for await (const bytes of isByteStream(body) ? body : streamOf(body)) {
			digest.update(bytes);
			hasher.update(bytes);
		}
	} finally {
		release();
	}
	return {
		md5: digest.digest(),
		checksum: { algorithm, type: 'FULL_OBJECT', value: toBase64(hasher.digest()) }
	};
}
