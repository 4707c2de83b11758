import type {
	DeregisterStreamConsumerInput,
	DescribeStreamConsumerInput,
	DescribeStreamConsumerOutput,
	RegisterStreamConsumerInput,
	RegisterStreamConsumerOutput
} from '@aws-sdk/client-kinesis';
import { AwsError } from '#base/errors.ts';
import { afterState } from '../core/after.ts';
import type { Context } from '../core/context.ts';
import type { Given } from '../core/service.ts';
import { refuseUnsupported } from '../core/unsupported.ts';
import { invalidArgument, limitExceeded, resourceInUse } from './errors.ts';
import { needServingStream } from './lookup.ts';
import { consumerStates } from './states.ts';
import { consumers, type ConsumerRecord } from './tables.ts';

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_RegisterStreamConsumer.html */
export async function registerStreamConsumer(
	ctx: Context,
	input: Given<RegisterStreamConsumerInput, 'StreamARN' | 'ConsumerName'>
): Promise<RegisterStreamConsumerOutput> {
	refuseUnsupported('RegisterStreamConsumer', input, ['Tags']);
	const name = input.ConsumerName;
	const consumer = await ctx.store.transact((tx) => {
		const stream = needServingStream(ctx, input);
		const registered = ctx.store.values(consumers).filter(({ streamUid }) => streamUid === stream.uid);
		if (registered.some((other) => other.name === name)) {
			throw resourceInUse(
				`Consumer ${name} under stream ${stream.name} already exists for account ${ctx.accountId}.`
			);
		}
		const most = ctx.quotas.kinesisConsumersPerStream;
		if (registered.length >= most) {
			throw limitExceeded(`Stream ${stream.name} has ${most} consumers, which is the limit.`);
		}
		const record: ConsumerRecord = {
			name,
			arn: `${stream.arn}/consumer/${name}:${Math.floor(tx.now / 1000)}`,
			streamUid: stream.uid,
			streamArn: stream.arn,
			status: 'CREATING',
			createdAt: tx.now
		};
		tx.put(consumers, record.arn, record);
		return record;
	});
	settleConsumer(ctx, consumer);
	return { Consumer: consumerView(consumer) };
}

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamConsumer.html */
export async function describeStreamConsumer(
	ctx: Context,
	input: DescribeStreamConsumerInput
): Promise<DescribeStreamConsumerOutput> {
	const consumer = needConsumer(ctx, input);
	return { ConsumerDescription: { ...consumerView(consumer), StreamARN: consumer.streamArn } };
}

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeregisterStreamConsumer.html */
export async function deregisterStreamConsumer(
	ctx: Context,
	input: DeregisterStreamConsumerInput
): Promise<object> {
	const consumer = await ctx.store.transact((tx) => {
		const record: ConsumerRecord = { ...needConsumer(ctx, input), status: 'DELETING' };
		tx.put(consumers, record.arn, record);
		return record;
	});
	settleConsumer(ctx, consumer);
	return {};
}

/** Brings a consumer that is being made or removed to the end of that. */
export function settleConsumer(ctx: Context, { arn, status }: ConsumerRecord): void {
	if (status === 'ACTIVE') return;
	const state = status === 'CREATING' ? consumerStates.creating : consumerStates.deleting;
	afterState(ctx, state, (tx) => {
		const record = tx.get(consumers, arn);
		if (record?.status !== status) return;
		if (status === 'DELETING') tx.remove(consumers, arn);
		else tx.put(consumers, arn, { ...record, status: 'ACTIVE' });
	});
}

function needConsumer(
	ctx: Context,
	{ ConsumerARN, ConsumerName, StreamARN }: DescribeStreamConsumerInput
): ConsumerRecord {
	if (ConsumerARN === undefined && (ConsumerName === undefined || StreamARN === undefined)) {
		throw invalidArgument('Give either ConsumerARN, or StreamARN and ConsumerName.');
	}
	const found = ctx.store
		.values(consumers)
		.find(
			({ arn, name, streamArn }) =>
				(ConsumerARN === undefined || arn === ConsumerARN) &&
				(ConsumerName === undefined || name === ConsumerName) &&
				(StreamARN === undefined || streamArn === StreamARN)
		);
	if (found) return found;
	throw new AwsError(
		'ResourceNotFoundException',
		`Consumer ${ConsumerARN ?? `${ConsumerName} of ${StreamARN}`} under account ${ctx.accountId} not found.`
	);
}

function consumerView({ name, arn, status, createdAt }: ConsumerRecord) {
	return {
		ConsumerName: name,
		ConsumerARN: arn,
		ConsumerStatus: status,
		ConsumerCreationTimestamp: new Date(createdAt)
	};
}
