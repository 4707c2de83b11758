import type {
	Datapoint,
	GetMetricStatisticsInput,
	GetMetricStatisticsOutput
} from '@aws-sdk/client-cloudwatch';
import type { Context } from '../core/context.ts';
import type { Given } from '../core/service.ts';
import { invalidCombination, invalidValue, missingParameter } from './errors.ts';
import type { Point } from './point.ts';
import { pointsIn, roundStart } from './read.ts';
import { statisticOf } from './statistic.ts';
import { metricId } from './tables.ts';

const MOST_POINTS = 1440;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
export async function getMetricStatistics(
	ctx: Context,
	input: Given<GetMetricStatisticsInput, 'Namespace' | 'MetricName' | 'StartTime' | 'EndTime' | 'Period'>
): Promise<GetMetricStatisticsOutput> {
	const { Namespace, MetricName, Dimensions = [], Period: period, Unit: unit } = input;
	const { Statistics = [], ExtendedStatistics = [] } = input;
	checkPeriod(period);
	if (Statistics.length + ExtendedStatistics.length === 0) {
		throw missingParameter('Statistics or ExtendedStatistics');
	}
	const now = ctx.clock.now();
	const to = input.EndTime.getTime();
	const from = roundStart(input.StartTime.getTime(), period, now);
	if (from >= to)
		throw invalidCombination('The parameter StartTime must be less than the parameter EndTime.');
	const asked = Math.ceil((to - from) / (period * 1000));
	if (asked > MOST_POINTS) {
		throw invalidCombination(
			`You have requested up to ${asked} datapoints, which exceeds the limit of ${MOST_POINTS}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`
		);
	}
	const metric = metricId(Namespace, MetricName, Dimensions as never);
	const points = pointsIn(ctx.store, metric, { from, to, periodSeconds: period, unit, now });
	return {
		Label: MetricName,
		Datapoints: points.map((point) => datapoint(point, Statistics, ExtendedStatistics))
	};
}

/** @throws AwsError InvalidParameterValueException */
export function checkPeriod(period: number): void {
	if ([1, 5, 10, 20, 30].includes(period) || (period % 60 === 0 && period <= 86_400)) return;
	throw invalidValue(
		`The parameter Period (${period}) must be 1, 5, 10, 20, 30 or a multiple of 60, up to 86400.`
	);
}

function datapoint(point: Point, plain: readonly string[], extended: readonly string[]): Datapoint {
	const told = extended.flatMap((name) => {
		const value = statisticOf(name)(point);
		return value === null ? [] : [[name, value] as const];
	});
	return {
		Timestamp: new Date(point.at),
		...Object.fromEntries(plain.map((name) => [name, statisticOf(name)(point)])),
		...(extended.length > 0 ? { ExtendedStatistics: Object.fromEntries(told) } : {}),
		Unit: point.unit as Datapoint['Unit'] & string
	};
}
