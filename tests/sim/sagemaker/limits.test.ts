import {
	CreateFeatureGroupCommand,
	CreateHyperParameterTuningJobCommand,
	UpdateFeatureGroupCommand,
	type FeatureDefinition
} from '@aws-sdk/client-sagemaker';
import { BatchGetRecordCommand, PutRecordCommand } from '@aws-sdk/client-sagemaker-featurestore-runtime';
import { describe, expect, it } from 'vitest';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { tuningInput } from '#tests/support/tuning-job.ts';

/** Limits of AWS's guides that its shapes do not state. */

const AT = '2026-03-01T10:00:00Z';

const texts = (count: number, from = 0): FeatureDefinition[] =>
	Array.from({ length: count }, (_, i) => ({ FeatureName: `f${from + i}`, FeatureType: 'String' }));

async function group(aws: TestRegion, FeatureGroupName: string, features = texts(1)): Promise<void> {
	await aws.sagemaker.send(
		new CreateFeatureGroupCommand({
			FeatureGroupName,
			RecordIdentifierFeatureName: 'id',
			EventTimeFeatureName: 'at',
			FeatureDefinitions: [
				{ FeatureName: 'id', FeatureType: 'String' },
				{ FeatureName: 'at', FeatureType: 'String' },
				...features
			],
			OnlineStoreConfig: { EnableOnlineStore: true }
		})
	);
	await aws.clock.sleep(60_000);
}

describe('a feature group', () => {
	it('is one of a hundred in the account', async () => {
		const aws = await testRegion();
		await aws.region.settings.change({ prices: {}, quotas: { featureGroups: 1 } });
		await group(aws, 'first');
		expect(await errorOf(group(aws, 'second'))).toMatch(/^ResourceLimitExceeded 400/);
	});

	it('has 2,500 features at most, those that were added later among them', async () => {
		const aws = await testRegion();
		await group(aws, 'wide', texts(2497));
		const add = (count: number): Promise<string> => {
			const FeatureAdditions = texts(count, 3000);
			return errorOf(
				aws.sagemaker.send(new UpdateFeatureGroupCommand({ FeatureGroupName: 'wide', FeatureAdditions }))
			);
		};
		expect(await add(2)).toMatch(/^ValidationException 400: .*2501 features/);
		expect(await add(1)).toBe('no error');
	});

	it('takes records of 350 KB, names included', async () => {
		const aws = await testRegion();
		await group(aws, 'g');
		const put = (size: number): Promise<string> => {
			const values = { id: '1', at: AT, f0: 'x'.repeat(size) };
			const Record = Object.entries(values).map(([FeatureName, ValueAsString]) => ({
				FeatureName,
				ValueAsString
			}));
			return errorOf(aws.featureStore.send(new PutRecordCommand({ FeatureGroupName: 'g', Record })));
		};
		const rest = 'id1atf0'.length + AT.length;
		expect(await put(350 * 1024 - rest)).toBe('no error');
		expect(await put(350 * 1024 - rest + 1)).toMatch(/^ValidationError 400/);
	});

	it('is read with nine others, a hundred records in all', async () => {
		const aws = await testRegion();
		const read = (groups: number, records: number): Promise<string> => {
			const Identifiers = Array.from({ length: groups }, (_, i) => ({
				FeatureGroupName: `g${i}`,
				RecordIdentifiersValueAsString: Array.from({ length: records }, (_, id) => String(id))
			}));
			return errorOf(aws.featureStore.send(new BatchGetRecordCommand({ Identifiers })));
		};
		expect(await read(10, 10)).not.toMatch(/at most/);
		expect(await read(10, 11)).toMatch(/^ValidationError 400: .*not 110 of 10/);
		expect(await read(11, 1)).toMatch(/^ValidationError 400: .*not 11 of 11/);
	});
});

describe('a tuning job', () => {
	const create = ({ sagemaker }: TestRegion, name: string, statics = 0): Promise<string> => {
		const more = Object.fromEntries(Array.from({ length: statics }, (_, i) => [`h${i}`, '1']));
		const StaticHyperParameters = { num_round: '1000000000', ...more };
		const input = tuningInput(name, {}, statics > 0 ? { StaticHyperParameters } : {});
		return errorOf(sagemaker.send(new CreateHyperParameterTuningJobCommand(input)));
	};

	it('is one of a hundred that are under way', async () => {
		const aws = await testRegion();
		await aws.region.settings.change({ prices: {}, quotas: { tuningJobs: 1 } });
		const release = aws.clock.hold();
		expect(await create(aws, 'first')).toBe('no error');
		expect(await create(aws, 'second')).toMatch(/^ResourceLimitExceeded 400/);
		release();
	});

	it('has a hundred hyperparameters at most, static ones and ranges together', async () => {
		expect(await create(await testRegion(), 't', 99)).toMatch(/^ValidationException 400: .* not 101/);
	});
});
