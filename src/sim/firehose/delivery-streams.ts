import type {
	CreateDeliveryStreamInput,
	CreateDeliveryStreamOutput,
	DeleteDeliveryStreamInput,
	DescribeDeliveryStreamInput,
	DescribeDeliveryStreamOutput,
	ListDeliveryStreamsInput,
	ListDeliveryStreamsOutput,
	UpdateDestinationInput
} from '@aws-sdk/client-firehose';
import { AwsError } from '#base/errors.ts';
import { afterState } from '../core/after.ts';
import { arnOf } from '../core/arn.ts';
import type { Context } from '../core/context.ts';
import type { Given } from '../core/service.ts';
import type { Transaction } from '../core/table.ts';
import { refuseUnsupported } from '../core/unsupported.ts';
import { streams } from '../kinesis/index.ts';
import { checkAssumable, checkSource } from './check-roles.ts';
import { destinationFrom, destinationView } from './destination.ts';
import { pull } from './kinesis-source.ts';
import { deliveryStates } from './states.ts';
import { buffers, checkpoints, deliveryStreams, type DeliveryStreamRecord } from './tables.ts';

const OTHERS = [
	'Redshift',
	'Elasticsearch',
	'Amazonopensearchservice',
	'Splunk',
	'HttpEndpoint',
	'AmazonOpenSearchServerless',
	'Snowflake',
	'Iceberg'
];

/** @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html */
export async function createDeliveryStream(
	ctx: Context,
	input: Given<CreateDeliveryStreamInput, 'DeliveryStreamName'>
): Promise<CreateDeliveryStreamOutput> {
	refuseUnsupported('CreateDeliveryStream', input, [
		...OTHERS.map((name) => `${name}DestinationConfiguration`),
		'DirectPutSourceConfiguration',
		'DeliveryStreamEncryptionConfigurationInput',
		'MSKSourceConfiguration',
		'DatabaseSourceConfiguration'
	]);
	const { DeliveryStreamName: name, DeliveryStreamType: type = 'DirectPut' } = input;
	const { S3DestinationConfiguration: plain, ExtendedS3DestinationConfiguration: extended } = input;
	if ((plain === undefined) === (extended === undefined)) {
		throw invalid(
			'Exactly one destination must be given: S3DestinationConfiguration or ExtendedS3DestinationConfiguration.'
		);
	}
	if (type !== 'DirectPut' && type !== 'KinesisStreamAsSource') {
		refuseUnsupported('CreateDeliveryStream', { DeliveryStreamType: type }, ['DeliveryStreamType']);
	}
	const destination = destinationFrom('CreateDeliveryStream', (extended ?? plain)!, extended !== undefined);
	checkAssumable(ctx, destination.roleArn);
	const stream = await ctx.store.transact((tx) => {
		if (tx.get(deliveryStreams, name)) {
			throw new AwsError(
				'ResourceInUseException',
				`Firehose ${name} under accountId ${ctx.accountId} already exists`
			);
		}
		if (ctx.store.values(deliveryStreams).length >= ctx.quotas.firehoseStreams) {
			throw new AwsError(
				'LimitExceededException',
				`The account has ${ctx.quotas.firehoseStreams} delivery streams, which is the limit.`
			);
		}
		const record: DeliveryStreamRecord = {
			name,
			uid: ctx.rng.hex(16),
			arn: arnOf(ctx, 'firehose', `deliverystream/${name}`),
			status: 'CREATING',
			type: type as DeliveryStreamRecord['type'],
			source: sourceOf(ctx, input, tx.now),
			destination,
			version: 1,
			createdAt: tx.now,
			updatedAt: null,
			tags: Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key!, Value ?? '']))
		};
		tx.put(deliveryStreams, name, record);
		return record;
	});
	settle(ctx, stream);
	return { DeliveryStreamARN: stream.arn };
}

function sourceOf(
	ctx: Context,
	{ DeliveryStreamType: type, KinesisStreamSourceConfiguration: source }: CreateDeliveryStreamInput,
	now: number
): DeliveryStreamRecord['source'] {
	const wanted = type === 'KinesisStreamAsSource';
	if (wanted !== (source !== undefined)) {
		throw invalid(
			'KinesisStreamSourceConfiguration must be given for the type KinesisStreamAsSource, and only for it.'
		);
	}
	if (!source) return null;
	const streamArn = source.KinesisStreamARN!;
	if (!ctx.store.values(streams).some(({ arn }) => arn === streamArn)) {
		throw new AwsError('ResourceNotFoundException', `The Kinesis stream ${streamArn} was not found.`);
	}
	const read = { streamArn, roleArn: source.RoleARN! };
	checkSource(ctx, read);
	return { ...read, startedAt: now };
}

/** Brings a delivery stream that is being made or removed to the end of that. */
export function settle(ctx: Context, { name, uid, status }: DeliveryStreamRecord): void {
	if (status === 'ACTIVE') return;
	const state = status === 'CREATING' ? deliveryStates.creating : deliveryStates.deleting;
	afterState(ctx, state, (tx) => {
		const record = tx.get(deliveryStreams, name);
		if (record?.uid !== uid || record.status !== status) return;
		if (status === 'DELETING') return forget(tx, ctx, record);
		tx.put(deliveryStreams, name, { ...record, status: 'ACTIVE' });
		// The transaction ends first: then what has come to the source meanwhile is taken.
		void Promise.resolve()
			.then(() => ctx.store.transact(() => {}))
			.then(() => pull(ctx, name))
			.catch(() => {});
	});
}

function forget(tx: Transaction, ctx: Context, { name, uid }: DeliveryStreamRecord): void {
	for (const part of tx.get(buffers, uid)?.parts ?? []) tx.removeBytes(part);
	if (tx.get(buffers, uid)) tx.remove(buffers, uid);
	for (const [key] of ctx.store.entries(checkpoints)) if (key.startsWith(uid)) tx.remove(checkpoints, key);
	tx.remove(deliveryStreams, name);
}

/** @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_DescribeDeliveryStream.html */
export async function describeDeliveryStream(
	ctx: Context,
	{ DeliveryStreamName: name }: Given<DescribeDeliveryStreamInput, 'DeliveryStreamName'>
): Promise<DescribeDeliveryStreamOutput> {
	const stream = needDeliveryStream(ctx, name);
	return {
		DeliveryStreamDescription: {
			DeliveryStreamName: name,
			DeliveryStreamARN: stream.arn,
			DeliveryStreamStatus: stream.status,
			DeliveryStreamType: stream.type,
			VersionId: String(stream.version),
			CreateTimestamp: new Date(stream.createdAt),
			LastUpdateTimestamp: stream.updatedAt === null ? undefined : new Date(stream.updatedAt),
			Source: stream.source
				? {
						KinesisStreamSourceDescription: {
							KinesisStreamARN: stream.source.streamArn,
							RoleARN: stream.source.roleArn,
							DeliveryStartTimestamp: new Date(stream.source.startedAt)
						}
					}
				: undefined,
			Destinations: [destinationView(stream.destination)],
			HasMoreDestinations: false
		}
	};
}

/** @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_ListDeliveryStreams.html */
export async function listDeliveryStreams(
	ctx: Context,
	input: ListDeliveryStreamsInput
): Promise<ListDeliveryStreamsOutput> {
	const { Limit = 10, ExclusiveStartDeliveryStreamName: after = '', DeliveryStreamType: type } = input;
	const names = ctx.store
		.values(deliveryStreams)
		.filter((stream) => stream.name > after && (type === undefined || stream.type === type))
		.map(({ name }) => name)
		.sort();
	return { DeliveryStreamNames: names.slice(0, Limit), HasMoreDeliveryStreams: names.length > Limit };
}

/** @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_UpdateDestination.html */
export async function updateDestination(
	ctx: Context,
	input: Given<
		UpdateDestinationInput,
		'DeliveryStreamName' | 'CurrentDeliveryStreamVersionId' | 'DestinationId'
	>
): Promise<object> {
	refuseUnsupported(
		'UpdateDestination',
		input,
		OTHERS.map((name) => `${name}DestinationUpdate`)
	);
	const { S3DestinationUpdate: plain, ExtendedS3DestinationUpdate: extended } = input;
	const update = extended ?? plain;
	if (!update) throw invalid('A destination update must be given.');
	await ctx.store.transact((tx) => {
		const stream = needDeliveryStream(ctx, input.DeliveryStreamName);
		if (String(stream.version) !== input.CurrentDeliveryStreamVersionId) {
			throw new AwsError(
				'ConcurrentModificationException',
				`Cannot update firehose: ${stream.name} since the current version id: ${stream.version} and specified version id: ${input.CurrentDeliveryStreamVersionId} do not match`
			);
		}
		const isExtended = extended !== undefined || stream.destination.extended;
		const destination = destinationFrom('UpdateDestination', update, isExtended, stream.destination);
		checkAssumable(ctx, destination.roleArn);
		const record = { ...stream, destination, version: stream.version + 1, updatedAt: tx.now };
		tx.put(deliveryStreams, stream.name, record);
	});
	return {};
}

/** What waits in the buffer is lost, as on AWS. */
export async function deleteDeliveryStream(
	ctx: Context,
	{ DeliveryStreamName: name }: Given<DeleteDeliveryStreamInput, 'DeliveryStreamName'>
): Promise<object> {
	const stream = await ctx.store.transact((tx) => {
		const record = needDeliveryStream(ctx, name);
		if (record.status === 'CREATING') {
			throw new AwsError(
				'ResourceInUseException',
				`Firehose ${name} under accountId ${ctx.accountId} is being created.`
			);
		}
		const deleting: DeliveryStreamRecord = { ...record, status: 'DELETING' };
		tx.put(deliveryStreams, name, deleting);
		return deleting;
	});
	settle(ctx, stream);
	return {};
}

/** @throws AwsError ResourceNotFoundException */
export function needDeliveryStream({ store, accountId }: Context, name: string): DeliveryStreamRecord {
	const stream = store.get(deliveryStreams, name);
	if (stream) return stream;
	throw new AwsError('ResourceNotFoundException', `Firehose ${name} under account ${accountId} not found.`);
}

function invalid(message: string): AwsError {
	return new AwsError('InvalidArgumentException', message);
}
