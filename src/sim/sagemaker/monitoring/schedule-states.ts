import { afterState } from '../../core/after.ts';
import type { Context } from '../../core/context.ts';
import { defineStates } from '../../core/states.ts';
import { monitoringSchedules, type ScheduleRecord } from './records.ts';

/**
 * A schedule is Pending while it is made or changed. Which of the two others follows is what was asked for.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeMonitoringSchedule.html (MonitoringScheduleStatus)
 * @see https://github.com/aws/sagemaker-python-sdk model_monitoring.py waits for the end of Pending after each change
 */
export const scheduleStates = defineStates({
	pending: { status: 'Pending', message: 'The schedule is being made or changed', afterMs: 15_000 },
	scheduled: { status: 'Scheduled', message: 'The schedule is in force' },
	stopped: { status: 'Stopped', message: 'The schedule rests' }
});

/** Brings a schedule that is Pending to what was asked for. */
export function settleSchedule(ctx: Context, { name, createdAt, status }: ScheduleRecord): void {
	if (status !== 'Pending') return;
	afterState(ctx, scheduleStates.pending, (tx) => {
		const record = tx.get(monitoringSchedules, name);
		if (record?.createdAt !== createdAt || record.status !== 'Pending') return;
		tx.put(monitoringSchedules, name, { ...record, status: record.wanted ?? 'Scheduled' });
	});
}

/** Takes up what was under way when the region last ended. */
export function resumeSchedules(ctx: Context): void {
	for (const schedule of ctx.store.values(monitoringSchedules)) settleSchedule(ctx, schedule);
}
