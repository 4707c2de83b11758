import type { UploadPartOutput, UploadPartRequest } from '@aws-sdk/client-s3';
import type { ByteStream } from '#base/byte-stream.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { checksumMembers, DEFAULT_ALGORITHM, type Checksum } from '../body/checksum.ts';
import { receiveBody } from '../body/receive.ts';
import { invalidRequest } from '../errors.ts';
import { encryptionMembers } from '../objects/encryption.ts';
import { newBlobId } from '../objects/write.ts';
import { putPart, uploadOf } from './put-part.ts';
import type { UploadRecord } from './uploads.ts';

type PartInput = Given<Omit<UploadPartRequest, 'Body'>, 'Bucket' | 'Key' | 'UploadId' | 'PartNumber'> & {
	readonly Body?: Uint8Array | ByteStream;
};

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export async function uploadPart(ctx: Context, input: PartInput): Promise<UploadPartOutput> {
	const upload = uploadOf(ctx, input);
	const received = await receiveBody(ctx, input, upload.algorithm ?? DEFAULT_ALGORITHM);
	try {
		checkAlgorithm(upload, received.checksum);
		const part = await ctx.store.transact((tx) => {
			const segment = received.place(tx, newBlobId(ctx));
			const content = segment.sizeBytes > 0 ? [segment] : [];
			return putPart(tx, ctx, input, content, { md5: received.md5, checksum: received.ownChecksum });
		});
		return {
			ETag: part.etag,
			...encryptionMembers(upload.encryption),
			...checksumMembers(received.checksum)
		};
	} catch (error) {
		await received.discard();
		throw error;
	}
}

function checkAlgorithm({ algorithm }: UploadRecord, checksum: Checksum): void {
	if (algorithm === null || algorithm === checksum.algorithm) return;
	const [expected, actual] = [algorithm.toLowerCase(), checksum.algorithm.toLowerCase()];
	throw invalidRequest(
		`Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`
	);
}
