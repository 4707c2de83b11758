import {
	DeleteAlarmsCommand,
	DescribeAlarmHistoryCommand,
	DescribeAlarmsCommand,
	PutMetricAlarmCommand,
	PutMetricDataCommand,
	SetAlarmStateCommand,
	type MetricAlarm,
	type PutMetricAlarmInput
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { judge } from '#sim/cloudwatch/alarm-evaluation.ts';
import type { AlarmRecord } from '#sim/cloudwatch/tables.ts';
import { TEST_EPOCH } from '#tests/support/instant-clock.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const Namespace = 'N';
const MINUTE = 60_000;
const SIX = {
	EvaluationPeriods: 3,
	DatapointsToAlarm: 2
};

const putAlarm = ({ cloudwatch }: TestRegion, changes: Partial<PutMetricAlarmInput> = {}) =>
	cloudwatch.send(
		new PutMetricAlarmCommand({
			AlarmName: 'a',
			Namespace,
			MetricName: 'm',
			Statistic: 'Average',
			Period: 60,
			EvaluationPeriods: 1,
			Threshold: 10,
			ComparisonOperator: 'GreaterThanThreshold',
			...changes
		})
	);

const put = ({ cloudwatch }: TestRegion, Value: number) =>
	cloudwatch.send(new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName: 'm', Value }] }));

const alarmOf = async ({ cloudwatch }: TestRegion): Promise<MetricAlarm> =>
	(await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: ['a'] }))).MetricAlarms![0]!;

const historyOf = async ({ cloudwatch }: TestRegion) =>
	(
		await cloudwatch.send(new DescribeAlarmHistoryCommand({ AlarmName: 'a', ScanBy: 'TimestampAscending' }))
	).AlarmHistoryItems!.map(({ Timestamp, HistorySummary }) => [
		(Timestamp!.getTime() - TEST_EPOCH) / MINUTE,
		HistorySummary
	]);

/** A state by the newest readings: `X` breaches, `0` does not, `-` is missing; the oldest stands first, as in AWS's tables. */
function stateOf(
	readings: string,
	missing: AlarmRecord['missing'],
	n: number,
	m: number,
	state: AlarmRecord['state']
) {
	const alarm = {
		evaluationPeriods: n,
		datapointsToAlarm: m,
		missing,
		state,
		comparison: 'GreaterThanThreshold',
		threshold: 0.5
	} as AlarmRecord;
	const values = { X: 1, '0': 0, '-': null };
	const newestFirst = [...readings].reverse().map((sign, at) => ({ at, value: values[sign as 'X'] }));
	return judge(alarm, newestFirst).state;
}

describe('the rules for missing data', () => {
	// The tables of AWS's guide «Configuring how CloudWatch alarms treat missing data».
	it.each([
		['0-X-X', 3, 3, 'OK', 'OK', 'OK', 'OK'],
		['----0', 3, 3, 'OK', 'OK', 'OK', 'OK'],
		['-----', 3, 3, 'INSUFFICIENT_DATA', 'retain', 'ALARM', 'OK'],
		['0XX-X', 3, 3, 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
		['--X--', 3, 3, 'ALARM', 'retain', 'ALARM', 'OK'],
		['0-X-X', 3, 2, 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
		['00X0X', 3, 2, 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
		['----0', 3, 2, 'OK', 'retain', 'ALARM', 'OK'],
		['---X-', 3, 2, 'ALARM', 'retain', 'ALARM', 'OK']
	] as const)(
		'%s with %d periods and %d datapoints',
		(readings, n, m, missing, ignore, breaching, notBreaching) => {
			expect(stateOf(readings, 'missing', n, m, 'OK')).toBe(missing);
			for (const state of ['OK', 'ALARM'] as const) {
				expect(stateOf(readings, 'ignore', n, m, state)).toBe(ignore === 'retain' ? state : ignore);
			}
			expect(stateOf(readings, 'breaching', n, m, 'OK')).toBe(breaching);
			expect(stateOf(readings, 'notBreaching', n, m, 'OK')).toBe(notBreaching);
		}
	);
});

describe('alarms', () => {
	it('go from INSUFFICIENT_DATA to OK and ALARM and back, each at its minute, and tell why', async () => {
		const aws = await testRegion();
		await putAlarm(aws);
		expect(await alarmOf(aws)).toMatchObject({
			StateValue: 'INSUFFICIENT_DATA',
			StateReason: 'Unchecked: Initial alarm creation'
		});
		for (const value of [5, 20, 30, 7]) {
			await put(aws, value);
			await aws.clock.sleep(MINUTE);
		}
		expect(await alarmOf(aws)).toMatchObject({ StateValue: 'OK' });
		await aws.clock.sleep(60 * MINUTE);
		expect(await alarmOf(aws)).toMatchObject({
			StateValue: 'INSUFFICIENT_DATA',
			StateReason: 'Insufficient Data: 1 datapoint was unknown.',
			StateUpdatedTimestamp: new Date(TEST_EPOCH + 7 * MINUTE)
		});
		expect(await historyOf(aws)).toEqual([
			[0, 'Alarm "a" created'],
			[1, 'Alarm updated from INSUFFICIENT_DATA to OK'],
			[2, 'Alarm updated from OK to ALARM'],
			[4, 'Alarm updated from ALARM to OK'],
			[7, 'Alarm updated from OK to INSUFFICIENT_DATA']
		]);
	});

	it('say in words and as data which values crossed the threshold', async () => {
		const aws = await testRegion();
		await putAlarm(aws);
		await put(aws, 20);
		await aws.clock.sleep(MINUTE);
		const { StateReason, StateReasonData } = await alarmOf(aws);
		expect(StateReason).toBe(
			'Threshold Crossed: 1 out of the last 1 datapoint [20.0 (01/03/26 12:00:00)] was greater than the threshold (10.0) (minimum 1 datapoint for OK -> ALARM transition).'
		);
		expect(JSON.parse(StateReasonData!)).toMatchObject({ recentDatapoints: [20], threshold: 10, period: 60 });
	});

	it('want M of N', async () => {
		const aws = await testRegion();
		await putAlarm(aws, SIX);
		const states: (string | undefined)[] = [];
		for (const value of [1, 20, 1, 20, 1, 1, 1]) {
			await put(aws, value);
			await aws.clock.sleep(MINUTE);
			states.push((await alarmOf(aws)).StateValue);
		}
		expect(states).toEqual(['OK', 'OK', 'OK', 'ALARM', 'OK', 'OK', 'OK']);
	});

	it('come out the same whether somebody watched or not, and after a restart', async () => {
		const watched = await testRegion();
		const alone = await testRegion();
		for (const aws of [watched, alone]) await putAlarm(aws, { ...SIX, TreatMissingData: 'breaching' });
		for (const value of [1, 2, 30, 40, 50, 3, null, null, null, 4]) {
			for (const aws of [watched, alone]) {
				if (value !== null) await put(aws, value);
				await aws.clock.sleep(MINUTE);
			}
			await alarmOf(watched);
		}
		const expected = await historyOf(watched);
		expect(expected.length).toBeGreaterThan(3);
		expect(await historyOf(alone)).toEqual(expected);
		alone.region.close();
		const again = await testRegion({ storage: alone.storage, clock: alone.clock });
		expect(await historyOf(again)).toEqual(expected);
	});

	it('watch percentiles and sums over longer periods too', async () => {
		const aws = await testRegion();
		await putAlarm(aws, { Statistic: undefined, ExtendedStatistic: 'p90', Period: 300 });
		for (const value of [1, 1, 1, 1, 50]) {
			await put(aws, value);
			await aws.clock.sleep(MINUTE);
		}
		expect(await alarmOf(aws)).toMatchObject({ StateValue: 'ALARM', ExtendedStatistic: 'p90' });
	});

	it('are set by hand until the next evaluation', async () => {
		const aws = await testRegion();
		await putAlarm(aws);
		await put(aws, 1);
		await aws.clock.sleep(MINUTE);
		expect((await alarmOf(aws)).StateValue).toBe('OK');
		const set = (AlarmName: string) =>
			aws.cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'test' }));
		await set('a');
		await put(aws, 1);
		expect(await alarmOf(aws)).toMatchObject({ StateValue: 'ALARM', StateReason: 'test' });
		await aws.clock.sleep(MINUTE);
		expect((await alarmOf(aws)).StateValue).toBe('OK');
		expect(await errorOf(set('none'))).toBe('ResourceNotFound 404: The alarm none does not exist.');
	});

	it('are listed, filtered and deleted, all of the names or none', async () => {
		const aws = await testRegion();
		for (const AlarmName of ['x1', 'x2', 'y']) await putAlarm(aws, { AlarmName });
		const names = async (query: object) =>
			(await aws.cloudwatch.send(new DescribeAlarmsCommand(query))).MetricAlarms?.map(
				({ AlarmName }) => AlarmName
			);
		expect(await names({ AlarmNamePrefix: 'x' })).toEqual(['x1', 'x2']);
		expect(await names({ StateValue: 'ALARM' })).toEqual([]);
		const first = await aws.cloudwatch.send(new DescribeAlarmsCommand({ MaxRecords: 2 }));
		expect(await names({ NextToken: first.NextToken })).toEqual(['y']);
		const remove = (AlarmNames: string[]) => aws.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames }));
		expect(await errorOf(remove(['y', 'z']))).toMatch(/^ResourceNotFound 404/);
		await remove(['y', 'x1']);
		expect(await names({})).toEqual(['x2']);
	});

	it.each<[string, Partial<PutMetricAlarmInput>, RegExp]>([
		['no metric', { MetricName: undefined }, /^MissingRequiredParameterException 400: .*MetricName/],
		['both statistics', { ExtendedStatistic: 'p9' }, /^InvalidParameterCombinationException/],
		[
			'more datapoints than periods',
			{ DatapointsToAlarm: 2 },
			/^InvalidParameterValueException .*DatapointsToAlarm/
		],
		['a window above a day', { Period: 600, EvaluationPeriods: 200 }, /more than 1 day:/],
		['an odd period', { Period: 45 }, /^InvalidParameterValueException/],
		[
			'a topic to notify',
			{ AlarmActions: ['arn:aws:sns:us-east-1:123456789012:t'] },
			/^NotSimulated 501: The alarm action/
		],
		['a word for missing data', { TreatMissingData: 'bad' }, /missing, ignore, breaching, notBreaching/]
	])('are refused with %s', async (_, changes, message) => {
		expect(await errorOf(putAlarm(await testRegion(), changes))).toMatch(message);
	});
});
