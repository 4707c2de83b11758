import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { CreateTrainingJobCommand } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { billAt, PRICE_LIST, priceKeyOf } from '#sim/billing/index.ts';
import { DEFAULT_QUOTAS } from '#sim/core/quotas.ts';
import { checkSettings } from '#sim/settings/index.ts';
import { errorOf, testRegion } from '#tests/support/test-region.ts';
import { jobInput, pollJob, putData } from '#tests/support/training-job.ts';

const wrong = (given: unknown): string => {
	try {
		checkSettings(given);
	} catch (error) {
		const { code, message } = error as { code?: string; message?: string };
		return `${code}: ${message}`;
	}
	return 'nothing wrong';
};

describe('settings', () => {
	it('are heard of, kept by the storage, and left alone by a reset of the account', async () => {
		const before = await testRegion();
		const settings = { prices: { 'Instances/ml.m5.large': 1 }, quotas: { instancesPerType: 3 } };
		await before.region.settings.change(settings);
		expect(before.heard).toContainEqual({ type: 'settings', settings });
		await before.region.reset();
		const after = await testRegion({ storage: await before.storage.copy() });
		expect(after.region.settings.now).toEqual(settings);
		expect(after.region.snapshot().settings).toEqual(settings);
		expect(after.region.settings.quotas).toEqual({ ...DEFAULT_QUOTAS, instancesPerType: 3 });
		await after.region.settings.change({});
		expect(after.region.settings.quotas).toEqual(DEFAULT_QUOTAS);
	});

	it('change what the bill counts, from its beginning', async () => {
		const aws = await testRegion();
		await putData(aws);
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j')));
		await pollJob(aws, 'j');
		const { meter } = aws.region.snapshot();
		const line = meter.find(({ service }) => service === 'Training')!;
		const cost = (price: number): number =>
			billAt(meter, aws.clock.now(), { [priceKeyOf(line)]: price }).items.find(
				({ service }) => service === 'Training'
			)!.cost;
		expect(cost(2 * line.price)).toBeCloseTo(
			2 * billAt(meter, aws.clock.now()).items.find(({ service }) => service === 'Training')!.cost,
			12
		);
		expect(cost(0)).toBe(0);
	});

	it('close a quota, and open an instance type that has no sample price', async () => {
		const aws = await testRegion();
		await putData(aws);
		const on = (name: string, InstanceType: 'ml.m5.large' | 'ml.p4d.24xlarge') => {
			const input = jobInput(name);
			return aws.sagemaker.send(
				new CreateTrainingJobCommand({
					...input,
					ResourceConfig: { ...input.ResourceConfig!, InstanceType, InstanceCount: 1 }
				})
			);
		};
		expect(await errorOf(on('a', 'ml.p4d.24xlarge'))).toMatch(/ResourceLimitExceeded 400: .* is 0 Instances/);
		await aws.region.settings.change({ prices: { 'Instances/ml.p4d.24xlarge': 37 } });
		expect(await errorOf(on('a', 'ml.p4d.24xlarge'))).toBe('no error');
		await aws.region.settings.change({ quotas: { instancesPerType: 0 } });
		expect(await errorOf(on('b', 'ml.m5.large'))).toMatch(/ResourceLimitExceeded 400: .* is 0 Instances/);
	});

	it('that are wrong are refused by name, and change nothing', async () => {
		const aws = await testRegion();
		await expect(aws.region.settings.change({ prices: { 'Instances/x': -1 } })).rejects.toThrow(
			'Instances/x'
		);
		expect(aws.region.settings.now).toEqual({ prices: {}, quotas: {} });
		expect(wrong({ prices: { 'Storage/S3 Standard': 'much' } })).toMatch(
			/^SettingInvalid: The price of 'Storage\/S3 Standard' is a number from 0 to 1000000, not "much"\.$/
		);
		expect(wrong({ prices: { 'Storage/S3 Standard': Infinity } })).toMatch(/^SettingInvalid/);
		expect(wrong({ prices: { nonsense: 1 } })).toMatch(/A price is named SERVICE\/WHAT.*'nonsense'/);
		expect(wrong({ quotas: { shards: 1 } })).toMatch(
			/There is no quota 'shards'; there are: instancesPerType/
		);
		expect(wrong({ quotas: { instancesPerType: 1.5 } })).toMatch(/whole number, not 1\.5/);
		expect(wrong({ price: {} })).toMatch(/There is no setting 'price'/);
		expect(wrong([])).toMatch(/must be an object/);
		expect(wrong({})).toBe('nothing wrong');
	});
});

describe('the price list', () => {
	it('has each key once, and the key of every line that the region meters', async () => {
		const keys = PRICE_LIST.map(({ key }) => key);
		expect(new Set(keys).size).toBe(keys.length);
		const aws = await testRegion();
		await putData(aws);
		await aws.s3.send(new CreateBucketCommand({ Bucket: 'other' }));
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j')));
		await pollJob(aws, 'j');
		const { meter } = aws.region.snapshot();
		expect(meter.length).toBeGreaterThan(2);
		for (const line of meter) {
			const listed = PRICE_LIST.find(({ key }) => key === priceKeyOf(line));
			expect(listed?.price ?? 0, line.sku).toBe(line.price);
		}
	});
});
