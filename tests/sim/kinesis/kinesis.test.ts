import {
	CreateStreamCommand,
	DecreaseStreamRetentionPeriodCommand,
	DeleteStreamCommand,
	DeregisterStreamConsumerCommand,
	DescribeStreamCommand,
	DescribeStreamConsumerCommand,
	DescribeStreamSummaryCommand,
	IncreaseStreamRetentionPeriodCommand,
	ListShardsCommand,
	ListStreamsCommand,
	PutRecordCommand,
	PutRecordsCommand,
	RegisterStreamConsumerCommand,
	UpdateShardCountCommand,
	UpdateStreamModeCommand,
	type GetShardIteratorInput
} from '@aws-sdk/client-kinesis';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { instantClock } from '#tests/support/instant-clock.ts';
import { errorOf, testRegion } from '#tests/support/test-region.ts';
import { until } from '#tests/support/until.ts';
import {
	StreamName,
	SECOND,
	ARN,
	active,
	withStream,
	put,
	shardsOf,
	openOf,
	iterator,
	get,
	textsOf,
	md5
} from './stream.ts';

describe('Kinesis streams', () => {
	it('go from CREATING to ACTIVE on the clock, and through DELETING to nothing', async () => {
		const aws = await testRegion();
		await aws.kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 2, Tags: { team: 'a' } }));
		const { StreamDescription } = await aws.kinesis.send(new DescribeStreamCommand({ StreamName }));
		expect(StreamDescription).toMatchObject({ StreamStatus: 'CREATING', StreamARN: ARN, Shards: [] });
		expect(await errorOf(put(aws, 'k'))).toMatch(/^ResourceNotFoundException 400: Stream s under account/);
		await active(aws);
		expect(await shardsOf(aws)).toHaveLength(2);
		const again = aws.kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
		expect(await errorOf(again)).toMatch(/^ResourceInUseException 400: .* already exists/);
		await put(aws, 'k');
		await aws.kinesis.send(new DeleteStreamCommand({ StreamName }));
		const gone = await until(
			() => errorOf(aws.kinesis.send(new DescribeStreamSummaryCommand({ StreamName }))),
			(error) => error !== 'no error'
		);
		expect(gone).toBe('ResourceNotFoundException 400: Stream s under account 123456789012 not found.');
		expect(await aws.storage.entries('kinesisChunks')).toEqual([]);
		expect((await aws.storage.keys('bytes')).filter((key) => key.startsWith('kinesis'))).toEqual([]);
	});

	it('take up where the region ended', async () => {
		const first = await testRegion();
		await first.kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
		first.region.close();
		const second = await testRegion({ storage: first.storage });
		await active(second);
	});

	it('are listed page by page', async () => {
		const aws = await testRegion();
		for (const name of ['c', 'a', 'b']) {
			await aws.kinesis.send(new CreateStreamCommand({ StreamName: name, ShardCount: 1 }));
		}
		const page = await aws.kinesis.send(new ListStreamsCommand({ Limit: 2 }));
		expect([page.StreamNames, page.HasMoreStreams]).toEqual([['a', 'b'], true]);
		const rest = await aws.kinesis.send(new ListStreamsCommand({ NextToken: page.NextToken }));
		expect([rest.StreamNames, rest.HasMoreStreams]).toEqual([['c'], false]);
		const byName = await aws.kinesis.send(new ListStreamsCommand({ ExclusiveStartStreamName: 'b' }));
		expect(byName.StreamNames).toEqual(['c']);
	});

	it('have shards that share all hash keys out evenly, page by page', async () => {
		const aws = await withStream(3);
		const shards = await shardsOf(aws);
		const ranges = shards.map(({ HashKeyRange: range }) => [
			BigInt(range!.StartingHashKey!),
			BigInt(range!.EndingHashKey!)
		]);
		expect(ranges[0]![0]).toBe(0n);
		expect(ranges[2]![1]).toBe((1n << 128n) - 1n);
		expect(ranges[1]![0]).toBe(ranges[0]![1]! + 1n);
		const page = await aws.kinesis.send(new DescribeStreamCommand({ StreamName, Limit: 2 }));
		expect(page.StreamDescription?.HasMoreShards).toBe(true);
		const first = await aws.kinesis.send(new ListShardsCommand({ StreamName, MaxResults: 2 }));
		const { NextToken } = first;
		const rest = await aws.kinesis.send(new ListShardsCommand({ NextToken }));
		expect(rest.Shards?.map(({ ShardId }) => ShardId)).toEqual(['shardId-000000000002']);
		await aws.clock.sleep(301 * SECOND);
		expect(await errorOf(aws.kinesis.send(new ListShardsCommand({ NextToken })))).toMatch(
			/^ExpiredNextTokenException 400/
		);
	});

	it('on demand begin with four shards, which nobody may reshard', async () => {
		const aws = await testRegion();
		const StreamModeDetails = { StreamMode: 'ON_DEMAND' } as const;
		const bad = aws.kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1, StreamModeDetails }));
		expect(await errorOf(bad)).toMatch(/^InvalidArgumentException/);
		await aws.kinesis.send(new CreateStreamCommand({ StreamName, StreamModeDetails }));
		await active(aws);
		expect(await openOf(aws)).toHaveLength(4);
		const scale = new UpdateShardCountCommand({
			StreamName,
			TargetShardCount: 8,
			ScalingType: 'UNIFORM_SCALING'
		});
		expect(await errorOf(aws.kinesis.send(scale))).toMatch(/^InvalidArgumentException .* ON_DEMAND/);
		await aws.kinesis.send(
			new UpdateStreamModeCommand({ StreamARN: ARN, StreamModeDetails: { StreamMode: 'PROVISIONED' } })
		);
		await active(aws);
		await aws.kinesis.send(scale);
		await active(aws);
		expect(await openOf(aws)).toHaveLength(8);
	});
});

describe('records', () => {
	it('go to the shard whose range holds the MD5 of their key, unless a hash key is given', async () => {
		const aws = await withStream(4);
		const shards = await shardsOf(aws);
		for (const key of ['a', 'b', 'ключ', '🙂', 'user-17']) {
			const { ShardId } = await put(aws, key);
			const range = shards.find((shard) => shard.ShardId === ShardId)!.HashKeyRange!;
			expect(md5(key) >= BigInt(range.StartingHashKey!)).toBe(true);
			expect(md5(key) <= BigInt(range.EndingHashKey!)).toBe(true);
		}
		const explicit = (ExplicitHashKey: string) =>
			aws.kinesis.send(
				new PutRecordCommand({ StreamName, PartitionKey: 'a', ExplicitHashKey, Data: encodeUtf8('') })
			);
		expect((await explicit('0')).ShardId).toBe('shardId-000000000000');
		expect((await explicit(String((1n << 128n) - 1n))).ShardId).toBe('shardId-000000000003');
		expect(await errorOf(explicit(String(1n << 128n)))).toMatch(/^InvalidArgumentException 400/);
	});

	it('come back in order, with numbers that grow, bytes unharmed and no gap', async () => {
		const aws = await withStream(1);
		const Data = Uint8Array.from({ length: 256 }, (_, i) => i);
		const sent = await aws.kinesis.send(
			new PutRecordsCommand({
				StreamName,
				Records: [
					{ PartitionKey: 'a', Data },
					{ PartitionKey: 'b', Data: encodeUtf8('') }
				]
			})
		);
		const last = await put(aws, 'c', 'third');
		const numbers = [...sent.Records!, last].map(({ SequenceNumber }) => BigInt(SequenceNumber!));
		expect(numbers[0]! < numbers[1]! && numbers[1]! < numbers[2]!).toBe(true);
		expect(String(numbers[0])).toMatch(/^49\d{54}$/);
		const answer = await get(aws, await iterator(aws));
		expect(answer.Records?.map(({ PartitionKey }) => PartitionKey)).toEqual(['a', 'b', 'c']);
		expect(answer.Records?.[0]?.Data).toEqual(Data);
		expect(answer.Records?.[0]?.ApproximateArrivalTimestamp).toEqual(new Date(aws.clock.now()));
		expect(answer.MillisBehindLatest).toBe(0);
		await put(aws, 'd', 'fourth');
		expect(textsOf(await get(aws, answer.NextShardIterator))).toEqual(['fourth']);
	});

	it('are found by each type of iterator', async () => {
		const aws = await withStream(1);
		const numbers: (string | undefined)[] = [];
		const times: number[] = [];
		for (const text of ['1', '2', '3']) {
			numbers.push((await put(aws, 'k', text)).SequenceNumber);
			times.push(aws.clock.now());
			await aws.clock.sleep(10 * SECOND);
		}
		const read = async (place: Partial<GetShardIteratorInput>) => {
			await aws.clock.sleep(SECOND);
			return textsOf(await get(aws, await iterator(aws, place)));
		};
		const at = numbers[1];
		expect(await read({ ShardIteratorType: 'TRIM_HORIZON' })).toEqual(['1', '2', '3']);
		expect(await read({ ShardIteratorType: 'LATEST' })).toEqual([]);
		expect(await read({ ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: at })).toEqual([
			'2',
			'3'
		]);
		expect(await read({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: at })).toEqual([
			'3'
		]);
		const Timestamp = new Date(times[0]! + SECOND);
		expect(await read({ ShardIteratorType: 'AT_TIMESTAMP', Timestamp })).toEqual(['2', '3']);
		const foreign = { ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: '17' } as const;
		expect(await errorOf(read(foreign))).toMatch(/^InvalidArgumentException 400: StartingSequenceNumber 17/);
		expect(await errorOf(read({ ShardIteratorType: 'AT_TIMESTAMP' }))).toMatch(/^InvalidArgumentException/);
		expect(await errorOf(read({ ShardId: 'shardId-000000000009' }))).toMatch(/^ResourceNotFoundException/);
	});

	it('tell how far behind a reader is, and its iterator dies after five minutes', async () => {
		const aws = await withStream(1);
		await put(aws, 'k', '1');
		await put(aws, 'k', '2');
		await aws.clock.sleep(60 * SECOND);
		const first = await get(aws, await iterator(aws), 1);
		expect([textsOf(first), first.MillisBehindLatest]).toEqual([['1'], 60_000]);
		await aws.clock.sleep(300 * SECOND);
		const second = await get(aws, first.NextShardIterator, 1);
		expect([textsOf(second), second.MillisBehindLatest]).toEqual([['2'], 0]);
		await aws.clock.sleep(300 * SECOND + 1);
		expect(await errorOf(get(aws, second.NextShardIterator))).toMatch(/^ExpiredIteratorException 400/);
		expect(await errorOf(get(aws, 'nonsense'))).toBe('InvalidArgumentException 400: Invalid ShardIterator.');
	});

	it('pass the trim horizon after the retention period, which may be changed', async () => {
		const aws = await withStream(1);
		const HOUR = 3600 * SECOND;
		await put(aws, 'k', 'old');
		await aws.clock.sleep(23 * HOUR);
		await put(aws, 'k', 'young');
		await aws.clock.sleep(2 * HOUR);
		expect(textsOf(await get(aws, await iterator(aws)))).toEqual(['young']);
		await put(aws, 'k', 'new');
		expect(await aws.storage.entries('kinesisChunks')).toHaveLength(2);
		const keep = (RetentionPeriodHours: number) =>
			aws.kinesis.send(new IncreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours }));
		await keep(48);
		expect(await errorOf(keep(72))).toMatch(/^ResourceInUseException 400: .* instead in state UPDATING$/);
		await active(aws);
		await aws.clock.sleep(30 * HOUR);
		expect(textsOf(await get(aws, await iterator(aws)))).toEqual(['young', 'new']);
		expect(await errorOf(keep(24))).toMatch(/^InvalidArgumentException .* can not be shorter/);
		expect(await errorOf(keep(9000))).toMatch(/^InvalidArgumentException .* too long/);
		await aws.kinesis.send(
			new DecreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours: 24 })
		);
		await active(aws);
		expect(textsOf(await get(aws, await iterator(aws)))).toEqual([]);
	});

	it('are refused above the size of a record, and of a request', async () => {
		const aws = await withStream(1);
		const big = (size: number, PartitionKey = 'k') => ({ PartitionKey, Data: new Uint8Array(size) });
		const one = aws.kinesis.send(new PutRecordCommand({ StreamName, ...big(2 ** 20) }));
		expect(await errorOf(one)).toMatch(/^InvalidArgumentException 400: .* 1048577 bytes/);
		const Records = [...Array.from({ length: 10 }, () => big(2 ** 20 - 1)), big(9)];
		expect(await errorOf(aws.kinesis.send(new PutRecordsCommand({ StreamName, Records })))).toMatch(
			/^InvalidArgumentException 400: Records size exceeds/
		);
		const many = Array.from({ length: 501 }, () => big(1));
		expect(await errorOf(aws.kinesis.send(new PutRecordsCommand({ StreamName, Records: many })))).toMatch(
			/^ValidationException 400: 1 validation error detected: .* less than or equal to 500/
		);
	});
});

describe('a shard', () => {
	it('takes a thousand records a second', async () => {
		const aws = await withStream(1);
		const batch = (count: number) =>
			aws.kinesis.send(
				new PutRecordsCommand({
					StreamName,
					Records: Array.from({ length: count }, () => ({ PartitionKey: 'k', Data: encodeUtf8('x') }))
				})
			);
		expect((await batch(500)).FailedRecordCount).toBe(0);
		expect((await batch(400)).FailedRecordCount).toBe(0);
		const third = await batch(200);
		expect(third.FailedRecordCount).toBe(100);
		expect(third.Records?.[99]?.SequenceNumber).toMatch(/^\d+$/);
		expect(third.Records?.[100]).toEqual({
			ErrorCode: 'ProvisionedThroughputExceededException',
			ErrorMessage: 'Rate exceeded for shard shardId-000000000000 in stream s under account 123456789012.'
		});
		expect(await errorOf(put(aws, 'k'))).toMatch(/^ProvisionedThroughputExceededException 400/);
		await aws.clock.sleep(SECOND);
		await put(aws, 'k');
	});

	it('takes a request’s records at one moment, however long the machine works on them', async () => {
		const steady = instantClock();
		let worked = 0;
		// Each look at the clock finds it later by a tenth of a second.
		const now = (): number => steady.now() + worked++ * 100;
		const clock = { now, speed: Infinity, sleep: steady.sleep.bind(steady), hold: () => steady.hold() };
		const aws = await testRegion({ clock });
		await aws.kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
		await active(aws);
		const Records = Array.from({ length: 30 }, () => ({ PartitionKey: 'k', Data: new Uint8Array(100_000) }));
		const { FailedRecordCount } = await aws.kinesis.send(new PutRecordsCommand({ StreamName, Records }));
		expect(FailedRecordCount).toBe(20);
	});

	it('takes a mebibyte a second, keys included, and the other shards take theirs', async () => {
		const aws = await withStream(2);
		const half = (PartitionKey: string) =>
			aws.kinesis.send(
				new PutRecordCommand({
					StreamName,
					PartitionKey,
					Data: new Uint8Array(2 ** 19 - PartitionKey.length)
				})
			);
		await half('a');
		await half('a');
		expect(await errorOf(put(aws, 'a'))).toMatch(/^ProvisionedThroughputExceededException/);
		const other = Array.from({ length: 50 }, (_, i) => `k${i}`).find(
			(key) => md5('a') >> 127n !== md5(key) >> 127n
		)!;
		await half(other);
		await aws.clock.sleep(SECOND);
		await half('a');
	});

	it('gives five answers a second and two mebibytes, a larger answer at the cost of the seconds after it', async () => {
		const aws = await withStream(1);
		const place = await iterator(aws);
		for (let i = 0; i < 5; i++) await get(aws, place);
		expect(await errorOf(get(aws, place))).toMatch(/^ProvisionedThroughputExceededException 400/);
		await aws.clock.sleep(SECOND);
		for (let i = 0; i < 4; i++) {
			await aws.kinesis.send(
				new PutRecordCommand({ StreamName, PartitionKey: 'k', Data: new Uint8Array(2 ** 20 - 1) })
			);
			await aws.clock.sleep(SECOND);
		}
		expect((await get(aws, place)).Records).toHaveLength(4);
		await aws.clock.sleep(SECOND);
		expect(await errorOf(get(aws, place))).toMatch(/^ProvisionedThroughputExceededException/);
		await aws.clock.sleep(SECOND);
		await get(aws, place);
	});
});

describe('consumers', () => {
	it('are registered, described and taken away on the clock', async () => {
		const aws = await withStream(1);
		const register = () =>
			aws.kinesis.send(new RegisterStreamConsumerCommand({ StreamARN: ARN, ConsumerName: 'c' }));
		const { Consumer } = await register();
		expect(Consumer).toMatchObject({ ConsumerName: 'c', ConsumerStatus: 'CREATING' });
		expect(await errorOf(register())).toMatch(/^ResourceInUseException/);
		const ConsumerARN = Consumer!.ConsumerARN;
		const describe = () => aws.kinesis.send(new DescribeStreamConsumerCommand({ ConsumerARN }));
		await until(describe, (answer) => answer.ConsumerDescription?.ConsumerStatus === 'ACTIVE');
		expect(await errorOf(aws.kinesis.send(new DeleteStreamCommand({ StreamName })))).toMatch(
			/^ResourceInUseException .* registered consumers/
		);
		await aws.kinesis.send(new DeregisterStreamConsumerCommand({ ConsumerARN }));
		await until(
			() => errorOf(describe()),
			(error) => error.startsWith('ResourceNotFoundException')
		);
	});
});

it('shard hours and payload units cost what the sample prices say; what is on demand has none', async () => {
	const aws = await withStream(2);
	await aws.clock.sleep(3600 * SECOND);
	await aws.kinesis.send(
		new PutRecordCommand({ StreamName, PartitionKey: 'k', Data: new Uint8Array(60_000) })
	);
	const lines = () => aws.region.snapshot().meter.filter(({ service }) => service === 'Kinesis');
	expect(lines().find(({ sku, endedAt }) => sku === 'Shard hours' && endedAt === null)).toMatchObject({
		quantity: 2,
		price: 0.015
	});
	expect(lines().find(({ sku }) => sku === 'PUT payload units')).toMatchObject({
		quantity: 3,
		price: 0.014 / 1_000_000
	});
	const StreamModeDetails = { StreamMode: 'ON_DEMAND' } as const;
	await aws.kinesis.send(new CreateStreamCommand({ StreamName: 'on-demand', StreamModeDetails }));
	await aws.clock.sleep(60 * SECOND);
	expect(
		lines().find(({ resource, sku }) => resource === 'on-demand' && sku === 'On-demand stream hours')
	).toMatchObject({ unpriced: true });
});
