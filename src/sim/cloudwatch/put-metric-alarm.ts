import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '#base/errors.ts';
import { arnOf } from '../core/arn.ts';
import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import type { Given } from '../core/service.ts';
import type { Transaction } from '../core/table.ts';
import { refuseUnsupported } from '../core/unsupported.ts';
import { evaluateAlarms, watchAlarms, writeHistory } from './alarm-watch.ts';
import { invalidCombination, invalidValue, missingParameter } from './errors.ts';
import { statisticOf } from './statistic.ts';
import { alarms, metricId, type AlarmRecord, type Comparison } from './tables.ts';

const UNSUPPORTED = [
	'Metrics',
	'ThresholdMetricId',
	'EvaluationWindow',
	'EvaluationCriteria',
	'EvaluationInterval'
] as const;
const COMPARISONS: readonly string[] = [
	'GreaterThanOrEqualToThreshold',
	'GreaterThanThreshold',
	'LessThanThreshold',
	'LessThanOrEqualToThreshold'
];
const MISSING: readonly string[] = ['missing', 'ignore', 'breaching', 'notBreaching'];
const DAY_SECONDS = 86_400;

type Input = Given<PutMetricAlarmInput, 'AlarmName'>;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export async function putMetricAlarm(ctx: Context, input: Input): Promise<object> {
	refuseUnsupported('PutMetricAlarm', input, UNSUPPORTED);
	refuseActions(input);
	// What is wrong with it is told before anything is evaluated.
	settingsOf(input);
	await evaluateAlarms(ctx);
	await ctx.store.transact((tx) => putAlarm(tx, ctx, input));
	watchAlarms(ctx);
	return {};
}

/**
 * Makes an alarm or changes one. Before the transaction the alarms must have been evaluated, after it watched.
 * @throws AwsError of PutMetricAlarm
 */
export function putAlarm(tx: Transaction, ctx: Context, input: Input): void {
	const settings = settingsOf(input);
	const before = tx.get(alarms, input.AlarmName);
	if (!before && ctx.store.values(alarms).length >= ctx.quotas.cloudwatchAlarms) {
		throw new AwsError(
			'LimitExceededFault',
			`The account has ${ctx.quotas.cloudwatchAlarms} alarms, which is the limit.`
		);
	}
	const fresh = {
		uid: ctx.rng.hex(16),
		state: 'INSUFFICIENT_DATA',
		reason: 'Unchecked: Initial alarm creation',
		reasonData: '{}',
		stateUpdatedAt: tx.now,
		transitionedAt: tx.now,
		tags: Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key!, Value!]))
	} as const;
	const kept = before && {
		uid: before.uid,
		state: before.state,
		reason: before.reason,
		reasonData: before.reasonData,
		stateUpdatedAt: before.stateUpdatedAt,
		transitionedAt: before.transitionedAt,
		tags: before.tags
	};
	const alarm: AlarmRecord = {
		...(kept ?? fresh),
		...settings,
		name: input.AlarmName,
		arn: arnOf(ctx, 'cloudwatch', `alarm:${input.AlarmName}`),
		configuredAt: tx.now
	};
	tx.put(alarms, alarm.name, alarm);
	const data = JSON.stringify({ version: '1.0', type: before ? 'Update' : 'Create' });
	const summary = `Alarm "${alarm.name}" ${before ? 'updated' : 'created'}`;
	writeHistory(tx, ctx.store, alarm.name, tx.now, 'ConfigurationUpdate', summary, data);
}

/** Alarms may name scaling policies; to notify anybody else is beyond this region. */
function refuseActions({ AlarmActions = [], OKActions = [], InsufficientDataActions = [] }: Input): void {
	const action = [...AlarmActions, ...OKActions, ...InsufficientDataActions].find(
		(arn) => !/^arn:aws[^:]*:autoscaling:/.test(arn)
	);
	if (action === undefined) return;
	throw notSimulated(`The alarm action ${action}`, 'Ask DescribeAlarms for the state of the alarm.');
}

function settingsOf(input: Input) {
	const { Namespace, MetricName, Period, EvaluationPeriods, Threshold, ComparisonOperator } = input;
	const { Statistic, ExtendedStatistic, TreatMissingData = 'missing' } = input;
	if (MetricName === undefined) throw missingParameter('MetricName');
	if (Namespace === undefined) throw missingParameter('Namespace');
	if (Period === undefined) throw missingParameter('Period');
	if (EvaluationPeriods === undefined) throw missingParameter('EvaluationPeriods');
	if (Threshold === undefined) throw missingParameter('Threshold');
	if (ComparisonOperator === undefined) throw missingParameter('ComparisonOperator');
	if (!COMPARISONS.includes(ComparisonOperator)) {
		throw notSimulated(`ComparisonOperator ${ComparisonOperator}`, `There are: ${COMPARISONS.join(', ')}.`);
	}
	if ((Statistic === undefined) === (ExtendedStatistic === undefined)) {
		throw invalidCombination('Exactly one of Statistic and ExtendedStatistic must be given.');
	}
	if (!MISSING.includes(TreatMissingData)) {
		throw invalidValue(
			`The value ${TreatMissingData} for parameter TreatMissingData must be one of ${MISSING.join(', ')}.`
		);
	}
	if (input.EvaluateLowSampleCountPercentile === 'ignore') {
		refuseUnsupported('PutMetricAlarm', input, ['EvaluateLowSampleCountPercentile']);
	}
	const statistic = Statistic ?? ExtendedStatistic!;
	statisticOf(statistic);
	checkTimes(Period, EvaluationPeriods);
	const datapoints = input.DatapointsToAlarm ?? EvaluationPeriods;
	if (datapoints > EvaluationPeriods) {
		throw invalidValue(
			`The parameter DatapointsToAlarm (${datapoints}) must not be above EvaluationPeriods (${EvaluationPeriods}).`
		);
	}
	return {
		description: input.AlarmDescription ?? null,
		actionsEnabled: input.ActionsEnabled ?? true,
		okActions: input.OKActions ?? [],
		alarmActions: input.AlarmActions ?? [],
		insufficientDataActions: input.InsufficientDataActions ?? [],
		metric: metricId(Namespace, MetricName, (input.Dimensions ?? []) as never),
		statistic,
		unit: input.Unit ?? null,
		periodSeconds: Period,
		evaluationPeriods: EvaluationPeriods,
		datapointsToAlarm: datapoints,
		explicitDatapoints: input.DatapointsToAlarm !== undefined,
		threshold: Threshold,
		comparison: ComparisonOperator as Comparison,
		missing: TreatMissingData as AlarmRecord['missing']
	};
}

function checkTimes(period: number, periods: number): void {
	if (![10, 20, 30].includes(period) && period % 60 !== 0) {
		throw invalidValue(`The parameter Period (${period}) must be 10, 20, 30 or a multiple of 60.`);
	}
	const most = period < 3600 ? DAY_SECONDS : 7 * DAY_SECONDS;
	if (period * periods > most) {
		throw invalidValue(
			`Metrics cannot be checked across more than ${most / DAY_SECONDS} day${most === DAY_SECONDS ? '' : 's'}: EvaluationPeriods * Period is ${period * periods} seconds, the limit ${most}.`
		);
	}
}
