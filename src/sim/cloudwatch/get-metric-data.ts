import type {
	GetMetricDataInput,
	GetMetricDataOutput,
	MetricDataQuery,
	MetricDataResult
} from '@aws-sdk/client-cloudwatch';
import type { Context } from '../core/context.ts';
import type { Given } from '../core/service.ts';
import { refuseUnsupported } from '../core/unsupported.ts';
import { invalidCombination, invalidToken, invalidValue } from './errors.ts';
import { parseExpression } from './expression.ts';
import { checkPeriod } from './get-metric-statistics.ts';
import { evaluate, type Scope, type TimeSeries } from './metric-math.ts';
import { pointsIn, roundStart } from './read.ts';
import { statisticOf } from './statistic.ts';
import { metricId } from './tables.ts';

const MOST_QUERIES = 500;
const MOST_POINTS = 100_800;

type Query = Given<MetricDataQuery, 'Id'>;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export async function getMetricData(
	ctx: Context,
	input: Given<GetMetricDataInput, 'MetricDataQueries' | 'StartTime' | 'EndTime'>
): Promise<GetMetricDataOutput> {
	refuseUnsupported('GetMetricData', input, ['LabelOptions', 'MetricDataQueries.*.AccountId']);
	const queries = input.MetricDataQueries as readonly Query[];
	checkQueries(queries);
	const [start, end] = [input.StartTime.getTime(), input.EndTime.getTime()];
	if (start >= end)
		throw invalidCombination('The parameter StartTime must be less than the parameter EndTime.');
	const results = resultsOf(ctx, queries, start, end);
	const shown = queries.filter(({ ReturnData = true }) => ReturnData);
	const points = shown.map((query) => {
		const pairs = [...results(query.Id).values];
		return { query, pairs: input.ScanBy === 'TimestampAscending' ? pairs : pairs.reverse() };
	});
	return page(points, Math.min(input.MaxDatapoints ?? MOST_POINTS, MOST_POINTS), input.NextToken);
}

function checkQueries(queries: readonly Query[]): void {
	if (queries.length > MOST_QUERIES) {
		throw invalidValue(`The collection MetricDataQueries must not have a size greater than ${MOST_QUERIES}.`);
	}
	for (const { Id, MetricStat, Expression } of queries) {
		if (!/^[a-z][a-zA-Z0-9_]*$/.test(Id)) {
			throw invalidValue(
				`The value ${Id} for parameter MetricDataQueries.Id must begin with a small letter and hold letters, digits and underscores.`
			);
		}
		if ((MetricStat === undefined) === (Expression === undefined)) {
			throw invalidCombination(`The query ${Id} must have either MetricStat or Expression.`);
		}
		if (queries.filter((other) => other.Id === Id).length > 1) {
			throw invalidValue(`The id ${Id} is used by more than one query.`);
		}
	}
}

/** The series of each id, made when it is first asked for. */
function resultsOf(
	ctx: Context,
	queries: readonly Query[],
	start: number,
	end: number
): (id: string) => TimeSeries {
	const done = new Map<string, TimeSeries>();
	const open = new Set<string>();
	const result = (id: string): TimeSeries => {
		const ready = done.get(id);
		if (ready) return ready;
		const query = queries.find(({ Id }) => Id === id);
		if (!query) throw invalidValue(`The id ${id} is used in an expression, but no query has it.`);
		if (open.has(id)) throw invalidValue(`The expression of ${id} refers to itself.`);
		open.add(id);
		const series = query.MetricStat
			? metricSeries(ctx, query, start, end)
			: evaluate(parseExpression(query.Expression!), scope());
		done.set(id, series);
		return series;
	};
	const scope = (): Scope => {
		const metrics = queries.filter(({ MetricStat }) => MetricStat).map(({ Id }) => result(Id));
		const periodSeconds = Math.min(...metrics.map((one) => one.periodSeconds), 86_400);
		const from = roundStart(start, periodSeconds, ctx.clock.now());
		const count = Math.max(0, Math.ceil((end - from) / (periodSeconds * 1000)));
		const times = Array.from(
			{ length: Math.min(count, MOST_POINTS) },
			(_, i) => from + i * periodSeconds * 1000
		);
		return { series: result, metrics, times };
	};
	return result;
}

function metricSeries(ctx: Context, { MetricStat: stat }: Query, start: number, end: number): TimeSeries {
	const { Metric, Period, Stat, Unit } = stat!;
	checkPeriod(Period!);
	const now = ctx.clock.now();
	const statistic = statisticOf(Stat!);
	const metric = metricId(
		Metric!.Namespace ?? '',
		Metric!.MetricName ?? '',
		(Metric!.Dimensions ?? []) as never
	);
	const from = roundStart(start, Period!, now);
	const points = pointsIn(ctx.store, metric, { from, to: end, periodSeconds: Period!, unit: Unit, now });
	const pairs = points.flatMap((point) => {
		const value = statistic(point);
		return value === null ? [] : [[point.at, value] as const];
	});
	return { periodSeconds: Period!, values: new Map(pairs) };
}

interface Found {
	readonly query: Query;
	readonly pairs: readonly (readonly [number, number])[];
}

/** Shares `size` points out over the results, one after another; the token says how many have been given. */
function page(found: readonly Found[], size: number, token: string | undefined): GetMetricDataOutput {
	if (token !== undefined && !/^\d{1,9}$/.test(token)) throw invalidToken();
	const first = Number(token ?? 0);
	let before = 0;
	const results: MetricDataResult[] = [];
	for (const { query, pairs } of found) {
		const part = pairs.slice(Math.max(0, first - before), Math.max(0, first + size - before));
		const isCut = before + pairs.length > first + size;
		const isOver = before + pairs.length <= first && pairs.length > 0;
		before += pairs.length;
		if (isOver) continue;
		results.push({
			Id: query.Id,
			Label: query.Label ?? query.MetricStat?.Metric?.MetricName ?? query.Id,
			Timestamps: part.map(([at]) => new Date(at)),
			Values: part.map(([, value]) => value),
			StatusCode: isCut ? 'PartialData' : 'Complete'
		});
	}
	return {
		MetricDataResults: results,
		NextToken: before > first + size ? String(first + size) : undefined,
		Messages: []
	};
}
