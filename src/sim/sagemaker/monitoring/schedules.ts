import type {
	CreateMonitoringScheduleRequest,
	CreateMonitoringScheduleResponse,
	DescribeMonitoringScheduleRequest,
	DescribeMonitoringScheduleResponse,
	ListMonitoringExecutionsResponse,
	ListMonitoringSchedulesRequest,
	ListMonitoringSchedulesResponse,
	MonitoringScheduleConfig
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { resourceArn, resourceInUse, resourceNotFound, validationException } from '../errors.ts';
import { listPage } from '../listing.ts';
import { setTags } from '../tags.ts';
import { jobDefinitions, monitoringSchedules, type ScheduleRecord } from './records.ts';
import { settleSchedule } from './schedule-states.ts';

type OfSchedule = Given<DescribeMonitoringScheduleRequest, 'MonitoringScheduleName'>;
type Input = Given<CreateMonitoringScheduleRequest, 'MonitoringScheduleName' | 'MonitoringScheduleConfig'>;

const NOT_EXECUTED =
	'NotSimulated: the schedule is kept as a record; its executions are not simulated, so none will be listed.';

/** Hourly, every so many hours, daily, or once. */
const EXPRESSION = /^(NOW|cron\(0 (\*|\d+|\d+\/\d+|\*\/\d+) \? \* \* \*\))$/;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateMonitoringSchedule.html */
export async function createMonitoringSchedule(
	ctx: Context,
	input: Input
): Promise<CreateMonitoringScheduleResponse> {
	const { MonitoringScheduleName: name, MonitoringScheduleConfig: config } = input;
	const arn = resourceArn(ctx, 'monitoring-schedule', name);
	checkConfig(ctx, config);
	const record = await ctx.store.transact((tx) => {
		if (tx.get(monitoringSchedules, name)) throw resourceInUse(`Monitoring Schedule already exists: ${arn}`);
		const times = { createdAt: tx.now, modifiedAt: tx.now };
		const created: ScheduleRecord = { name, config, status: 'Pending', wanted: 'Scheduled', ...times };
		tx.put(monitoringSchedules, name, created);
		setTags(tx, arn, input.Tags ?? []);
		return created;
	});
	settleSchedule(ctx, record);
	return { MonitoringScheduleArn: arn };
}

function checkConfig(ctx: Context, config: MonitoringScheduleConfig): void {
	const { MonitoringJobDefinition: inline, MonitoringJobDefinitionName: name, MonitoringType: type } = config;
	if ((inline === undefined) === (name === undefined)) {
		throw validationException(
			'Exactly one of MonitoringJobDefinition and MonitoringJobDefinitionName must be given.'
		);
	}
	if (name !== undefined && type === undefined) {
		throw validationException('MonitoringType is required together with MonitoringJobDefinitionName.');
	}
	if (name !== undefined && !ctx.store.get(jobDefinitions[type!], name)) {
		throw validationException(`Could not find the ${type} job definition '${name}'.`);
	}
	const expression = config.ScheduleConfig?.ScheduleExpression;
	if (expression !== undefined && !EXPRESSION.test(expression)) {
		throw validationException(
			`The ScheduleExpression '${expression}' is neither NOW nor a cron expression of full hours.`
		);
	}
}

function need(ctx: Context, name: string): ScheduleRecord {
	const record = ctx.store.get(monitoringSchedules, name);
	if (record) return record;
	throw resourceNotFound(`Monitoring Schedule ${resourceArn(ctx, 'monitoring-schedule', name)} not found`);
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeMonitoringSchedule.html */
export async function describeMonitoringSchedule(
	ctx: Context,
	input: OfSchedule
): Promise<DescribeMonitoringScheduleResponse> {
	const record = need(ctx, input.MonitoringScheduleName);
	const { MonitoringJobDefinitionName: _name, ...summary } = summaryOf(ctx, record);
	return { ...summary, FailureReason: NOT_EXECUTED, MonitoringScheduleConfig: record.config };
}

function summaryOf(ctx: Context, { name, config, status, createdAt, modifiedAt }: ScheduleRecord) {
	return {
		MonitoringScheduleName: name,
		MonitoringScheduleArn: resourceArn(ctx, 'monitoring-schedule', name),
		MonitoringScheduleStatus: status,
		MonitoringType: config.MonitoringType,
		CreationTime: new Date(createdAt),
		LastModifiedTime: new Date(modifiedAt),
		MonitoringJobDefinitionName: config.MonitoringJobDefinitionName,
		EndpointName: config.MonitoringJobDefinition?.MonitoringInputs?.[0]?.EndpointInput?.EndpointName
	};
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListMonitoringSchedules.html */
export async function listMonitoringSchedules(
	ctx: Context,
	input: ListMonitoringSchedulesRequest
): Promise<ListMonitoringSchedulesResponse> {
	const wanted = ctx.store.values(monitoringSchedules).filter((record) => {
		const { EndpointName, MonitoringJobDefinitionName, MonitoringType } = summaryOf(ctx, record);
		return (
			(input.EndpointName ?? EndpointName) === EndpointName &&
			(input.MonitoringJobDefinitionName ?? MonitoringJobDefinitionName) === MonitoringJobDefinitionName &&
			(input.MonitoringTypeEquals ?? MonitoringType) === MonitoringType
		);
	});
	const { items, nextToken } = listPage(ctx, wanted, input);
	return { MonitoringScheduleSummaries: items.map((one) => summaryOf(ctx, one)), NextToken: nextToken };
}

/** None was ever executed. */
export async function listMonitoringExecutions(): Promise<ListMonitoringExecutionsResponse> {
	return { MonitoringExecutionSummaries: [] };
}

export async function updateMonitoringSchedule(
	ctx: Context,
	input: Input
): Promise<CreateMonitoringScheduleResponse> {
	checkConfig(ctx, input.MonitoringScheduleConfig);
	const name = input.MonitoringScheduleName;
	await change(ctx, name, (record) => ({ ...record, config: input.MonitoringScheduleConfig }));
	return { MonitoringScheduleArn: resourceArn(ctx, 'monitoring-schedule', name) };
}

export async function startMonitoringSchedule(ctx: Context, input: OfSchedule): Promise<object> {
	return change(ctx, input.MonitoringScheduleName, (record) => ({ ...record, wanted: 'Scheduled' }));
}

export async function stopMonitoringSchedule(ctx: Context, input: OfSchedule): Promise<object> {
	return change(ctx, input.MonitoringScheduleName, (record) => ({ ...record, wanted: 'Stopped' }));
}

async function change(
	ctx: Context,
	name: string,
	to: (record: ScheduleRecord) => ScheduleRecord
): Promise<object> {
	const record = await ctx.store.transact((tx) => {
		const before = tx.get(monitoringSchedules, name) ?? need(ctx, name);
		const wanted = before.status === 'Pending' ? before.wanted : before.status;
		const after = to({ ...before, ...(wanted ? { wanted } : {}), status: 'Pending', modifiedAt: tx.now });
		tx.put(monitoringSchedules, name, after);
		return { before, after };
	});
	if (record.before.status !== 'Pending') settleSchedule(ctx, record.after);
	return {};
}

export async function deleteMonitoringSchedule(ctx: Context, input: OfSchedule): Promise<object> {
	const { name } = need(ctx, input.MonitoringScheduleName);
	return ctx.store.transact((tx) => {
		tx.remove(monitoringSchedules, name);
		setTags(tx, resourceArn(ctx, 'monitoring-schedule', name), []);
		return {};
	});
}
