import type {
	FilterLogEventsRequest,
	FilterLogEventsResponse,
	GetLogEventsRequest,
	GetLogEventsResponse,
	InputLogEvent,
	PutLogEventsRequest,
	PutLogEventsResponse
} from '@aws-sdk/client-cloudwatch-logs';
import type { Context } from '../core/context.ts';
import { pageOf } from '../core/pager.ts';
import type { Given } from '../core/service.ts';
import { appendEvents, eventsOf } from './append.ts';
import { groupNotFound, invalidParameter, streamNotFound } from './errors.ts';
import { filterOf } from './filter-pattern.ts';
import { groupNameOf } from './groups.ts';
import { logGroups, logStreams, streamKey } from './tables.ts';

const PAGE = 10_000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export async function putLogEvents(
	ctx: Context,
	input: Given<PutLogEventsRequest, 'logGroupName' | 'logStreamName' | 'logEvents'>
): Promise<PutLogEventsResponse> {
	const { logGroupName: group, logStreamName: stream } = input;
	const events = input.logEvents.map(({ timestamp, message }: InputLogEvent) => ({
		timestamp: timestamp!,
		message: message!
	}));
	if (events.some(({ timestamp }, i) => i > 0 && timestamp < events[i - 1]!.timestamp)) {
		throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
	}
	return ctx.store.transact((tx) => {
		if (!tx.get(logGroups, group)) throw groupNotFound(group);
		const record = tx.get(logStreams, streamKey(group, stream));
		if (!record) throw streamNotFound(stream);
		appendEvents(tx, group, stream, events);
		return { nextSequenceToken: String(record.chunks + 1) };
	});
}

/**
 * Tokens name a place in the stream: `f/N` reads on from event N, `b/N` reads back from it. At the end of the stream the
 * forward token stays the same, by which clients know it.
 */
export async function getLogEvents(
	ctx: Context,
	input: Given<GetLogEventsRequest, 'logStreamName'>
): Promise<GetLogEventsResponse> {
	const group = groupNameOf(input);
	const stream = input.logStreamName;
	if (!ctx.store.get(logGroups, group)) throw groupNotFound(group);
	if (!ctx.store.get(logStreams, streamKey(group, stream))) throw streamNotFound(stream);
	const { startTime = 0, endTime = Infinity, limit = PAGE } = input;
	const all = eventsOf(ctx.store, group, stream).map((event, index) => ({ ...event, index }));
	const inTime = all.filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime);
	const token = placeOf(input.nextToken);
	const forward = token ? token.forward : input.startFromHead === true;
	const place = token ? token.place : forward ? 0 : all.length;
	const page = forward
		? inTime.filter(({ index }) => index >= place).slice(0, limit)
		: inTime.filter(({ index }) => index < place).slice(-limit);
	const next = page.at(-1);
	return {
		events: page.map(({ timestamp, message, ingestedAt }) => ({
			timestamp,
			message,
			ingestionTime: ingestedAt
		})),
		nextForwardToken: `f/${next ? next.index + 1 : place}`,
		nextBackwardToken: `b/${page[0]?.index ?? place}`
	};
}

function placeOf(token: string | undefined): { readonly forward: boolean; readonly place: number } | null {
	if (token === undefined) return null;
	const match = /^([fb])\/(\d+)$/.exec(token);
	if (!match) throw invalidParameter(`The specified nextToken is invalid. (${token})`);
	return { forward: match[1] === 'f', place: Number(match[2]) };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export async function filterLogEvents(
	ctx: Context,
	input: FilterLogEventsRequest
): Promise<FilterLogEventsResponse> {
	const group = groupNameOf(input);
	if (!ctx.store.get(logGroups, group)) throw groupNotFound(group);
	const { startTime = 0, endTime = Infinity, logStreamNames: names, logStreamNamePrefix: prefix } = input;
	if (names && prefix !== undefined) {
		throw invalidParameter('logStreamNames and logStreamNamePrefix are mutually exclusive parameters.');
	}
	const accepts = filterOf(input.filterPattern ?? '');
	const found = ctx.store
		.values(logStreams)
		.filter((s) => s.group === group && s.name.startsWith(prefix ?? '') && (names?.includes(s.name) ?? true))
		.flatMap(({ name }) =>
			eventsOf(ctx.store, group, name).map((event, index) => ({ ...event, name, id: `${name}:${index}` }))
		)
		.filter(({ timestamp, message }) => timestamp >= startTime && timestamp < endTime && accepts(message))
		.sort((a, b) => a.timestamp - b.timestamp);
	const { items, nextToken } = pageOf(found, {
		size: input.limit ?? PAGE,
		token: input.nextToken,
		keyOf: ({ id }) => id,
		badTokenCode: 'InvalidParameterException'
	});
	return {
		events: items.map(({ name, timestamp, message, ingestedAt, id }) => ({
			logStreamName: name,
			timestamp,
			message,
			ingestionTime: ingestedAt,
			eventId: id
		})),
		searchedLogStreams: [],
		nextToken
	};
}
