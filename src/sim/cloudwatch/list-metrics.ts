import type { ListMetricsInput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import type { Context } from '../core/context.ts';
import { pageOf } from '../core/pager.ts';
import { refuseUnsupported } from '../core/unsupported.ts';
import { HOUR_MS, series, seriesKey, type SeriesRecord } from './tables.ts';

const PAGE = 500;

/** Metrics that had a value within the last two weeks, or three hours where the recently active are asked for. */
export async function listMetrics(ctx: Context, input: ListMetricsInput): Promise<ListMetricsOutput> {
	refuseUnsupported('ListMetrics', input, ['IncludeLinkedAccounts', 'OwningAccount']);
	const kept = input.RecentlyActive === undefined ? 14 * 24 * HOUR_MS : 3 * HOUR_MS;
	const since = ctx.clock.now() - kept;
	const found = ctx.store
		.values(series)
		.filter((record) => record.lastAt >= since && fits(record, input))
		.map((record) => ({ record, key: seriesKey(record) }))
		.sort((a, b) => (a.key < b.key ? -1 : 1));
	const { items, nextToken } = pageOf(found, {
		size: PAGE,
		token: input.NextToken,
		keyOf: ({ key }) => key,
		badTokenCode: 'InvalidParameterValueException'
	});
	return {
		Metrics: items.map(({ record }) => ({
			Namespace: record.namespace,
			MetricName: record.name,
			Dimensions: record.dimensions.map(({ name, value }) => ({ Name: name, Value: value }))
		})),
		NextToken: nextToken
	};
}

function fits({ namespace, name, dimensions }: SeriesRecord, input: ListMetricsInput): boolean {
	return (
		(input.Namespace === undefined || input.Namespace === namespace) &&
		(input.MetricName === undefined || input.MetricName === name) &&
		(input.Dimensions ?? []).every(({ Name, Value }) =>
			dimensions.some((d) => d.name === Name && (Value === undefined || d.value === Value))
		)
	);
}
