import type { Transaction } from '../../core/table.ts';
import { isLive, trainingJobs } from '../training/training-record.ts';
import type { TrialRecord, TuningJobRecord } from './tuning-record.ts';

/** The record with what a trial's training job came to; the record itself while the job still runs. */
export function settleTrial(tx: Transaction, record: TuningJobRecord, jobName: string): TuningJobRecord {
	const job = tx.get(trainingJobs, jobName);
	if (job && isLive(job)) return record;
	const { MetricName } = record.objective;
	const settle = (trial: TrialRecord): TrialRecord => {
		if (!job) {
			return { ...trial, status: 'Failed', failureReason: 'The training job was deleted.', endedAt: tx.now };
		}
		const value = job.finalMetrics.find(({ name }) => name === MetricName)?.value ?? null;
		return {
			...trial,
			status: job.status,
			startedAt: job.startedAt,
			endedAt: job.endedAt,
			failureReason: job.failureReason,
			value: job.status === 'Failed' ? null : value
		};
	};
	return {
		...record,
		trials: record.trials.map((trial) => (trial.jobName === jobName ? settle(trial) : trial))
	};
}
