import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import type { ByteStream } from '#base/byte-stream.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { checksumMembers, DEFAULT_ALGORITHM, knownAlgorithm } from '../body/checksum.ts';
import { receiveBody } from '../body/receive.ts';
import { settingsOf } from '../buckets/settings.ts';
import { expirationOf } from '../lifecycle/expiration.ts';
import { needBucket, objectKey, objects, type ObjectRecord } from '../tables.ts';
import { checkWriteConditions } from './conditions.ts';
import { encryptionMembers } from './encryption.ts';
import { etagOf } from './etag.ts';
import { uploadHead } from './upload-head.ts';
import { newBlobId, placeVersion } from './write.ts';

type PutInput = Given<Omit<PutObjectRequest, 'Body'>, 'Bucket' | 'Key'> & {
	readonly Body?: Uint8Array | ByteStream;
};

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export async function putObject(ctx: Context, input: PutInput): Promise<PutObjectOutput> {
	const { Bucket: bucket, Key: key } = input;
	needBucket(ctx, bucket);
	const head = uploadHead(ctx, input);
	// What can be told before the body is read is told before.
	checkWriteConditions(input, key, ctx.store.get(objects, objectKey(bucket, key)));
	const { ChecksumAlgorithm: asked } = input;
	const wanted = asked === undefined ? DEFAULT_ALGORITHM : knownAlgorithm(asked);
	const received = await receiveBody(ctx, input, wanted);
	try {
		return await ctx.store.transact((tx) => {
			needBucket(ctx, bucket);
			checkWriteConditions(input, key, tx.get(objects, objectKey(bucket, key)));
			const segment = received.place(tx, newBlobId(ctx));
			const record = placeVersion(tx, ctx, 's3:ObjectCreated:Put', {
				...head,
				content: segment.sizeBytes > 0 ? [segment] : [],
				sizeBytes: received.sizeBytes,
				etag: etagOf(ctx, received.md5, head.encryption),
				checksum: received.checksum,
				parts: null
			});
			return putOutput(ctx, record);
		});
	} catch (error) {
		await received.discard();
		throw error;
	}
}

function putOutput(ctx: Context, record: ObjectRecord): PutObjectOutput {
	const { versioning, lifecycle } = settingsOf(ctx, record.bucket);
	const expiration = expirationOf(lifecycle, record);
	return {
		ETag: record.etag,
		...encryptionMembers(record.encryption),
		...checksumMembers(record.checksum),
		ChecksumType: record.checksum.type,
		...(versioning === undefined ? {} : { VersionId: record.versionId }),
		...(expiration === null ? {} : { Expiration: expiration })
	};
}
