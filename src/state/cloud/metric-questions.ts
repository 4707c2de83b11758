/** One metric of CloudWatch: a name in a namespace with its dimensions. */
export interface MetricRef {
	readonly namespace: string;
	readonly name: string;
	readonly dimensions: Readonly<Record<string, string>>;
}

/** Metrics of one name that belong into one chart. */
export interface MetricFamily {
	readonly id: string;
	readonly namespace: string;
	readonly name: string;
	readonly metrics: readonly MetricRef[];
}

export interface MetricValue {
	/** Simulated milliseconds since the epoch. */
	readonly at: number;
	readonly value: number;
}

export interface MetricQuestion {
	readonly statistic: string;
	/** Simulated time; seconds that one value stands for. */
	readonly from: number;
	readonly to: number;
	readonly period: number;
}

/** Values of one metric in the order of time. */
export interface MetricValues {
	readonly metric: MetricRef;
	readonly values: readonly MetricValue[];
}

/** The input of GetMetricData. */
export function queryFor(
	metrics: readonly MetricRef[],
	{ statistic, from, to, period }: MetricQuestion
): Readonly<Record<string, unknown>> {
	return {
		StartTime: new Date(from),
		EndTime: new Date(to),
		ScanBy: 'TimestampAscending',
		MetricDataQueries: metrics.map(({ namespace, name, dimensions }, i) => ({
			Id: `m${i}`,
			MetricStat: {
				Stat: statistic,
				Period: period,
				Metric: {
					Namespace: namespace,
					MetricName: name,
					Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }))
				}
			}
		}))
	};
}

/** The answer of GetMetricData to {@link queryFor} the same metrics. */
export function valuesOf(metrics: readonly MetricRef[], answer: unknown): readonly MetricValues[] {
	const { MetricDataResults: results = [] } = answer as {
		readonly MetricDataResults?: readonly MetricResult[];
	};
	return metrics.map((metric, i) => {
		const { Timestamps = [], Values = [] } = results.find(({ Id }) => Id === `m${i}`) ?? {};
		return { metric, values: Timestamps.map((at, k) => ({ at: at.getTime(), value: Values[k] ?? NaN })) };
	});
}

interface MetricResult {
	readonly Id?: string;
	readonly Timestamps?: readonly Date[];
	readonly Values?: readonly number[];
}

/** A metric as ListMetrics names it. */
export function refOf(given: unknown): MetricRef {
	const { Namespace, MetricName, Dimensions } = given as {
		readonly Namespace?: string;
		readonly MetricName?: string;
		readonly Dimensions?: readonly { readonly Name?: string; readonly Value?: string }[];
	};
	const dimensions = (Dimensions ?? []).map(({ Name, Value }) => [Name ?? '', Value ?? ''] as const);
	return { namespace: Namespace ?? '', name: MetricName ?? '', dimensions: Object.fromEntries(dimensions) };
}

/** Metrics of one name and the same kinds of dimensions stand together. */
export function familiesOf(metrics: readonly MetricRef[]): readonly MetricFamily[] {
	const families = new Map<string, MetricFamily>();
	for (const metric of metrics) {
		const { namespace, name } = metric;
		const id = JSON.stringify([namespace, name]);
		families.set(id, { id, namespace, name, metrics: [...(families.get(id)?.metrics ?? []), metric] });
	}
	return [...families.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
