import { describe, expect, it } from 'vitest';
import { groupMetrics } from '#ui/charts/metric-series.ts';

const point = (name: string, step: number, value: number) => ({ name, step, value, at: 0 });

describe('groupMetrics', () => {
	it('puts the channels of a metric into one chart, training first', () => {
		const groups = groupMetrics([
			point('validation:rmse', 0, 3),
			point('train:rmse', 0, 2),
			point('train:rmse', 1, 1)
		]);
		expect(groups).toEqual([
			{
				metric: 'rmse',
				series: [
					{
						name: 'train:rmse',
						points: [
							{ x: 0, y: 2 },
							{ x: 1, y: 1 }
						]
					},
					{ name: 'validation:rmse', points: [{ x: 0, y: 3 }] }
				]
			}
		]);
	});

	it('keeps metrics apart, and takes a name without a channel as it is', () => {
		const groups = groupMetrics([point('train:rmse', 0, 3), point('loss', 0, 1), point('train:mae', 0, 2)]);
		expect(groups.map((group) => group.metric)).toEqual(['rmse', 'loss', 'mae']);
	});
});
