import type { Context } from '../core/context.ts';
import type { Transaction } from '../core/table.ts';
import { merge, type Point } from './point.ts';
import { HOUR_MS, hourKey, hours, series, seriesKey, type MetricId, type SeriesRecord } from './tables.ts';

/** CloudWatch forgets what is older. */
const KEPT_HOURS = 455 * 24;

/** Adds points to a metric, each to those of its span. */
export function recordPoints(tx: Transaction, metric: MetricId, points: readonly Point[]): void {
	const key = seriesKey(metric);
	for (const point of points) {
		const before = tx.get(series, key);
		const after = extended(before, metric, point);
		if (after !== before) tx.put(series, key, prune(tx, key, after));
		const at = hourKey(key, hourOf(point.at));
		tx.put(hours, at, added(tx.get(hours, at) ?? [], point));
	}
}

/**
 * Adds a point at once and stores it with the next change: for what happens too often for a change of its own. No
 * transaction may write to the same metric.
 */
export function countPoint(ctx: Context, metric: MetricId, point: Point): void {
	const { store } = ctx;
	const key = seriesKey(metric);
	const before = store.get(series, key);
	const after = extended(before, metric, point);
	if (after !== before) store.putLater(series, key, after);
	const at = hourKey(key, hourOf(point.at));
	store.putLater(hours, at, added(store.get(hours, at) ?? [], point));
}

function hourOf(at: number): number {
	return Math.floor(at / HOUR_MS);
}

function extended(before: SeriesRecord | undefined, metric: MetricId, { at }: Point): SeriesRecord {
	const hour = hourOf(at);
	if (!before) return { ...metric, firstHour: hour, lastHour: hour, lastAt: at };
	if (at <= before.lastAt && hour >= before.firstHour) return before;
	return {
		...before,
		firstHour: Math.min(before.firstHour, hour),
		lastHour: Math.max(before.lastHour, hour),
		lastAt: Math.max(before.lastAt, at)
	};
}

function prune(tx: Transaction, key: string, record: SeriesRecord): SeriesRecord {
	const oldest = hourOf(tx.now) - KEPT_HOURS;
	if (record.firstHour >= oldest) return record;
	for (let hour = record.firstHour; hour < oldest; hour++) {
		if (tx.get(hours, hourKey(key, hour))) tx.remove(hours, hourKey(key, hour));
	}
	return { ...record, firstHour: oldest };
}

/** The list with the point in its place; what is of the same span and unit becomes one. */
function added(points: readonly Point[], point: Point): Point[] {
	let i = points.length;
	while (i > 0 && points[i - 1]!.at > point.at) i--;
	for (let j = i - 1; j >= 0 && points[j]!.at === point.at; j--) {
		const other = points[j]!;
		if (other.unit === point.unit && other.seconds === point.seconds) {
			return points.toSpliced(j, 1, merge(other, point));
		}
	}
	return points.toSpliced(i, 0, point);
}
