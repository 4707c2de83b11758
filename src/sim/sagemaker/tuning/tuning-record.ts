import type {
	CreateHyperParameterTuningJobRequest,
	HyperParameterTuningJobObjective,
	HyperParameterTuningJobStatus
} from '@aws-sdk/client-sagemaker';
import type { Point } from '#ml/tuning/parameter.ts';
import { defineTable, type Transaction } from '../../core/table.ts';
import type { Given } from '../../core/service.ts';
import type { TrainingJobView } from '../../events.ts';

export type TuningJobInput = Given<
	CreateHyperParameterTuningJobRequest,
	'HyperParameterTuningJobName' | 'HyperParameterTuningJobConfig' | 'TrainingJobDefinition'
>;

export type Objective = Given<HyperParameterTuningJobObjective, 'Type' | 'MetricName'>;

/** One training job of a search. What it came to is kept here, since the job itself may be deleted. */
export interface TrialRecord {
	readonly jobName: string;
	readonly point: Point;
	readonly createdAt: number;
	readonly startedAt: number | null;
	readonly endedAt: number | null;
	readonly status: TrainingJobView['status'];
	readonly failureReason: string | null;
	/** Last value of the objective metric; null while it runs, and where it never came. */
	readonly value: number | null;
}

export interface TuningJobRecord {
	readonly name: string;
	readonly request: TuningJobInput;
	readonly objective: Objective;
	/** As asked for, or drawn. */
	readonly seed: number;
	/** How many trials there are at most. */
	readonly limit: number;
	readonly status: HyperParameterTuningJobStatus;
	readonly createdAt: number;
	readonly modifiedAt: number;
	readonly endedAt: number | null;
	readonly failureReason: string | null;
	readonly trials: readonly TrialRecord[];
}

export const tuningJobs = defineTable<TuningJobRecord>('tuningJobs');

export const TUNING_TABLES = [tuningJobs];

export function putTuningJob(tx: Transaction, record: TuningJobRecord): void {
	tx.put(tuningJobs, record.name, { ...record, modifiedAt: tx.now });
}

/** The metric's value turned so that lower is better. */
export function lossOf({ Type }: Objective, value: number): number {
	return Type === 'Maximize' ? -value : value;
}

/** The trial with the best value of the objective so far, the earlier of two equal ones. */
export function bestTrial({ trials, objective }: TuningJobRecord): TrialRecord | null {
	return trials.reduce<TrialRecord | null>((best, each) => {
		if (each.value === null) return best;
		const isBetter = best === null || lossOf(objective, each.value) < lossOf(objective, best.value!);
		return isBetter ? each : best;
	}, null);
}

/** Hyperparameters as texts. */
export function textsOf(point: Point): Record<string, string> {
	return Object.fromEntries(Object.entries(point).map(([name, value]) => [name, String(value)]));
}
