import type { Verdict } from './alarm-evaluation.ts';
import type { AlarmRecord, AlarmState } from './tables.ts';

const WORDS = {
	GreaterThanOrEqualToThreshold: 'greater than or equal to',
	GreaterThanThreshold: 'greater than',
	LessThanThreshold: 'less than',
	LessThanOrEqualToThreshold: 'less than or equal to'
} as const;

/** Why an alarm is in its state, in CloudWatch's words. */
export function reasonFor(alarm: AlarmRecord, { state, recent }: Verdict): string {
	const { evaluationPeriods: n, datapointsToAlarm: m, comparison, threshold, missing } = alarm;
	if (recent.length === 0) {
		const count = n === 1 ? '1 datapoint was' : `${n} datapoints were`;
		return state === 'INSUFFICIENT_DATA'
			? `Insufficient Data: ${count} unknown.`
			: `Threshold Crossed: no datapoints were received for ${n} period${n === 1 ? '' : 's'} and ${n} missing datapoint${n === 1 ? ' was' : 's were'} treated as [${missing === 'breaching' ? 'Breaching' : 'NonBreaching'}].`;
	}
	const values = recent.map(({ at, value }) => `${shown(value!)} (${stamp(at)})`).join(', ');
	const were = recent.length === 1 ? 'datapoint' : 'datapoints';
	const not = state === 'ALARM' ? '' : 'not ';
	const move = state === 'ALARM' ? 'OK -> ALARM' : 'ALARM -> OK';
	const enough = state === 'ALARM' ? m : n - m + 1;
	const least = `(minimum ${enough} datapoint${enough === 1 ? '' : 's'} for ${move} transition)`;
	const verb = recent.length === 1 ? 'was' : 'were';
	if (state === 'INSUFFICIENT_DATA')
		return `Insufficient Data: ${n - recent.length} datapoints were unknown.`;
	return `Threshold Crossed: ${recent.length} out of the last ${n} ${were} [${values}] ${verb} ${not}${WORDS[comparison]} the threshold (${shown(threshold)}) ${least}.`;
}

/** The same for programs. */
export function reasonData(alarm: AlarmRecord, { recent }: Verdict, now: number): string {
	return JSON.stringify({
		version: '1.0',
		queryDate: iso(now),
		startDate: recent.length > 0 ? iso(recent.at(-1)!.at) : undefined,
		statistic: alarm.statistic,
		period: alarm.periodSeconds,
		recentDatapoints: recent.map(({ value }) => value).reverse(),
		threshold: alarm.threshold,
		evaluatedDatapoints: recent.map(({ at, value }) => ({ timestamp: iso(at), value }))
	});
}

/** CloudWatch's history of a change of state. */
export function stateHistory(alarm: AlarmRecord, from: AlarmState, next: AlarmRecord): string {
	return JSON.stringify({
		version: '1.0',
		oldState: { stateValue: from, stateReason: alarm.reason },
		newState: {
			stateValue: next.state,
			stateReason: next.reason,
			stateReasonData: JSON.parse(next.reasonData) as unknown
		}
	});
}

function shown(value: number): string {
	return Number.isInteger(value) ? `${value}.0` : String(value);
}

function iso(at: number): string {
	return new Date(at).toISOString().replace('Z', '+0000');
}

/** Day, month, year and time, as CloudWatch writes them here. */
function stamp(at: number): string {
	const [date = '', time = ''] = new Date(at).toISOString().split('T');
	const [year = '', month, day] = date.split('-');
	return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}
