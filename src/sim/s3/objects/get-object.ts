import type {
	GetObjectOutput,
	GetObjectRequest,
	HeadObjectOutput,
	HeadObjectRequest
} from '@aws-sdk/client-s3';
import type { ByteStream } from '#base/byte-stream.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { settingsOf } from '../buckets/settings.ts';
import { expirationOf } from '../lifecycle/expiration.ts';
import type { ObjectRecord } from '../tables.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { checkReadConditions } from './conditions.ts';
import { sliceContent } from './content.ts';
import { describeObject } from './describe.ts';
import { wantedRange, type ByteRange } from './range.ts';
import { checkReadable, needVersion, needVersionForHead, openObject } from './read.ts';

type GetInput = Given<GetObjectRequest, 'Bucket' | 'Key'>;
type GetOutput = Omit<GetObjectOutput, 'Body'> & { Body: Uint8Array | ByteStream };

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export async function getObject(ctx: Context, input: GetInput): Promise<GetOutput> {
	refuseUnsupported({ ...input });
	let range: ByteRange | null = null;
	const { record, body } = await openObject(
		ctx,
		() => needVersion(ctx, input.Bucket, input.Key, input.VersionId),
		(found) => {
			checkReadConditions(input, found);
			checkReadable(found);
			range = wantedRange(input, found);
			const { start, end } = range ?? { start: 0, end: found.sizeBytes };
			return sliceContent(found.content, start, end);
		}
	);
	return { ...said(ctx, record, input, range), Body: body };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export async function headObject(
	ctx: Context,
	input: Given<HeadObjectRequest, 'Bucket' | 'Key'>
): Promise<HeadObjectOutput> {
	refuseUnsupported({ ...input });
	const record = needVersionForHead(ctx, input.Bucket, input.Key, input.VersionId);
	checkReadConditions(input, record);
	return said(ctx, record, input, wantedRange(input, record));
}

function said(
	ctx: Context,
	record: ObjectRecord,
	input: GetInput,
	range: ByteRange | null
): HeadObjectOutput {
	const settings = settingsOf(ctx, record.bucket);
	const expiration = expirationOf(settings.lifecycle, record);
	return {
		...describeObject(record, input, range, settings.versioning !== undefined),
		...(expiration === null ? {} : { Expiration: expiration })
	};
}
