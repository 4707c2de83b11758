import type { MetricDatum, PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import type { Context } from '../core/context.ts';
import type { Given } from '../core/service.ts';
import { refuseUnsupported } from '../core/unsupported.ts';
import { evaluateAlarms } from './alarm-watch.ts';
import { invalidCombination, invalidValue, missingParameter } from './errors.ts';
import { pointOf, type Place, type Point } from './point.ts';
import { recordPoints } from './record.ts';
import { metricId } from './tables.ts';

const MOST_DATA = 1000;
const MOST_VALUES = 150;
const DAY_MS = 86_400_000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export async function putMetricData(
	ctx: Context,
	input: Given<PutMetricDataInput, 'Namespace'>
): Promise<object> {
	refuseUnsupported('PutMetricData', input, ['EntityMetricData', 'StrictEntityValidation']);
	const { Namespace: namespace, MetricData: data = [] } = input;
	if (namespace.startsWith('AWS/')) {
		throw invalidValue(
			"The value AWS/ for parameter Namespace is invalid: namespaces that begin with 'AWS/' are reserved."
		);
	}
	if (data.length === 0) throw missingParameter('MetricData');
	if (data.length > MOST_DATA) {
		throw invalidValue(`The collection MetricData must not have a size greater than ${MOST_DATA}.`);
	}
	const now = ctx.clock.now();
	const points = data.map(
		(datum, i) =>
			[metricId(namespace, datum.MetricName!, dimensionsOf(datum)), pointFrom(datum, i + 1, now)] as const
	);
	// Alarms of the minutes that are over must not see what comes now.
	await evaluateAlarms(ctx);
	await ctx.store.transact((tx) => {
		for (const [metric, point] of points) recordPoints(tx, metric, [point]);
	});
	return {};
}

function dimensionsOf({ Dimensions = [] }: MetricDatum): readonly { Name: string; Value: string }[] {
	return Dimensions.map(({ Name, Value }) => ({ Name: Name!, Value: Value! }));
}

function pointFrom(datum: MetricDatum, nth: number, now: number): Point {
	const { Value, Values, Counts, StatisticValues: set, Unit = 'None', StorageResolution = 60 } = datum;
	const path = `MetricData.member.${nth}`;
	if (StorageResolution !== 1 && StorageResolution !== 60) {
		throw invalidValue(
			`The value ${StorageResolution} for parameter ${path}.StorageResolution is invalid: 1 or 60.`
		);
	}
	const place = placeOf(datum, path, StorageResolution, Unit, now);
	if ([Value, Values, set].filter((given) => given !== undefined).length > 1) {
		throw invalidCombination(
			`The parameters ${path}.Value, ${path}.Values and ${path}.StatisticValues are mutually exclusive and you have specified more than one.`
		);
	}
	if (set) {
		const { SampleCount: count, Sum: sum, Minimum: min, Maximum: max } = set;
		for (const value of [count, sum, min, max]) checkNumber(value!, `${path}.StatisticValues`);
		if (count! <= 0)
			throw invalidValue(
				`The value ${count} for parameter ${path}.StatisticValues.SampleCount must be above 0.`
			);
		if (min! > max!)
			throw invalidValue(`The parameter ${path}.StatisticValues.Minimum (${min}) is above Maximum (${max}).`);
		const single = count === 1 || min === max;
		const distribution = single ? { values: [min!], counts: [count!] } : { values: null, counts: null };
		return { ...place, count: count!, sum: sum!, min: min!, max: max!, ...distribution };
	}
	const values = Values ?? (Value === undefined ? undefined : [Value]);
	if (!values || values.length === 0) throw missingParameter(`${path}.Value`);
	const counts = Counts ?? values.map(() => 1);
	if (values.length > MOST_VALUES)
		throw invalidValue(`The collection ${path}.Values must not have a size greater than ${MOST_VALUES}.`);
	if (counts.length !== values.length) {
		throw invalidValue(
			`The collections ${path}.Values (${values.length}) and ${path}.Counts (${counts.length}) must be of one size.`
		);
	}
	values.forEach((value) => checkNumber(value, `${path}.Value`));
	counts.forEach((count) => checkNumber(count, `${path}.Counts`));
	if (counts.some((count) => count <= 0)) throw invalidValue(`The values of ${path}.Counts must be above 0.`);
	return pointOf(place, values, counts);
}

function placeOf(
	{ Timestamp }: MetricDatum,
	path: string,
	seconds: number,
	unit: string,
	now: number
): Place {
	const time = Timestamp === undefined ? now : new Date(Timestamp).getTime();
	if (time < now - 14 * DAY_MS || time > now + DAY_MS / 12) {
		throw invalidValue(
			`The parameter ${path}.Timestamp must specify a time within the past two weeks and at most two hours ahead.`
		);
	}
	return { at: Math.floor(time / (seconds * 1000)) * seconds * 1000, seconds, unit };
}

function checkNumber(value: number, path: string): void {
	if (Number.isFinite(value) && Math.abs(value) <= 2 ** 360) return;
	throw invalidValue(
		`The value ${value} for parameter ${path} is invalid: a number from -2^360 to 2^360 is needed.`
	);
}
