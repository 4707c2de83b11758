import { defineTable } from '../core/table.ts';
import type { Point } from './point.ts';

export interface Dimension {
	readonly name: string;
	readonly value: string;
}

/** One metric: a name in a namespace with all its dimensions. */
export interface MetricId {
	readonly namespace: string;
	readonly name: string;
	/** In the order of their names. */
	readonly dimensions: readonly Dimension[];
}

export interface SeriesRecord extends MetricId {
	/** First and last hour that may hold points, counted from the epoch. */
	readonly firstHour: number;
	readonly lastHour: number;
	/** Of the newest point, and when it was put. */
	readonly lastAt: number;
}

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface AlarmRecord {
	readonly name: string;
	/** Differs for a later alarm of the same name. */
	readonly uid: string;
	readonly arn: string;
	readonly description: string | null;
	readonly actionsEnabled: boolean;
	readonly okActions: readonly string[];
	readonly alarmActions: readonly string[];
	readonly insufficientDataActions: readonly string[];
	readonly metric: MetricId;
	/** A statistic by the name that `statisticOf` takes. */
	readonly statistic: string;
	readonly unit: string | null;
	readonly periodSeconds: number;
	readonly evaluationPeriods: number;
	readonly datapointsToAlarm: number;
	readonly explicitDatapoints: boolean;
	readonly threshold: number;
	readonly comparison: Comparison;
	readonly missing: 'missing' | 'ignore' | 'breaching' | 'notBreaching';
	readonly state: AlarmState;
	readonly reason: string;
	readonly reasonData: string;
	readonly configuredAt: number;
	readonly stateUpdatedAt: number;
	readonly transitionedAt: number;
	readonly tags: Readonly<Record<string, string>>;
}

export type Comparison =
	| 'GreaterThanOrEqualToThreshold'
	| 'GreaterThanThreshold'
	| 'LessThanThreshold'
	| 'LessThanOrEqualToThreshold';

export interface AlarmHistoryRecord {
	readonly alarm: string;
	readonly at: number;
	/** Order among those of one time. */
	readonly order: number;
	readonly kind: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
	readonly summary: string;
	/** JSON text. */
	readonly data: string;
}

/** By {@link seriesKey}. */
export const series = defineTable<SeriesRecord>('metricSeries');
/** By {@link hourKey}; points in the order of time. */
export const hours = defineTable<readonly Point[]>('metricHours');
/** By name. */
export const alarms = defineTable<AlarmRecord>('alarms');
export const alarmHistory = defineTable<AlarmHistoryRecord>('alarmHistory');

export const CLOUDWATCH_TABLES = [series, hours, alarms, alarmHistory];

export const HOUR_MS = 3_600_000;

export function seriesKey({ namespace, name, dimensions }: MetricId): string {
	return JSON.stringify([namespace, name, ...dimensions.flatMap((d) => [d.name, d.value])]);
}

export function hourKey(key: string, hour: number): string {
	return `${key} ${hour}`;
}

/** A metric's identity from its parts, in any order. */
export function metricId(
	namespace: string,
	name: string,
	dimensions:
		Readonly<Record<string, string>> | readonly { readonly Name?: string; readonly Value?: string }[] = []
): MetricId {
	const list = Array.isArray(dimensions)
		? (dimensions as readonly { readonly Name?: string; readonly Value?: string }[]).map((d) => ({
				name: d.Name ?? '',
				value: d.Value ?? ''
			}))
		: Object.entries(dimensions as Readonly<Record<string, string>>).map(([key, value]) => ({
				name: key,
				value
			}));
	return { namespace, name, dimensions: list.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}
