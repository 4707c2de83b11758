import {
	CreateDeliveryStreamCommand,
	DeleteDeliveryStreamCommand,
	DescribeDeliveryStreamCommand,
	ListDeliveryStreamsCommand,
	PutRecordBatchCommand,
	PutRecordCommand,
	UpdateDestinationCommand,
	type ExtendedS3DestinationConfiguration
} from '@aws-sdk/client-firehose';
import { CreateStreamCommand, PutRecordCommand as PutToStream } from '@aws-sdk/client-kinesis';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { until } from '#tests/support/until.ts';

const DeliveryStreamName = 'd';
const BucketARN = 'arn:aws:s3:::lake';
/** IAM does not know it, so it may do everything. */
const FIREHOSE_ROLE = 'arn:aws:iam::123456789012:role/firehose';

const create = (
	{ firehose }: TestRegion,
	changes: Partial<ExtendedS3DestinationConfiguration> = {},
	more: object = {}
) =>
	firehose.send(
		new CreateDeliveryStreamCommand({
			DeliveryStreamName,
			ExtendedS3DestinationConfiguration: { RoleARN: FIREHOSE_ROLE, BucketARN, ...changes },
			...more
		})
	);

const describeIt = async ({ firehose }: TestRegion) =>
	(await firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName }))).DeliveryStreamDescription!;

const active = (aws: TestRegion) =>
	until(
		() => describeIt(aws),
		({ DeliveryStreamStatus }) => DeliveryStreamStatus === 'ACTIVE'
	);

async function withStream(changes: Partial<ExtendedS3DestinationConfiguration> = {}): Promise<TestRegion> {
	const aws = await testRegion();
	await aws.s3.send(new CreateBucketCommand({ Bucket: 'lake' }));
	await create(aws, changes);
	await active(aws);
	return aws;
}

const put = ({ firehose }: TestRegion, text: string) =>
	firehose.send(new PutRecordCommand({ DeliveryStreamName, Record: { Data: encodeUtf8(text) } }));

const objectsOf = async ({ s3 }: TestRegion) =>
	(await s3.send(new ListObjectsV2Command({ Bucket: 'lake' }))).Contents ?? [];

const delivered = (aws: TestRegion, count: number) =>
	until(
		() => objectsOf(aws),
		(list) => list.length >= count
	);

const textOf = async ({ s3 }: TestRegion, Key: string | undefined) =>
	(await s3.send(new GetObjectCommand({ Bucket: 'lake', Key }))).Body!.transformToString();

describe('Firehose', () => {
	it('gathers records until the interval is over, and writes them as one object under the date', async () => {
		const aws = await withStream({ BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 1 } });
		const begun = aws.clock.now();
		await put(aws, 'a\n');
		await put(aws, 'b\n');
		const [object] = await delivered(aws, 1);
		expect(aws.clock.now() - begun).toBe(60_000);
		expect(object!.Key).toMatch(/^2026\/03\/01\/12\/d-1-2026-03-01-12-00-30-[0-9a-f-]{36}$/);
		expect(await textOf(aws, object!.Key)).toBe('a\nb\n');
		expect(await aws.storage.entries('firehoseBuffers')).toEqual([]);
		expect((await aws.storage.keys('bytes')).filter((key) => key.startsWith('firehose'))).toEqual([]);
	});

	it('writes at once when the buffer has its size', async () => {
		const aws = await withStream({ BufferingHints: { IntervalInSeconds: 900, SizeInMBs: 1 } });
		const begun = aws.clock.now();
		const Data = new Uint8Array(400_000);
		await aws.firehose.send(
			new PutRecordBatchCommand({ DeliveryStreamName, Records: [{ Data }, { Data }, { Data }] })
		);
		const [object] = await delivered(aws, 1);
		expect(object!.Size).toBe(1_200_000);
		expect(aws.clock.now()).toBe(begun);
	});

	it('fills times into a prefix of one’s own', async () => {
		const Prefix = 'raw/year=!{timestamp:yyyy}/m=!{timestamp:MM}/!{firehose:random-string}/';
		const aws = await withStream({ Prefix, ErrorOutputPrefix: 'bad/', FileExtension: '.jsonl' });
		await put(aws, '{}');
		const [object] = await delivered(aws, 1);
		expect(object!.Key).toMatch(/^raw\/year=2026\/m=03\/[0-9a-f]{11}\/d-1-.*\.jsonl$/);
	});

	it('carries what a stream of Kinesis gets, each record once and in order', async () => {
		const aws = await testRegion();
		await aws.s3.send(new CreateBucketCommand({ Bucket: 'lake' }));
		await aws.kinesis.send(new CreateStreamCommand({ StreamName: 's', ShardCount: 1 }));
		await aws.clock.sleep(60_000);
		const KinesisStreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/s';
		const source = {
			DeliveryStreamType: 'KinesisStreamAsSource',
			KinesisStreamSourceConfiguration: { KinesisStreamARN, RoleARN: FIREHOSE_ROLE }
		};
		const send = (text: string) =>
			aws.kinesis.send(new PutToStream({ StreamName: 's', PartitionKey: 'k', Data: encodeUtf8(text) }));
		await create(aws, {}, source);
		await send('early ');
		await active(aws);
		for (const text of ['one ', 'two ', 'three']) await send(text);
		const [object] = await delivered(aws, 1);
		expect(await textOf(aws, object!.Key)).toBe('early one two three');
		expect(await errorOf(put(aws, 'x'))).toMatch(
			/^InvalidArgumentException 400: This operation is not permitted/
		);
	});

	it('delivers after a restart what had been taken before', async () => {
		const first = await withStream();
		await put(first, 'kept');
		first.region.close();
		const second = await testRegion({ storage: first.storage });
		const [object] = await delivered(second, 1);
		expect(await textOf(second, object!.Key)).toBe('kept');
	});

	it('waits for a bucket that is not there yet', async () => {
		const aws = await testRegion();
		await create(aws);
		await active(aws);
		await put(aws, 'late');
		await aws.clock.sleep(20 * 60_000);
		await aws.s3.send(new CreateBucketCommand({ Bucket: 'lake' }));
		const [object] = await delivered(aws, 1);
		expect(await textOf(aws, object!.Key)).toBe('late');
	});

	it('changes its destination by version, is listed and deleted', async () => {
		const aws = await withStream();
		const update = (CurrentDeliveryStreamVersionId: string) =>
			aws.firehose.send(
				new UpdateDestinationCommand({
					DeliveryStreamName,
					CurrentDeliveryStreamVersionId,
					DestinationId: 'destinationId-000000000001',
					ExtendedS3DestinationUpdate: { BufferingHints: { SizeInMBs: 7, IntervalInSeconds: 70 } }
				})
			);
		await update('1');
		expect(await errorOf(update('1'))).toMatch(/^ConcurrentModificationException 400/);
		const { VersionId, Destinations } = await describeIt(aws);
		expect(VersionId).toBe('2');
		expect(Destinations![0]!.ExtendedS3DestinationDescription).toMatchObject({
			BucketARN,
			BufferingHints: { SizeInMBs: 7, IntervalInSeconds: 70 }
		});
		expect((await aws.firehose.send(new ListDeliveryStreamsCommand({}))).DeliveryStreamNames).toEqual(['d']);
		await aws.firehose.send(new DeleteDeliveryStreamCommand({ DeliveryStreamName }));
		await until(
			() => errorOf(describeIt(aws)),
			(error) => error.startsWith('ResourceNotFoundException')
		);
	});

	it.each<[string, Partial<ExtendedS3DestinationConfiguration>, RegExp]>([
		['compression', { CompressionFormat: 'GZIP' }, /^NotSimulated 501: CompressionFormat/],
		[
			'a processor',
			{ ProcessingConfiguration: { Enabled: true } },
			/^NotSimulated 501: ProcessingConfiguration/
		],
		[
			'a prefix without one for errors',
			{ Prefix: '!{timestamp:yyyy}/' },
			/^InvalidArgumentException 400: ErrorOutputPrefix/
		],
		[
			'an unknown expression',
			{ Prefix: '!{a:b}/', ErrorOutputPrefix: 'e' },
			/^InvalidArgumentException 400: Prefix contains/
		],
		[
			'a buffer too large',
			{ BufferingHints: { SizeInMBs: 500 } },
			/^ValidationException|^InvalidArgumentException/
		]
	])('refuses %s', async (_, changes, message) => {
		expect(await errorOf(create(await testRegion(), changes))).toMatch(message);
	});
});
