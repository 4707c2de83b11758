import type {
	PutRecordBatchInput,
	PutRecordBatchOutput,
	PutRecordInput,
	PutRecordOutput
} from '@aws-sdk/client-firehose';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../core/context.ts';
import type { Given } from '../core/service.ts';
import { addToBuffer, deliverSoon } from './delivery.ts';
import { needDeliveryStream } from './delivery-streams.ts';

const MOST_BYTES = 4 * 2 ** 20;

/** @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecord.html */
export async function putRecord(
	ctx: Context,
	input: Given<PutRecordInput, 'DeliveryStreamName' | 'Record'>
): Promise<PutRecordOutput> {
	await take(ctx, input.DeliveryStreamName, [input.Record.Data!]);
	return { RecordId: recordId(ctx), Encrypted: false };
}

/** @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html */
export async function putRecordBatch(
	ctx: Context,
	input: Given<PutRecordBatchInput, 'DeliveryStreamName' | 'Records'>
): Promise<PutRecordBatchOutput> {
	await take(
		ctx,
		input.DeliveryStreamName,
		input.Records.map(({ Data }) => Data!)
	);
	return {
		FailedPutCount: 0,
		Encrypted: false,
		RequestResponses: input.Records.map(() => ({ RecordId: recordId(ctx) }))
	};
}

async function take(ctx: Context, name: string, records: readonly Uint8Array[]): Promise<void> {
	const size = records.reduce((sum, { length }) => sum + length, 0);
	if (size > MOST_BYTES) {
		throw new AwsError(
			'InvalidArgumentException',
			`A batch holds ${MOST_BYTES} bytes at most; ${size} were given.`
		);
	}
	const stream = await ctx.store.transact((tx) => {
		const record = needDeliveryStream(ctx, name);
		if (record.status !== 'ACTIVE') {
			throw new AwsError(
				'ResourceNotFoundException',
				`Firehose ${name} under account ${ctx.accountId} is ${record.status}, not ACTIVE.`
			);
		}
		if (record.type !== 'DirectPut') {
			throw new AwsError(
				'InvalidArgumentException',
				`This operation is not permitted on ${record.type} delivery stream type.`
			);
		}
		addToBuffer(tx, ctx, record, records);
		return record;
	});
	deliverSoon(ctx, stream);
}

function recordId({ rng }: Context): string {
	return rng.hex(64);
}
