import type { AlarmRecord, AlarmState } from './tables.ts';

/** One period of an alarm's window, newest first; `value` null where nothing is known of it. */
export interface Reading {
	readonly at: number;
	readonly value: number | null;
}

export interface Verdict {
	readonly state: AlarmState;
	/** The readings that it rests on, newest first. */
	readonly recent: readonly Reading[];
}

/** Periods that are looked at beyond the alarm's own, in which values that stand in for missing ones may be found. */
export const SPARE_PERIODS = 2;

/**
 * The state that the readings of an alarm's window give it, by CloudWatch's rules for M of N and for missing data. As
 * long as there are N values in the wider window, the newest N decide, and nothing need be filled in.
 * @param readings N + {@link SPARE_PERIODS} of them, newest first
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function judge(alarm: AlarmRecord, readings: readonly Reading[]): Verdict {
	const { evaluationPeriods: n, datapointsToAlarm: m, missing, state } = alarm;
	const known = readings.filter(
		(reading): reading is { at: number; value: number } => reading.value !== null
	);
	const recent = known.slice(0, n);
	const bad = recent.filter(({ value }) => isBreaching(alarm, value)).length;
	const verdict = (next: AlarmState): Verdict => ({ state: next, recent });
	const holes = n - recent.length;
	if (holes === 0) return verdict(bad >= m ? 'ALARM' : 'OK');
	switch (missing) {
		case 'breaching':
			return verdict(bad + holes >= m ? 'ALARM' : 'OK');
		case 'notBreaching':
			return verdict(bad >= m ? 'ALARM' : 'OK');
		case 'ignore':
			if (bad >= m) return verdict('ALARM');
			return verdict(bad + holes < m ? 'OK' : state);
		case 'missing':
			if (bad >= m || isOverdue(alarm, readings)) return verdict('ALARM');
			return verdict(recent.length > bad ? 'OK' : 'INSUFFICIENT_DATA');
	}
}

/** An old breaching value with nothing but breaching or missing ones after it is enough, however few there are. */
function isOverdue(alarm: AlarmRecord, readings: readonly Reading[]): boolean {
	const window = readings.slice(0, alarm.evaluationPeriods);
	const good = window.findIndex(({ value }) => value !== null && !isBreaching(alarm, value));
	const newest = good < 0 ? window : window.slice(0, good);
	return newest.findLastIndex(({ value }) => value !== null) >= alarm.datapointsToAlarm - 1;
}

function isBreaching({ comparison, threshold }: AlarmRecord, value: number): boolean {
	switch (comparison) {
		case 'GreaterThanOrEqualToThreshold':
			return value >= threshold;
		case 'GreaterThanThreshold':
			return value > threshold;
		case 'LessThanThreshold':
			return value < threshold;
		case 'LessThanOrEqualToThreshold':
			return value <= threshold;
	}
}
