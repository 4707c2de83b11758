import {
	CreateDeliveryStreamCommand,
	PutRecordCommand,
	UpdateDestinationCommand
} from '@aws-sdk/client-firehose';
import { CreateStreamCommand, PutRecordCommand as PutToStream } from '@aws-sdk/client-kinesis';
import { CreateBucketCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { allow, makeStudent, setPermissions, STUDENT, WRITE } from '#tests/support/student-role.ts';
import { errorOf, ROLE, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const DeliveryStreamName = 'd';
const BucketARN = 'arn:aws:s3:::lake';
const KinesisStreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/s';

function create({ firehose }: TestRegion, RoleARN: string, more: object = {}): Promise<unknown> {
	return firehose.send(
		new CreateDeliveryStreamCommand({
			DeliveryStreamName,
			ExtendedS3DestinationConfiguration: { RoleARN, BucketARN, BufferingHints: { IntervalInSeconds: 60 } },
			...more
		})
	);
}

async function lake(statements: readonly object[]): Promise<TestRegion> {
	const aws = await testRegion();
	await aws.s3.send(new CreateBucketCommand({ Bucket: 'lake' }));
	await makeStudent(aws, statements);
	return aws;
}

async function countOf({ s3 }: TestRegion): Promise<number> {
	return (await s3.send(new ListObjectsV2Command({ Bucket: 'lake' }))).KeyCount!;
}

describe('a delivery stream', () => {
	it('is refused a role that Firehose may not take on', async () => {
		const aws = await lake([WRITE]);
		// The role of SageMaker trusts SageMaker alone.
		const refused = `InvalidArgumentException 400: Firehose is unable to assume role ${ROLE}. Please check the role provided.`;
		expect(await errorOf(create(aws, ROLE))).toBe(refused);
		await create(aws, STUDENT);
		await aws.clock.sleep(60_000);
		const update = new UpdateDestinationCommand({
			DeliveryStreamName,
			CurrentDeliveryStreamVersionId: '1',
			DestinationId: 'destinationId-000000000001',
			ExtendedS3DestinationUpdate: { RoleARN: ROLE }
		});
		expect(await errorOf(aws.firehose.send(update))).toBe(refused);
	});

	it('keeps what its role may not write, and delivers it once that may', async () => {
		const aws = await lake([]);
		await create(aws, STUDENT);
		await aws.clock.sleep(60_000);
		const Record = { Data: encodeUtf8('kept') };
		await aws.firehose.send(new PutRecordCommand({ DeliveryStreamName, Record }));
		await aws.clock.sleep(600_000);
		expect(await countOf(aws)).toBe(0);
		await setPermissions(aws, [WRITE]);
		await aws.clock.sleep(600_000);
		expect(await countOf(aws)).toBe(1);
	});

	it('reads a stream of Kinesis under the role of its source', async () => {
		const aws = await lake([WRITE]);
		await aws.kinesis.send(new CreateStreamCommand({ StreamName: 's', ShardCount: 1 }));
		await aws.clock.sleep(60_000);
		const source = {
			DeliveryStreamType: 'KinesisStreamAsSource',
			KinesisStreamSourceConfiguration: { KinesisStreamARN, RoleARN: STUDENT }
		};
		expect(await errorOf(create(aws, STUDENT, source))).toBe(
			`InvalidArgumentException 400: Role ${STUDENT} is not authorized to perform DescribeStream on s.`
		);
		await setPermissions(aws, [WRITE, allow('kinesis:DescribeStream', KinesisStreamARN)]);
		await create(aws, STUDENT, source);
		await aws.clock.sleep(60_000);
		const send = () =>
			aws.kinesis.send(new PutToStream({ StreamName: 's', PartitionKey: 'k', Data: encodeUtf8('x') }));
		await send();
		await aws.clock.sleep(120_000);
		expect(await countOf(aws)).toBe(0);
		await setPermissions(aws, [WRITE, allow('kinesis:*', KinesisStreamARN)]);
		// No record comes any more: it tries again by itself.
		await aws.clock.sleep(420_000);
		expect(await countOf(aws)).toBe(1);
		await send();
		await aws.clock.sleep(120_000);
		expect(await countOf(aws)).toBe(2);
	});
});
