import { gunzipSync } from 'fflate';
import { concatBytes, decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { bucketAccess, type BucketAccess } from '../../iam/index.ts';
import { readObject } from '../../s3/index.ts';
import { stepFailed } from '../failure-reason.ts';
import { dataProcessingOf } from './data-processing.ts';
import type { InputObject } from './input-objects.ts';
import { payloadsOf, type Payload } from './payloads.ts';
import type { TransformInstance } from './transform-instance.ts';
import type { TransformJobRecord } from './transform-record.ts';
import { settingsOf } from './transform-settings.ts';

const MB = 2 ** 20;

/**
 * Sends one object through the model and gives the bytes of its `.out`, in the order of the input.
 * @param stopping asked before each request; throws where the job is to end
 * @throws UserError where the object or an answer to it is not what it should be
 */
export async function transformObject(
	ctx: Context,
	{ request, roleArn }: TransformJobRecord,
	instance: TransformInstance,
	object: InputObject,
	stopping: () => void
): Promise<Uint8Array> {
	const what = `${object.bucket}/${object.key}`;
	const { splitByLine, assembleByLine, batchStrategy, payloadMb, concurrency } = settingsOf(request);
	const processing = dataProcessingOf(request);
	const payloads = payloadsOf(
		await readText(
			ctx,
			request.TransformInput?.CompressionType === 'Gzip',
			object,
			bucketAccess(ctx, roleArn)
		),
		{
			splitByLine,
			oneByOne: batchStrategy === 'SINGLE_RECORD',
			mostBytes: payloadMb * MB,
			filter: (record) => processing.filterInput(record)
		}
	);
	const pieces = await inParallel(payloads, concurrency, async (payload) => {
		stopping();
		const answer = await instance.ask(payload.body, what);
		return processing.changesOutput ? finished(processing, payload, answer, assembleByLine) : answer;
	});
	return concatBytes(assembleByLine ? pieces.map(withLineEnd) : pieces);
}

function finished(
	processing: ReturnType<typeof dataProcessingOf>,
	{ records }: Payload,
	answer: Uint8Array,
	assembleByLine: boolean
): Uint8Array {
	return encodeUtf8(processing.finish(records, decodeUtf8(answer)).join(assembleByLine ? '\n' : ''));
}

async function readText(
	ctx: Context,
	isGzip: boolean,
	{ bucket, key }: InputObject,
	access: BucketAccess
): Promise<string> {
	let bytes: Uint8Array;
	try {
		access.needRead(bucket, key);
		bytes = (await readObject(ctx, bucket, key)).bytes;
	} catch (error) {
		throw stepFailed('Data download failed', error);
	}
	if (!isGzip) return decodeUtf8(bytes);
	try {
		return decodeUtf8(gunzipSync(bytes));
	} catch (cause) {
		throw new UserError('BadRecord', `The object s3://${bucket}/${key} is not gzip.`, {
			hint: "Set CompressionType to 'None', or pack the object with gzip.",
			cause
		});
	}
}

/** Works on `most` items at a time; results in the order of the items. The first failure ends it. */
async function inParallel<T, R>(
	items: readonly T[],
	most: number,
	work: (item: T) => Promise<R>
): Promise<R[]> {
	const results: R[] = [];
	let next = 0;
	let isOver = false;
	const runner = async (): Promise<void> => {
		while (next < items.length && !isOver) {
			const i = next++;
			results[i] = await work(items[i]!);
		}
	};
	try {
		await Promise.all(Array.from({ length: Math.min(most, items.length) }, runner));
	} finally {
		isOver = true;
	}
	return results;
}

function withLineEnd(piece: Uint8Array): Uint8Array {
	return piece.length === 0 || piece.at(-1) === 10 ? piece : concatBytes([piece, Uint8Array.of(10)]);
}
