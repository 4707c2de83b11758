import type {
	CreateLogGroupRequest,
	CreateLogStreamRequest,
	DeleteLogGroupRequest,
	DeleteLogStreamRequest,
	DescribeLogGroupsRequest,
	DescribeLogGroupsResponse,
	DescribeLogStreamsRequest,
	DescribeLogStreamsResponse
} from '@aws-sdk/client-cloudwatch-logs';
import { arnOf } from '../core/arn.ts';
import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import { pageOf } from '../core/pager.ts';
import type { Given } from '../core/service.ts';
import type { Transaction } from '../core/table.ts';
import { ensureStream } from './append.ts';
import { alreadyExists, groupNotFound, invalidParameter, streamNotFound } from './errors.ts';
import { chunkKey, logChunks, logGroups, logStreams, streamKey, type LogStreamRecord } from './tables.ts';

const PAGE = 50;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export async function createLogGroup(
	ctx: Context,
	{ logGroupName: name }: Given<CreateLogGroupRequest, 'logGroupName'>
): Promise<object> {
	return ctx.store.transact((tx) => {
		if (tx.get(logGroups, name)) throw alreadyExists('log group', name);
		tx.put(logGroups, name, { name, createdAt: tx.now });
		return {};
	});
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export async function createLogStream(
	ctx: Context,
	{
		logGroupName: group,
		logStreamName: name
	}: Given<CreateLogStreamRequest, 'logGroupName' | 'logStreamName'>
): Promise<object> {
	return ctx.store.transact((tx) => {
		if (!tx.get(logGroups, group)) throw groupNotFound(group);
		if (tx.get(logStreams, streamKey(group, name))) throw alreadyExists('log stream', name);
		ensureStream(tx, group, name);
		return {};
	});
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export async function describeLogGroups(
	ctx: Context,
	input: DescribeLogGroupsRequest
): Promise<DescribeLogGroupsResponse> {
	const { logGroupNamePrefix: prefix, logGroupNamePattern: part } = input;
	if (prefix !== undefined && part !== undefined) {
		throw invalidParameter(
			'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.'
		);
	}
	const groups = ctx.store
		.values(logGroups)
		.filter(({ name }) => name.startsWith(prefix ?? '') && name.includes(part ?? ''))
		.sort((a, b) => (a.name < b.name ? -1 : 1));
	const { items, nextToken } = pageOf(groups, {
		size: input.limit ?? PAGE,
		token: input.nextToken,
		keyOf: ({ name }) => name,
		badTokenCode: 'InvalidParameterException'
	});
	const streams = ctx.store.values(logStreams);
	return {
		logGroups: items.map(({ name, createdAt }) => ({
			logGroupName: name,
			creationTime: createdAt,
			metricFilterCount: 0,
			arn: arnOf(ctx, 'logs', `log-group:${name}:*`),
			logGroupArn: arnOf(ctx, 'logs', `log-group:${name}`),
			logGroupClass: 'STANDARD',
			storedBytes: streams.reduce((n, s) => n + (s.group === name ? s.sizeBytes : 0), 0)
		})),
		nextToken
	};
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export async function describeLogStreams(
	ctx: Context,
	input: DescribeLogStreamsRequest
): Promise<DescribeLogStreamsResponse> {
	const group = groupNameOf(input);
	const { logStreamNamePrefix: prefix, orderBy = 'LogStreamName' } = input;
	if (!ctx.store.get(logGroups, group)) throw groupNotFound(group);
	const byTime = orderBy === 'LastEventTime';
	if (byTime && prefix !== undefined) {
		throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
	}
	const streams = ctx.store
		.values(logStreams)
		.filter((stream) => stream.group === group && stream.name.startsWith(prefix ?? ''))
		.sort((a, b) => (byTime ? (a.lastAt ?? 0) - (b.lastAt ?? 0) : 0) || (a.name < b.name ? -1 : 1));
	if (input.descending) streams.reverse();
	const { items, nextToken } = pageOf(streams, {
		size: input.limit ?? PAGE,
		token: input.nextToken,
		keyOf: ({ name }) => name,
		badTokenCode: 'InvalidParameterException'
	});
	return { logStreams: items.map((stream) => streamView(ctx, stream)), nextToken };
}

function streamView(ctx: Context, stream: LogStreamRecord): object {
	return {
		logStreamName: stream.name,
		creationTime: stream.createdAt,
		firstEventTimestamp: stream.firstAt ?? undefined,
		lastEventTimestamp: stream.lastAt ?? undefined,
		lastIngestionTime: stream.ingestedAt ?? undefined,
		uploadSequenceToken: String(stream.chunks),
		arn: arnOf(ctx, 'logs', `log-group:${stream.group}:log-stream:${stream.name}`),
		storedBytes: 0
	};
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export async function deleteLogGroup(
	ctx: Context,
	{ logGroupName: name }: Given<DeleteLogGroupRequest, 'logGroupName'>
): Promise<object> {
	return ctx.store.transact((tx) => {
		if (!tx.get(logGroups, name)) throw groupNotFound(name);
		tx.remove(logGroups, name);
		for (const stream of ctx.store.values(logStreams)) {
			if (stream.group === name) removeStream(tx, stream);
		}
		return {};
	});
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html */
export async function deleteLogStream(
	ctx: Context,
	{
		logGroupName: group,
		logStreamName: name
	}: Given<DeleteLogStreamRequest, 'logGroupName' | 'logStreamName'>
): Promise<object> {
	return ctx.store.transact((tx) => {
		if (!tx.get(logGroups, group)) throw groupNotFound(group);
		const stream = tx.get(logStreams, streamKey(group, name));
		if (!stream) throw streamNotFound(name);
		removeStream(tx, stream);
		return {};
	});
}

function removeStream(tx: Transaction, { group, name, chunks }: LogStreamRecord): void {
	tx.remove(logStreams, streamKey(group, name));
	for (let i = 0; i < chunks; i++) tx.remove(logChunks, chunkKey(group, name, i));
}

/** The group's name, which the newer operations also take as an identifier. */
export function groupNameOf(input: {
	readonly logGroupName?: string | undefined;
	readonly logGroupIdentifier?: string | undefined;
}): string {
	const name = input.logGroupName ?? input.logGroupIdentifier;
	if (name === undefined) throw invalidParameter('Either logGroupName or logGroupIdentifier must be given.');
	if (!name.startsWith('arn:')) return name;
	throw notSimulated(`A log group of another account ('${name}')`, 'Give the name of the group.');
}
