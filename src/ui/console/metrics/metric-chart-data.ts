import type { LineSeries } from '../../charts/line-chart.ts';
import type { MetricValues } from '#state/cloud/metric-questions.ts';

export const STATISTICS = [
	'Average',
	'Sum',
	'Minimum',
	'Maximum',
	'SampleCount',
	'p50',
	'p90',
	'p99'
] as const;

/** How far back a chart reaches, and the seconds that one value stands for. */
export const SPANS = [
	{ hours: 1, period: 60 },
	{ hours: 3, period: 60 },
	{ hours: 24, period: 300 },
	{ hours: 168, period: 3600 }
] as const;

/** The statistic by which a metric is mostly read: what counts is summed, what measures is averaged. */
export function usualStatistic(name: string): (typeof STATISTICS)[number] {
	return /^Invocation|Errors?$|Count$|Records$|Bytes$/.test(name) && !/PerInstance|Latency/.test(name)
		? 'Sum'
		: 'Average';
}

/**
 * Lists of values as the lines of a chart: minutes since `from` across.
 * @param from simulated milliseconds since the epoch
 */
export function seriesOf(lists: readonly MetricValues[], from: number): readonly LineSeries[] {
	return lists.map(({ metric, values }) => ({
		name: Object.values(metric.dimensions).join(' · ') || metric.name,
		points: values.map(({ at, value }) => ({ x: Math.round((at - from) / 60_000), y: value }))
	}));
}
