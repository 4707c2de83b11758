import { parquetReadObjects } from 'hyparquet';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import {
	CreateFeatureGroupCommand,
	DeleteFeatureGroupCommand,
	DescribeFeatureGroupCommand,
	DescribeFeatureMetadataCommand,
	ListFeatureGroupsCommand,
	UpdateFeatureGroupCommand,
	UpdateFeatureMetadataCommand,
	type CreateFeatureGroupRequest
} from '@aws-sdk/client-sagemaker';
import {
	BatchGetRecordCommand,
	DeleteRecordCommand,
	GetRecordCommand,
	PutRecordCommand,
	type FeatureValue,
	type PutRecordRequest
} from '@aws-sdk/client-sagemaker-featurestore-runtime';
import { describe, expect, it } from 'vitest';
import { clonedStorage } from '#tests/support/cloned-storage.ts';
import { errorOf, ROLE, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const MINUTE = 60_000;

function groupInput(changes: Partial<CreateFeatureGroupRequest> = {}): CreateFeatureGroupRequest {
	return {
		FeatureGroupName: 'houses',
		RecordIdentifierFeatureName: 'id',
		EventTimeFeatureName: 'at',
		FeatureDefinitions: [
			{ FeatureName: 'id', FeatureType: 'Integral' },
			{ FeatureName: 'at', FeatureType: 'String' },
			{ FeatureName: 'price', FeatureType: 'Fractional' },
			{ FeatureName: 'town', FeatureType: 'String' }
		],
		OnlineStoreConfig: { EnableOnlineStore: true },
		OfflineStoreConfig: { S3StorageConfig: { S3Uri: 's3://features/store' } },
		RoleArn: ROLE,
		...changes
	};
}

async function houses(
	changes: Partial<CreateFeatureGroupRequest> = {},
	options: Parameters<typeof testRegion>[0] = {}
): Promise<TestRegion> {
	const aws = await testRegion(options);
	await aws.s3.send(new CreateBucketCommand({ Bucket: 'features' }));
	await aws.sagemaker.send(new CreateFeatureGroupCommand(groupInput(changes)));
	await aws.clock.sleep(MINUTE);
	return aws;
}

function values(record: Readonly<Record<string, string>>): FeatureValue[] {
	return Object.entries(record).map(([FeatureName, ValueAsString]) => ({ FeatureName, ValueAsString }));
}

async function put(
	{ featureStore }: TestRegion,
	record: Readonly<Record<string, string>>,
	more: Partial<PutRecordRequest> = {}
): Promise<void> {
	await featureStore.send(
		new PutRecordCommand({ FeatureGroupName: 'houses', Record: values(record), ...more })
	);
}

async function read(
	{ featureStore }: TestRegion,
	id: string
): Promise<Record<string, string | undefined> | null> {
	const { Record: record } = await featureStore.send(
		new GetRecordCommand({ FeatureGroupName: 'houses', RecordIdentifierValueAsString: id })
	);
	return (
		(record &&
			Object.fromEntries(record.map(({ FeatureName, ValueAsString }) => [FeatureName, ValueAsString]))) ??
		null
	);
}

describe('feature groups', () => {
	it('are created on the clock, described, listed and deleted', async () => {
		const aws = await testRegion();
		await aws.s3.send(new CreateBucketCommand({ Bucket: 'features' }));
		await aws.sagemaker.send(new CreateFeatureGroupCommand(groupInput()));
		const ask = new DescribeFeatureGroupCommand({ FeatureGroupName: 'houses' });
		expect((await aws.sagemaker.send(ask)).FeatureGroupStatus).toBe('Creating');
		await aws.clock.sleep(MINUTE);
		const described = await aws.sagemaker.send(ask);
		expect(described).toMatchObject({
			FeatureGroupStatus: 'Created',
			OfflineStoreStatus: { Status: 'Active' },
			OnlineStoreConfig: { EnableOnlineStore: true }
		});
		expect(described.OfflineStoreConfig?.S3StorageConfig?.ResolvedOutputS3Uri).toMatch(
			/^s3:\/\/features\/store\/123456789012\/sagemaker\/us-east-1\/offline-store\/houses-\d+\/data$/
		);
		const created = new ListFeatureGroupsCommand({ FeatureGroupStatusEquals: 'Created' });
		expect((await aws.sagemaker.send(created)).FeatureGroupSummaries).toHaveLength(1);
		expect(await errorOf(aws.sagemaker.send(new CreateFeatureGroupCommand(groupInput())))).toMatch(
			/^ResourceInUse 400: Resource Already Exists/
		);
		await aws.sagemaker.send(new DeleteFeatureGroupCommand({ FeatureGroupName: 'houses' }));
		expect((await aws.sagemaker.send(ask)).FeatureGroupStatus).toBe('Deleting');
		await aws.clock.sleep(MINUTE);
		expect(await errorOf(aws.sagemaker.send(ask))).toMatch(/^ResourceNotFound 400: Resource Not Found/);
	});

	it('need their keys among the features, a store, a bucket and a role', async () => {
		const aws = await testRegion();
		const fault = (changes: Partial<CreateFeatureGroupRequest>): Promise<string> =>
			errorOf(aws.sagemaker.send(new CreateFeatureGroupCommand(groupInput(changes))));
		expect(await fault({})).toMatch(/bucket of the offline store does not exist: 'features'/);
		expect(await fault({ RecordIdentifierFeatureName: 'x' })).toMatch(/'x' is not among/);
		expect(await fault({ EventTimeFeatureName: 'id' })).toMatch(/must be String or Fractional/);
		expect(await fault({ RoleArn: undefined })).toMatch(/RoleArn is required/);
		expect(await fault({ OnlineStoreConfig: {}, OfflineStoreConfig: undefined })).toMatch(/Either an Online/);
		const InMemory = { EnableOnlineStore: true, StorageType: 'InMemory' } as const;
		expect(await fault({ OnlineStoreConfig: InMemory })).toMatch(
			/^NotSimulated 501: OnlineStoreConfig.StorageType/
		);
	});

	it('take further features, and words about each', async () => {
		const aws = await houses();
		const FeatureAdditions = [{ FeatureName: 'rooms', FeatureType: 'Integral' } as const];
		await aws.sagemaker.send(new UpdateFeatureGroupCommand({ FeatureGroupName: 'houses', FeatureAdditions }));
		await put(aws, { id: '1', at: '2026-03-01T00:00:00Z', rooms: '4' });
		expect(await read(aws, '1')).toMatchObject({ rooms: '4' });
		const of = { FeatureGroupName: 'houses', FeatureName: 'rooms' };
		const unit = { Key: 'unit', Value: 'rooms' };
		await aws.sagemaker.send(
			new UpdateFeatureMetadataCommand({ ...of, Description: 'how many', ParameterAdditions: [unit] })
		);
		expect(await aws.sagemaker.send(new DescribeFeatureMetadataCommand(of))).toMatchObject({
			FeatureType: 'Integral',
			Description: 'how many',
			Parameters: [unit]
		});
	});
});

describe('the online store', () => {
	it('keeps the record of the latest event time, in whatever order they come', async () => {
		const aws = await houses();
		await put(aws, { id: '1', at: '2026-03-01T10:00:00Z', price: '2' });
		await put(aws, { id: '1', at: '2026-03-01T09:00:00Z', price: '1' });
		expect(await read(aws, '1')).toEqual({ id: '1', at: '2026-03-01T10:00:00Z', price: '2' });
		await put(aws, { id: '1', at: '2026-03-01T10:00:00.500Z', price: '3', town: 'Ulm' });
		expect(await read(aws, '1')).toMatchObject({ price: '3', town: 'Ulm' });
		expect(await read(aws, '2')).toBeNull();
	});

	it('lets nothing earlier back after a soft deletion, and anything after a hard one', async () => {
		const aws = await houses();
		const remove = (EventTime: string, DeletionMode: 'SoftDelete' | 'HardDelete'): Promise<unknown> =>
			aws.featureStore.send(
				new DeleteRecordCommand({
					FeatureGroupName: 'houses',
					RecordIdentifierValueAsString: '1',
					EventTime,
					DeletionMode
				})
			);
		await put(aws, { id: '1', at: '2026-03-01T10:00:00Z' });
		await remove('2026-03-01T12:00:00Z', 'SoftDelete');
		expect(await read(aws, '1')).toBeNull();
		await put(aws, { id: '1', at: '2026-03-01T11:00:00Z' });
		expect(await read(aws, '1')).toBeNull();
		await put(aws, { id: '1', at: '2026-03-01T13:00:00Z' });
		expect(await read(aws, '1')).not.toBeNull();
		await remove('2026-03-01T14:00:00Z', 'HardDelete');
		await put(aws, { id: '1', at: '2026-03-01T08:00:00Z' });
		expect(await read(aws, '1')).toMatchObject({ at: '2026-03-01T08:00:00Z' });
	});

	it('forgets records when their time is over, counted from their event', async () => {
		const aws = await houses();
		const at = new Date(aws.clock.now()).toISOString().replace(/\.\d+Z/, 'Z');
		await put(aws, { id: '1', at }, { TtlDuration: { Unit: 'Hours', Value: 1 } });
		const { ExpiresAt } = await aws.featureStore.send(
			new GetRecordCommand({
				FeatureGroupName: 'houses',
				RecordIdentifierValueAsString: '1',
				ExpirationTimeResponse: 'Enabled'
			})
		);
		expect(Date.parse(ExpiresAt!) - Date.parse(at)).toBe(60 * MINUTE);
		await aws.clock.sleep(61 * MINUTE);
		expect(await read(aws, '1')).toBeNull();
	});

	it('reads many records at once, and says which groups it cannot read', async () => {
		const aws = await houses();
		await put(aws, { id: '1', at: '2026-03-01T10:00:00Z', price: '2', town: 'Ulm' });
		const answer = await aws.featureStore.send(
			new BatchGetRecordCommand({
				Identifiers: [
					{
						FeatureGroupName: 'houses',
						RecordIdentifiersValueAsString: ['1', '2'],
						FeatureNames: ['price', 'town']
					},
					{ FeatureGroupName: 'none', RecordIdentifiersValueAsString: ['1'] }
				]
			})
		);
		expect(answer.Records).toEqual([
			{
				FeatureGroupName: 'houses',
				RecordIdentifierValueAsString: '1',
				Record: values({ price: '2', town: 'Ulm' })
			}
		]);
		expect(answer.Errors).toMatchObject([{ FeatureGroupName: 'none', ErrorCode: 'ResourceNotFound' }]);
	});

	it('refuses what is no record of the group', async () => {
		const aws = await houses();
		const at = '2026-03-01T10:00:00Z';
		const fault = (record: Record<string, string>): Promise<string> => errorOf(put(aws, record));
		expect(await fault({ at })).toMatch(/^ValidationError 400: .*no value of the feature 'id'/);
		expect(await fault({ id: '1.5', at })).toMatch(/'1.5' of the feature 'id' is no Integral/);
		expect(await fault({ id: '1', at: 'yesterday' })).toMatch(/event time 'yesterday'/);
		expect(await fault({ id: '1', at, size: '3' })).toMatch(
			/\[size\] do not exist in FeatureGroup: \[houses\]/
		);
		expect(await fault({ id: '1', at, price: 'dear' })).toMatch(/is no Fractional/);
		const absent = new GetRecordCommand({ FeatureGroupName: 'none', RecordIdentifierValueAsString: '1' });
		expect(await errorOf(aws.featureStore.send(absent))).toMatch(/^ResourceNotFound 404/);
	});
});

describe('the offline store', () => {
	async function files({ s3 }: TestRegion): Promise<string[]> {
		const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'features' }));
		return Contents.map(({ Key }) => Key!);
	}

	async function rows({ s3 }: TestRegion, Key: string): Promise<Record<string, unknown>[]> {
		const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'features', Key }));
		const bytes = await Body!.transformToByteArray();
		return parquetReadObjects({ file: bytes.slice().buffer });
	}

	it('gets every record some minutes later, as Parquet by the hour of its event', async () => {
		const aws = await houses();
		await put(aws, { id: '1', at: '2026-02-28T23:59:00Z', price: '1.5', town: 'Ulm' });
		await put(aws, { id: '-7', at: '2026-02-28T23:01:00Z' });
		await put(aws, { id: '1', at: '2026-03-01T00:00:00Z', town: 'Köln' });
		expect(await files(aws)).toEqual([]);
		await aws.clock.sleep(6 * MINUTE);
		const [earlier, later, ...others] = await files(aws);
		expect(others).toEqual([]);
		expect(earlier).toMatch(
			/data\/year=2026\/month=02\/day=28\/hour=23\/20260228T235900Z_[0-9a-f]{16}\.parquet$/
		);
		expect(later).toMatch(/data\/year=2026\/month=03\/day=01\/hour=00\//);
		expect(await rows(aws, earlier!)).toMatchObject([
			{ id: 1n, at: '2026-02-28T23:59:00Z', price: 1.5, town: 'Ulm', is_deleted: false },
			{ id: -7n, at: '2026-02-28T23:01:00Z', price: null, town: null, is_deleted: false }
		]);
		const [row] = await rows(aws, later!);
		expect(row).toMatchObject({ town: 'Köln' });
		expect((row!['write_time'] as Date).getTime()).toBeGreaterThan(
			(row!['api_invocation_time'] as Date).getTime()
		);
	});

	it('keeps what was deleted, with a row that says so', async () => {
		const aws = await houses();
		await put(aws, { id: '1', at: '2026-03-01T10:00:00Z' });
		await aws.featureStore.send(
			new DeleteRecordCommand({
				FeatureGroupName: 'houses',
				RecordIdentifierValueAsString: '1',
				EventTime: '2026-03-01T10:30:00Z'
			})
		);
		await aws.clock.sleep(6 * MINUTE);
		const [file] = await files(aws);
		expect((await rows(aws, file!)).map((row) => row['is_deleted'])).toEqual([false, true]);
	});

	it('loses nothing when the region is closed before the writing', async () => {
		const storage = clonedStorage();
		const first = await houses({}, { storage });
		await put(first, { id: '1', at: '2026-03-01T10:00:00Z' });
		first.region.close();
		const second = await testRegion({ storage });
		await second.clock.sleep(6 * MINUTE);
		expect(await files(second)).toHaveLength(1);
	});

	it('writes many columns and many rows', async () => {
		const many = Array.from(
			{ length: 20 },
			(_, i) => ({ FeatureName: `f${i}`, FeatureType: 'Fractional' }) as const
		);
		const aws = await houses({ FeatureDefinitions: [...groupInput().FeatureDefinitions!, ...many] });
		for (let i = 0; i < 30; i++) await put(aws, { id: `${i}`, at: '2026-03-01T10:00:00Z', f19: `${i / 4}` });
		await aws.clock.sleep(6 * MINUTE);
		const [file] = await files(aws);
		expect((await rows(aws, file!)).map((row) => row['f19'])).toEqual(
			Array.from({ length: 30 }, (_, i) => i / 4)
		);
	});
});
