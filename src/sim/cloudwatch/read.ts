import type { Store } from '../core/table.ts';
import { merge, type Point } from './point.ts';
import { HOUR_MS, hourKey, hours, series, seriesKey, type MetricId } from './tables.ts';

const DAY_MS = 24 * HOUR_MS;

/** Which is the finest period that is kept for so long: CloudWatch makes older points coarser. */
const RETENTION: readonly (readonly [finestSeconds: number, keptMs: number])[] = [
	[1, 3 * HOUR_MS],
	[60, 15 * DAY_MS],
	[300, 63 * DAY_MS],
	[3600, 455 * DAY_MS]
];

/** The finest period, in seconds, in which a point of that age is still to be had; null where it is forgotten. */
export function finestPeriod(ageMs: number): number | null {
	return RETENTION.find(([, kept]) => ageMs <= kept)?.[0] ?? null;
}

export interface Span {
	/** Beginning of the first period. */
	readonly from: number;
	/** End, exclusive. */
	readonly to: number;
	readonly periodSeconds: number;
	/** Only values of this unit; undefined takes each unit apart. */
	readonly unit: string | undefined;
	readonly now: number;
}

/** What fell into each period of a span, for each unit, in the order of time. Periods without values have no point. */
export function pointsIn(store: Store, metric: MetricId, span: Span): Point[] {
	const { from, to, periodSeconds, unit, now } = span;
	const key = seriesKey(metric);
	const record = store.get(series, key);
	if (!record) return [];
	const periodMs = periodSeconds * 1000;
	const found = new Map<string, Point>();
	const lastHour = Math.min(record.lastHour, Math.floor((to - 1) / HOUR_MS));
	for (let hour = Math.max(record.firstHour, Math.floor(from / HOUR_MS)); hour <= lastHour; hour++) {
		for (const point of store.get(hours, hourKey(key, hour)) ?? []) {
			if (point.at < from || point.at >= to || (unit !== undefined && point.unit !== unit)) continue;
			if (periodSeconds < (finestPeriod(now - point.at) ?? Infinity) || periodSeconds < point.seconds)
				continue;
			const at = from + Math.floor((point.at - from) / periodMs) * periodMs;
			const place = `${at} ${point.unit}`;
			const before = found.get(place);
			found.set(place, before ? merge(before, point) : { ...point, at, seconds: periodSeconds });
		}
	}
	return [...found.values()].sort((a, b) => a.at - b.at);
}

/** A start time as CloudWatch rounds it down: the older, the coarser. */
export function roundStart(time: number, periodSeconds: number, now: number): number {
	const grain = periodSeconds < 60 ? periodSeconds : Math.max(60, finestPeriod(now - time) ?? 3600);
	return Math.floor(time / (grain * 1000)) * grain * 1000;
}
