import type { MetricPoint } from '#sim/events.ts';
import type { LineSeries } from './line-chart.ts';

export interface MetricGroup {
	/** The metric without its channel, e.g. `rmse`. */
	readonly metric: string;
	readonly series: readonly LineSeries[];
}

/**
 * Metric values as chart series: one chart for each metric (`rmse` of `train:rmse` and `validation:rmse`), the channel
 * `train` first; metrics in order of their first value. A name without a colon is a metric of its own.
 */
export function groupMetrics(points: readonly MetricPoint[]): readonly MetricGroup[] {
	const groups = new Map<string, Map<string, { x: number; y: number }[]>>();
	for (const { name, step, value } of points) {
		const metric = name.slice(name.indexOf(':') + 1);
		const group = groups.get(metric) ?? new Map<string, { x: number; y: number }[]>();
		groups.set(metric, group);
		const series = group.get(name) ?? [];
		group.set(name, series);
		series.push({ x: step, y: value });
	}
	return [...groups].map(([metric, group]) => ({
		metric,
		series: [...group]
			.map(([name, list]) => ({ name, points: list }))
			.sort((a, b) => Number(b.name.startsWith('train')) - Number(a.name.startsWith('train')))
	}));
}
