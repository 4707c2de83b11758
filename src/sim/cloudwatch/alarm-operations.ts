import type {
	DeleteAlarmsInput,
	DescribeAlarmHistoryInput,
	DescribeAlarmHistoryOutput,
	DescribeAlarmsInput,
	DescribeAlarmsOutput,
	MetricAlarm,
	SetAlarmStateInput
} from '@aws-sdk/client-cloudwatch';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../core/context.ts';
import { pageOf } from '../core/pager.ts';
import type { Given } from '../core/service.ts';
import type { Transaction } from '../core/table.ts';
import { refuseUnsupported } from '../core/unsupported.ts';
import { stateHistory } from './alarm-reason.ts';
import { evaluateAlarms, writeHistory } from './alarm-watch.ts';
import { invalidCombination } from './errors.ts';
import { alarmHistory, alarms, type AlarmRecord } from './tables.ts';

const PAGE = 50;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export async function describeAlarms(
	ctx: Context,
	input: DescribeAlarmsInput
): Promise<DescribeAlarmsOutput> {
	refuseUnsupported('DescribeAlarms', input, ['ChildrenOfAlarmName', 'ParentsOfAlarmName']);
	const { AlarmNames: names, AlarmNamePrefix: prefix, StateValue: state, ActionPrefix: action } = input;
	if (names && prefix !== undefined) {
		throw invalidCombination('AlarmNames and AlarmNamePrefix are mutually exclusive.');
	}
	await evaluateAlarms(ctx);
	const onlyOthers = input.AlarmTypes !== undefined && !input.AlarmTypes.includes('MetricAlarm');
	const found = ctx.store
		.values(alarms)
		.filter(
			(alarm) =>
				!onlyOthers &&
				(names?.includes(alarm.name) ?? true) &&
				alarm.name.startsWith(prefix ?? '') &&
				(state === undefined || alarm.state === state) &&
				(action === undefined || alarm.alarmActions.some((arn) => arn.startsWith(action)))
		)
		.sort((a, b) => (a.name < b.name ? -1 : 1));
	const { items, nextToken } = pageOf(found, {
		size: input.MaxRecords ?? PAGE,
		token: input.NextToken,
		keyOf: ({ name }) => name,
		badTokenCode: 'InvalidNextToken'
	});
	return { MetricAlarms: items.map(alarmView), CompositeAlarms: [], NextToken: nextToken };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
export async function describeAlarmHistory(
	ctx: Context,
	input: DescribeAlarmHistoryInput
): Promise<DescribeAlarmHistoryOutput> {
	refuseUnsupported('DescribeAlarmHistory', input, ['AlarmContributorId']);
	await evaluateAlarms(ctx);
	const { AlarmName: name, HistoryItemType: kind, StartDate, EndDate, ScanBy } = input;
	const found = ctx.store
		.values(alarmHistory)
		.filter(
			(item) =>
				(name === undefined || item.alarm === name) &&
				(kind === undefined || item.kind === kind) &&
				(StartDate === undefined || item.at >= StartDate.getTime()) &&
				(EndDate === undefined || item.at <= EndDate.getTime())
		)
		.sort((a, b) => a.at - b.at || a.order - b.order);
	if (ScanBy !== 'TimestampAscending') found.reverse();
	const { items, nextToken } = pageOf(found, {
		size: input.MaxRecords ?? PAGE,
		token: input.NextToken,
		keyOf: ({ alarm, at, order }) => `${alarm} ${at} ${order}`,
		badTokenCode: 'InvalidNextToken'
	});
	return {
		AlarmHistoryItems: items.map((item) => ({
			AlarmName: item.alarm,
			AlarmType: 'MetricAlarm',
			Timestamp: new Date(item.at),
			HistoryItemType: item.kind,
			HistorySummary: item.summary,
			HistoryData: item.data
		})),
		NextToken: nextToken
	};
}

/** All of the names, or none: one that is not there stops the whole request. */
export async function deleteAlarms(
	ctx: Context,
	input: Given<DeleteAlarmsInput, 'AlarmNames'>
): Promise<object> {
	await ctx.store.transact((tx) => {
		for (const name of input.AlarmNames) needAlarm(ctx, name);
		for (const name of input.AlarmNames) removeAlarm(tx, ctx, name);
	});
	return {};
}

/** Takes an alarm away, where it is still there. */
export function removeAlarm(tx: Transaction, { live }: Context, name: string): void {
	const alarm = tx.get(alarms, name);
	if (!alarm) return;
	tx.remove(alarms, name);
	live.alarmChecks.delete(alarm.uid);
}

/** The state holds until the next evaluation, at the next full minute. */
export async function setAlarmState(
	ctx: Context,
	input: Given<SetAlarmStateInput, 'AlarmName' | 'StateValue' | 'StateReason'>
): Promise<object> {
	const reasonData = input.StateReasonData ?? '{}';
	try {
		JSON.parse(reasonData);
	} catch {
		throw new AwsError('InvalidFormatFault', 'StateReasonData must be JSON.');
	}
	await evaluateAlarms(ctx);
	await ctx.store.transact((tx) => {
		const alarm = needAlarm(ctx, input.AlarmName);
		const next: AlarmRecord = {
			...alarm,
			state: input.StateValue,
			reason: input.StateReason,
			reasonData,
			stateUpdatedAt: tx.now,
			transitionedAt: alarm.state === input.StateValue ? alarm.transitionedAt : tx.now
		};
		tx.put(alarms, alarm.name, next);
		if (alarm.state === next.state) return;
		const summary = `Alarm updated from ${alarm.state} to ${next.state}`;
		const data = stateHistory(alarm, alarm.state, next);
		writeHistory(tx, ctx.store, alarm.name, tx.now, 'StateUpdate', summary, data);
	});
	return {};
}

/** @throws AwsError ResourceNotFound */
function needAlarm({ store }: Context, name: string): AlarmRecord {
	const alarm = store.get(alarms, name);
	if (!alarm) throw new AwsError('ResourceNotFound', `The alarm ${name} does not exist.`, 404);
	return alarm;
}

function alarmView(alarm: AlarmRecord): MetricAlarm {
	const isPlain = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'].includes(alarm.statistic);
	return {
		AlarmName: alarm.name,
		AlarmArn: alarm.arn,
		AlarmDescription: alarm.description ?? undefined,
		AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAt),
		ActionsEnabled: alarm.actionsEnabled,
		OKActions: [...alarm.okActions],
		AlarmActions: [...alarm.alarmActions],
		InsufficientDataActions: [...alarm.insufficientDataActions],
		StateValue: alarm.state,
		StateReason: alarm.reason,
		StateReasonData: alarm.reasonData,
		StateUpdatedTimestamp: new Date(alarm.stateUpdatedAt),
		StateTransitionedTimestamp: new Date(alarm.transitionedAt),
		MetricName: alarm.metric.name,
		Namespace: alarm.metric.namespace,
		...(isPlain
			? { Statistic: alarm.statistic as NonNullable<MetricAlarm['Statistic']> }
			: { ExtendedStatistic: alarm.statistic }),
		Dimensions: alarm.metric.dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
		Period: alarm.periodSeconds,
		Unit: (alarm.unit ?? undefined) as MetricAlarm['Unit'],
		EvaluationPeriods: alarm.evaluationPeriods,
		DatapointsToAlarm: alarm.explicitDatapoints ? alarm.datapointsToAlarm : undefined,
		Threshold: alarm.threshold,
		ComparisonOperator: alarm.comparison,
		TreatMissingData: alarm.missing
	};
}

/** The state of an alarm now, for services that act on alarms; null where there is none of that name. */
export async function alarmStateOf(ctx: Context, name: string): Promise<AlarmRecord['state'] | null> {
	await evaluateAlarms(ctx);
	return ctx.store.get(alarms, name)?.state ?? null;
}
