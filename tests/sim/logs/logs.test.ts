import {
	CreateLogGroupCommand,
	CreateLogStreamCommand,
	DeleteLogGroupCommand,
	DeleteLogStreamCommand,
	DescribeLogGroupsCommand,
	DescribeLogStreamsCommand,
	FilterLogEventsCommand,
	GetLogEventsCommand,
	paginateFilterLogEvents,
	PutLogEventsCommand
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const logGroupName = '/app/test';
const logStreamName = 's';

async function withEvents(messages: readonly string[]): Promise<TestRegion> {
	const aws = await testRegion();
	await aws.logs.send(new CreateLogGroupCommand({ logGroupName }));
	await aws.logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
	const logEvents = messages.map((message, i) => ({ timestamp: 1000 + i, message }));
	// Two appends, so that reading crosses a border between chunks.
	for (const part of [logEvents.slice(0, 2), logEvents.slice(2)]) {
		if (part.length > 0)
			await aws.logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents: part }));
	}
	return aws;
}

const texts = (events: readonly { message?: string | undefined }[] | undefined): (string | undefined)[] =>
	(events ?? []).map(({ message }) => message);

describe('CloudWatch Logs', () => {
	it('reads a stream on from its head, and tells its end by a token that stays', async () => {
		const { logs } = await withEvents(['a', 'b', 'c', 'd', 'e']);
		const read = (nextToken?: string) =>
			logs.send(
				new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true, limit: 2, nextToken })
			);
		const first = await read();
		expect(texts(first.events)).toEqual(['a', 'b']);
		const second = await read(first.nextForwardToken);
		expect(texts(second.events)).toEqual(['c', 'd']);
		const third = await read(second.nextForwardToken);
		expect(texts(third.events)).toEqual(['e']);
		const end = await read(third.nextForwardToken);
		expect(texts(end.events)).toEqual([]);
		expect(end.nextForwardToken).toBe(third.nextForwardToken);
		expect(texts((await read(third.nextBackwardToken)).events)).toEqual(['c', 'd']);
	});

	it('gives the latest events unless told otherwise, and those of a span of time', async () => {
		const { logs } = await withEvents(['a', 'b', 'c', 'd', 'e']);
		const get = async (query: object) =>
			texts((await logs.send(new GetLogEventsCommand({ logGroupName, logStreamName, ...query }))).events);
		expect(await get({ limit: 2 })).toEqual(['d', 'e']);
		expect(await get({ startTime: 1001, endTime: 1003 })).toEqual(['b', 'c']);
		expect(await errorOf(get({ nextToken: 'x' }))).toMatch(/^InvalidParameterException 400/);
	});

	it('filters by terms, phrases, exclusions and alternatives, page by page', async () => {
		const { logs } = await withEvents([
			'ERROR disk full',
			'INFO all well',
			'ERROR net down',
			'WARN net slow'
		]);
		const filter = async (filterPattern: string) =>
			texts((await logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern }))).events);
		expect(await filter('')).toHaveLength(4);
		expect(await filter('ERROR')).toEqual(['ERROR disk full', 'ERROR net down']);
		expect(await filter('ERROR -net')).toEqual(['ERROR disk full']);
		expect(await filter('"all well"')).toEqual(['INFO all well']);
		expect(await filter('?INFO ?WARN')).toEqual(['INFO all well', 'WARN net slow']);
		expect(await errorOf(filter('{ $.level = "x" }'))).toMatch(/^NotSimulated 501/);
		const paged: (string | undefined)[] = [];
		for await (const page of paginateFilterLogEvents({ client: logs, pageSize: 3 }, { logGroupName })) {
			paged.push(...texts(page.events));
		}
		expect(paged).toHaveLength(4);
	});

	it('describes groups and streams', async () => {
		const { logs } = await withEvents(['a']);
		await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'r' }));
		const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/app' }));
		expect(logGroups?.[0]).toMatchObject({
			logGroupName,
			arn: 'arn:aws:logs:us-east-1:123456789012:log-group:/app/test:*',
			creationTime: Date.UTC(2026, 2, 1, 12)
		});
		const names = async (query: object) =>
			(await logs.send(new DescribeLogStreamsCommand({ logGroupName, ...query }))).logStreams?.map(
				(stream) => stream.logStreamName
			);
		expect(await names({})).toEqual(['r', 's']);
		expect(await names({ orderBy: 'LastEventTime', descending: true })).toEqual(['s', 'r']);
		expect(await names({ logStreamNamePrefix: 's' })).toEqual(['s']);
		expect(await errorOf(names({ orderBy: 'LastEventTime', logStreamNamePrefix: 's' }))).toBe(
			'InvalidParameterException 400: Cannot order by LastEventTime with a logStreamNamePrefix.'
		);
	});

	it('names what is absent, and what is there already', async () => {
		const { logs } = await withEvents(['a']);
		const none = logs.send(new DescribeLogStreamsCommand({ logGroupName: '/none' }));
		expect(await errorOf(none)).toBe(
			'ResourceNotFoundException 400: The specified log group does not exist. (/none)'
		);
		const stream = logs.send(new GetLogEventsCommand({ logGroupName, logStreamName: 'none' }));
		expect(await errorOf(stream)).toBe(
			'ResourceNotFoundException 400: The specified log stream does not exist. (none)'
		);
		const again = logs.send(new CreateLogGroupCommand({ logGroupName }));
		expect(await errorOf(again)).toBe(
			'ResourceAlreadyExistsException 400: The specified log group already exists. (/app/test)'
		);
		const bad = logs.send(new CreateLogGroupCommand({ logGroupName: 'a b' }));
		expect(await errorOf(bad)).toMatch(/^InvalidParameterException 400: 1 validation error detected/);
	});

	it('refuses events that are not in the order of time', async () => {
		const { logs } = await withEvents([]);
		const logEvents = [
			{ timestamp: 2, message: 'b' },
			{ timestamp: 1, message: 'a' }
		];
		const put = logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
		expect(await errorOf(put)).toMatch(/chronological order/);
	});

	it('forgets streams and groups with all that was in them', async () => {
		const { logs, storage } = await withEvents(['a', 'b', 'c']);
		await logs.send(new DeleteLogStreamCommand({ logGroupName, logStreamName }));
		expect(await storage.entries('logChunks')).toEqual([]);
		await logs.send(new DeleteLogGroupCommand({ logGroupName }));
		expect(await errorOf(logs.send(new DeleteLogGroupCommand({ logGroupName })))).toMatch(
			/^ResourceNotFoundException/
		);
	});
});
