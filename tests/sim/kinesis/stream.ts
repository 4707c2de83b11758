import {
	CreateStreamCommand,
	DescribeStreamSummaryCommand,
	GetRecordsCommand,
	GetShardIteratorCommand,
	ListShardsCommand,
	PutRecordCommand,
	type GetRecordsOutput,
	type GetShardIteratorInput,
	type Shard
} from '@aws-sdk/client-kinesis';
import { createHash } from 'node:crypto';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { until } from '#tests/support/until.ts';

export const StreamName = 's';
export const SECOND = 1000;
export const ARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/s';

export async function active(aws: TestRegion): Promise<void> {
	await until(
		async () =>
			(await aws.kinesis.send(new DescribeStreamSummaryCommand({ StreamName }))).StreamDescriptionSummary,
		(summary) => summary?.StreamStatus === 'ACTIVE'
	);
}

export async function withStream(ShardCount: number): Promise<TestRegion> {
	const aws = await testRegion();
	await aws.kinesis.send(new CreateStreamCommand({ StreamName, ShardCount }));
	await active(aws);
	return aws;
}

export const put = ({ kinesis }: TestRegion, PartitionKey: string, text = 'x') =>
	kinesis.send(new PutRecordCommand({ StreamName, PartitionKey, Data: encodeUtf8(text) }));

export const shardsOf = async ({ kinesis }: TestRegion): Promise<Shard[]> =>
	(await kinesis.send(new ListShardsCommand({ StreamName }))).Shards ?? [];

export const openOf = async (aws: TestRegion): Promise<Shard[]> =>
	(await shardsOf(aws)).filter(({ SequenceNumberRange }) => !SequenceNumberRange?.EndingSequenceNumber);

export const iterator = async ({ kinesis }: TestRegion, place: Partial<GetShardIteratorInput> = {}) =>
	(
		await kinesis.send(
			new GetShardIteratorCommand({
				StreamName,
				ShardId: 'shardId-000000000000',
				ShardIteratorType: 'TRIM_HORIZON',
				...place
			})
		)
	).ShardIterator;

export const get = async (aws: TestRegion, ShardIterator: string | undefined, Limit?: number) =>
	aws.kinesis.send(new GetRecordsCommand({ ShardIterator, Limit }));

export const textsOf = ({ Records = [] }: Pick<GetRecordsOutput, 'Records'>): string[] =>
	Records.map(({ Data }) => decodeUtf8(Data!));

export const md5 = (text: string): bigint => BigInt(`0x${createHash('md5').update(text).digest('hex')}`);
