import type { Context } from '../core/context.ts';
import type { Store, Transaction } from '../core/table.ts';
import { judge, SPARE_PERIODS, type Reading } from './alarm-evaluation.ts';
import { reasonData, reasonFor, stateHistory } from './alarm-reason.ts';
import { pointsIn } from './read.ts';
import { statisticOf } from './statistic.ts';
import { alarmHistory, alarms, type AlarmRecord } from './tables.ts';

/** Every alarm is evaluated once a minute, one of a shorter period every ten seconds. */
const MINUTE_MS = 60_000;

/**
 * Brings all alarms to now: evaluates each minute that has passed since the last time, in its order, as if somebody had
 * watched. Whoever reads alarms or adds values calls this first; on a clock that runs by itself a watch does so too.
 */
export async function evaluateAlarms(ctx: Context): Promise<void> {
	const now = ctx.clock.now();
	if (!ctx.store.values(alarms).some((alarm) => isDue(ctx, alarm, now))) return;
	await ctx.store.transact((tx) => {
		for (const alarm of ctx.store.values(alarms)) catchUp(tx, ctx, alarm);
	});
}

/** On a clock that runs by itself, looks at the alarms once a minute as long as there are any. */
export function watchAlarms(ctx: Context): void {
	const { clock, live, store } = ctx;
	// An instant clock would run on for ever to the next minute.
	if (!Number.isFinite(clock.speed) || live.alarmWatch || store.values(alarms).length === 0) return;
	live.alarmWatch = true;
	const look = async (): Promise<void> => {
		await clock.sleep(MINUTE_MS, live.closing.signal);
		await evaluateAlarms(ctx);
		if (store.values(alarms).length > 0) return look();
	};
	look()
		// The region closed, or its storage refused: the next call that reads alarms brings them to its time.
		.catch(() => {})
		.finally(() => void (live.alarmWatch = false));
}

/** Adds to the history of an alarm. */
export function writeHistory(
	tx: Transaction,
	store: Store,
	alarm: string,
	at: number,
	kind: 'ConfigurationUpdate' | 'StateUpdate' | 'Action',
	summary: string,
	data: string
): void {
	const order = store.values(alarmHistory).length;
	let key = `${alarm} ${at} ${order}`;
	for (let i = 1; tx.get(alarmHistory, key); i++) key = `${alarm} ${at} ${order + i}`;
	tx.put(alarmHistory, key, { alarm, at, order: Number(key.split(' ').at(-1)), kind, summary, data });
}

function stepOf({ periodSeconds }: AlarmRecord): number {
	return periodSeconds < 60 ? 10_000 : MINUTE_MS;
}

function lastCheck({ live }: Context, alarm: AlarmRecord): number {
	return live.alarmChecks.get(alarm.uid) ?? alarm.stateUpdatedAt;
}

function isDue(ctx: Context, alarm: AlarmRecord, now: number): boolean {
	const step = stepOf(alarm);
	return Math.floor(now / step) > Math.floor(lastCheck(ctx, alarm) / step);
}

function catchUp(tx: Transaction, ctx: Context, before: AlarmRecord): void {
	const step = stepOf(before);
	let alarm = before;
	let at = (Math.floor(lastCheck(ctx, alarm) / step) + 1) * step;
	while (at <= tx.now) {
		const next = evaluated(tx, ctx, alarm, at);
		const isQuiet = next.alarm.state === alarm.state && next.readings.every(({ value }) => value === null);
		alarm = next.alarm;
		// Where nothing is known and nothing changes, the next value is the next thing that can happen.
		at = isQuiet ? nextWithValues(ctx, alarm, at, tx.now, step) : at + step;
	}
	ctx.live.alarmChecks.set(alarm.uid, tx.now);
}

function evaluated(
	tx: Transaction,
	{ store }: Context,
	alarm: AlarmRecord,
	at: number
): { readonly alarm: AlarmRecord; readonly readings: readonly Reading[] } {
	const readings = readingsAt(store, alarm, at);
	const verdict = judge(alarm, readings);
	if (verdict.state === alarm.state) return { alarm, readings };
	const next: AlarmRecord = {
		...alarm,
		state: verdict.state,
		reason: reasonFor(alarm, verdict),
		reasonData: reasonData(alarm, verdict, at),
		stateUpdatedAt: at,
		transitionedAt: at
	};
	tx.put(alarms, alarm.name, next);
	const summary = `Alarm updated from ${alarm.state} to ${next.state}`;
	writeHistory(tx, store, alarm.name, at, 'StateUpdate', summary, stateHistory(alarm, alarm.state, next));
	return { alarm: next, readings };
}

function readingsAt(store: Store, alarm: AlarmRecord, at: number): Reading[] {
	const { periodSeconds, metric, unit } = alarm;
	const periodMs = periodSeconds * 1000;
	const count = alarm.evaluationPeriods + SPARE_PERIODS;
	const from = at - count * periodMs;
	const statistic = statisticOf(alarm.statistic);
	const points = pointsIn(store, metric, { from, to: at, periodSeconds, unit: unit ?? undefined, now: at });
	const values = new Map(points.map((point) => [point.at, statistic(point)]));
	return Array.from({ length: count }, (_, i) => {
		const begin = at - (i + 1) * periodMs;
		return { at: begin, value: values.get(begin) ?? null };
	});
}

function nextWithValues(
	{ store }: Context,
	alarm: AlarmRecord,
	at: number,
	now: number,
	step: number
): number {
	const { metric, periodSeconds } = alarm;
	const seconds = Math.max(60, Math.min(periodSeconds, 3600));
	const [first] = pointsIn(store, metric, {
		from: at,
		to: now + 1,
		periodSeconds: seconds,
		unit: undefined,
		now: at
	});
	return first ? Math.max(at + step, Math.ceil(first.at / step) * step) : Infinity;
}
