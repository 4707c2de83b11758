import type {
	CreateEventSourceMappingRequest,
	DeleteEventSourceMappingRequest,
	EventSourceMappingConfiguration,
	GetEventSourceMappingRequest,
	ListEventSourceMappingsRequest,
	ListEventSourceMappingsResponse
} from '@aws-sdk/client-lambda';
import { AwsError } from '#base/errors.ts';
import { arnOf } from '../../core/arn.ts';
import type { Context } from '../../core/context.ts';
import { pageOf } from '../../core/pager.ts';
import type { Given } from '../../core/service.ts';
import { refuseUnsupported } from '../../core/unsupported.ts';
import { conflict, invalidParameter, notFound } from '../errors.ts';
import { functionArn, readFunctionName } from '../function-name.ts';
import { needTarget, type Target } from '../lookup.ts';
import { mappingStates } from '../states.ts';
import { functions, mappings, type MappingRecord } from '../tables.ts';
import { needReadable } from './kinesis-source.ts';
import { settleMapping } from './mapping-life.ts';

const MOST_LISTED = 100;

/** Only streams of Kinesis can be sources: the others are not simulated, nor what is only for them. */
const UNSUPPORTED = [
	'FilterCriteria',
	'KMSKeyArn',
	'MetricsConfig',
	'LoggingConfig',
	'ScalingConfig',
	'DestinationConfig.OnSuccess.Destination',
	'DestinationConfig.OnFailure.Destination',
	'Topics',
	'Queues',
	'SourceAccessConfigurations',
	'SelfManagedEventSource',
	'AmazonManagedKafkaEventSourceConfig',
	'SelfManagedKafkaEventSourceConfig',
	'DocumentDBEventSourceConfig',
	'ProvisionedPollerConfig'
];

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export async function createEventSourceMapping(
	ctx: Context,
	input: Given<CreateEventSourceMappingRequest, 'FunctionName'>
): Promise<EventSourceMappingConfiguration> {
	refuseUnsupported('CreateEventSourceMapping', input, UNSUPPORTED);
	const sourceArn = input.EventSourceArn;
	if (sourceArn === undefined) throw invalidParameter('Unrecognized event source.');
	const ref = readFunctionName(ctx, input.FunctionName);
	const reading = readingFrom(input);
	const mapping = await ctx.store.transact((tx) => {
		needReadable(ctx, sourceArn, targetOf(ctx, ref).version.settings.roleArn);
		const arn = functionArn(ctx, ref.name, ref.qualifier);
		const other = ctx.store
			.values(mappings)
			.find((one) => one.sourceArn === sourceArn && one.functionArn === arn);
		if (other) {
			throw conflict(
				`The event source arn (" ${sourceArn} ") and function (" ${ref.name} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${other.uuid}`
			);
		}
		const record: MappingRecord = {
			uuid: ctx.rng.uuid(),
			functionName: ref.name,
			functionArn: arn,
			sourceArn,
			state: 'Creating',
			enabled: input.Enabled ?? true,
			modifiedAt: tx.now,
			reading
		};
		tx.put(mappings, record.uuid, record);
		return record;
	});
	settleMapping(ctx, mapping);
	return shown(ctx, mapping);
}

function targetOf(ctx: Context, ref: Parameters<typeof needTarget>[2]): Target {
	if (!ctx.store.get(functions, ref.name)) throw invalidParameter('Function does not exist');
	return needTarget(ctx, ctx.store, ref);
}

/** How a stream is read, with Lambda's defaults. */
function readingFrom(input: CreateEventSourceMappingRequest): MappingRecord['reading'] {
	const { StartingPosition: position, StartingPositionTimestamp: at } = input;
	if (position === undefined) {
		throw invalidParameter(
			"1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null."
		);
	}
	if ((position === 'AT_TIMESTAMP') !== (at !== undefined)) {
		throw invalidParameter(
			'StartingPositionTimestamp must be given for the StartingPosition AT_TIMESTAMP, and only for it.'
		);
	}
	return {
		StartingPosition: position,
		...(at === undefined ? {} : { StartingPositionTimestamp: at }),
		BatchSize: input.BatchSize ?? 100,
		MaximumBatchingWindowInSeconds: input.MaximumBatchingWindowInSeconds ?? 0,
		ParallelizationFactor: input.ParallelizationFactor ?? 1,
		DestinationConfig: { OnFailure: {} },
		MaximumRecordAgeInSeconds: input.MaximumRecordAgeInSeconds ?? -1,
		BisectBatchOnFunctionError: input.BisectBatchOnFunctionError ?? false,
		MaximumRetryAttempts: input.MaximumRetryAttempts ?? -1,
		TumblingWindowInSeconds: input.TumblingWindowInSeconds ?? 0,
		FunctionResponseTypes: [...(input.FunctionResponseTypes ?? [])],
		// Nobody reads the stream for it yet.
		LastProcessingResult: 'No records processed'
	};
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html */
export async function getEventSourceMapping(
	ctx: Context,
	{ UUID }: Given<GetEventSourceMappingRequest, 'UUID'>
): Promise<EventSourceMappingConfiguration> {
	return shown(ctx, needMapping(ctx.store.get(mappings, UUID)));
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
export async function listEventSourceMappings(
	ctx: Context,
	input: ListEventSourceMappingsRequest
): Promise<ListEventSourceMappingsResponse> {
	const ref = input.FunctionName === undefined ? null : readFunctionName(ctx, input.FunctionName);
	const arn = ref && functionArn(ctx, ref.name, ref.qualifier);
	const all = ctx.store
		.values(mappings)
		.filter((one) => arn === null || one.functionArn === arn)
		.filter((one) => input.EventSourceArn === undefined || one.sourceArn === input.EventSourceArn);
	const { items, nextToken } = pageOf(all, {
		size: Math.min(input.MaxItems ?? MOST_LISTED, MOST_LISTED),
		token: input.Marker,
		keyOf: ({ uuid }) => uuid,
		badTokenCode: 'InvalidParameterValueException'
	});
	return { EventSourceMappings: items.map((one) => shown(ctx, one)), NextMarker: nextToken };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteEventSourceMapping.html */
export async function deleteEventSourceMapping(
	ctx: Context,
	{ UUID }: Given<DeleteEventSourceMappingRequest, 'UUID'>
): Promise<EventSourceMappingConfiguration> {
	const mapping = await ctx.store.transact((tx) => {
		const before = needMapping(tx.get(mappings, UUID));
		if (before.state === 'Creating' || before.state === 'Deleting') {
			throw new AwsError(
				'ResourceInUseException',
				'Cannot delete the event source mapping because it is in use.'
			);
		}
		const deleting: MappingRecord = { ...before, state: 'Deleting', modifiedAt: tx.now };
		tx.put(mappings, UUID, deleting);
		return deleting;
	});
	settleMapping(ctx, mapping);
	return shown(ctx, mapping);
}

function needMapping(mapping: MappingRecord | undefined): MappingRecord {
	if (!mapping) throw notFound('The resource you requested does not exist.');
	return mapping;
}

function shown(ctx: Context, mapping: MappingRecord): EventSourceMappingConfiguration {
	const { uuid, state } = mapping;
	const known = Object.values(mappingStates).find(({ status }) => status === state);
	return {
		...mapping.reading,
		UUID: uuid,
		EventSourceArn: mapping.sourceArn,
		FunctionArn: mapping.functionArn,
		State: state,
		StateTransitionReason: known?.message,
		LastModified: new Date(mapping.modifiedAt),
		EventSourceMappingArn: arnOf(ctx, 'lambda', `event-source-mapping:${uuid}`)
	};
}
