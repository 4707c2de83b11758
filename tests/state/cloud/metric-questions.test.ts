import { describe, expect, it } from 'vitest';
import { familiesOf, queryFor, refOf, valuesOf } from '#state/cloud/metric-questions.ts';
import { seriesOf, usualStatistic } from '#ui/console/metrics/metric-chart-data.ts';
import { ask, servingEndpoint } from '#tests/support/line-endpoint.ts';
import { testRegion } from '#tests/support/test-region.ts';

const MINUTE = 60_000;

describe('questions to CloudWatch', () => {
	it('find an endpoint’s metrics by name and read them as a chart has them', async () => {
		const aws = await testRegion();
		await servingEndpoint(aws, 'e');
		await ask(aws, '1');
		await ask(aws, '2');
		const from = Math.floor(aws.clock.now() / MINUTE) * MINUTE;
		await aws.clock.sleep(2 * MINUTE);
		await ask(aws, '3');
		const { Metrics } = (await aws.region.call('cloudwatch', 'ListMetrics', {})) as { Metrics: unknown[] };
		const family = familiesOf(Metrics.map(refOf)).find(({ name }) => name === 'Invocations')!;
		expect(family.metrics).toEqual([
			{ namespace: 'AWS/SageMaker', name: 'Invocations', dimensions: { EndpointName: 'e', VariantName: 'A' } }
		]);
		const query = queryFor(family.metrics, {
			statistic: 'Sum',
			from,
			to: aws.clock.now() + MINUTE,
			period: 60
		});
		const answer = await aws.region.call('cloudwatch', 'GetMetricData', query);
		expect(seriesOf(valuesOf(family.metrics, answer), from)).toEqual([
			{
				name: 'e · A',
				points: [
					{ x: 0, y: 2 },
					{ x: 2, y: 1 }
				]
			}
		]);
	});

	it('are summed where they count and averaged where they measure', () => {
		expect(['Invocations', 'Invocation5XXErrors'].map(usualStatistic)).toEqual(['Sum', 'Sum']);
		expect(['ModelLatency', 'InvocationsPerInstance', 'train:rmse'].map(usualStatistic)).toEqual([
			...['Average', 'Average', 'Average']
		]);
	});
});
