import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { Metrics } from '#state/cloud/metrics.svelte.ts';
import { testRegion } from '#tests/support/test-region.ts';

describe('Metrics', () => {
	it('are not known before they were listed, and read page after page', async () => {
		const asked: unknown[] = [];
		const metrics = new Metrics((_service, _operation, input) => {
			asked.push(input);
			const { NextToken } = input as { NextToken?: string };
			const Metrics = [{ Namespace: 'mine', MetricName: NextToken ? 'b' : 'a' }];
			return Promise.resolve({ Metrics, ...(NextToken ? {} : { NextToken: 'more' }) });
		});
		expect(metrics.families).toBeNull();
		await metrics.refresh();
		expect(metrics.families?.map(({ name }) => name)).toEqual(['a', 'b']);
		expect(asked).toEqual([{}, { NextToken: 'more' }]);
	});

	it('holds metrics of one name together, a line for each of their dimensions', async () => {
		const aws = await testRegion();
		const metrics = new Metrics((...args) => aws.region.call(...args));
		for (const Value of ['a', 'b']) {
			const Dimensions = [{ Name: 'shop', Value }];
			const MetricData = [{ MetricName: 'sales', Value: 1, Dimensions }];
			await aws.cloudwatch.send(new PutMetricDataCommand({ Namespace: 'mine', MetricData }));
		}
		await metrics.refresh();
		expect(metrics.families?.map(({ name, metrics: own }) => [name, own.length])).toEqual([['sales', 2]]);
	});

	it('are none where the region cannot list them', async () => {
		const metrics = new Metrics(() => Promise.reject(new Error('no')));
		await metrics.refresh();
		expect(metrics.families).toEqual([]);
	});
});
