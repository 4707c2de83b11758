import type { CreateTrainingJobRequest } from '@aws-sdk/client-sagemaker';
import { builtinAlgorithmOf } from '#ml/registry.ts';
import { defineTable, type Table, type Transaction } from '../../core/table.ts';
import type { MetricPoint, TrainingJobView, TransitionView } from '../../events.ts';
import { creationKey } from '../listing.ts';
import { trainingStates, type TrainingStateName } from './training-states.ts';

export interface TrainingJobRecord {
	readonly name: string;
	/** As it was asked for; its required members are there. */
	readonly request: CreateTrainingJobRequest;
	readonly image: string;
	readonly instanceType: string;
	readonly instanceCount: number;
	readonly maxRuntimeSeconds: number;
	readonly status: TrainingJobView['status'];
	readonly secondaryStatus: string;
	readonly createdAt: number;
	readonly modifiedAt: number;
	/** When its instances were ready, from which on it costs money. */
	readonly startedAt: number | null;
	readonly endedAt: number | null;
	readonly trainingSeconds: number | null;
	readonly failureReason: string | null;
	readonly modelArtifacts: string | null;
	readonly transitions: readonly TransitionView[];
	readonly finalMetrics: readonly MetricPoint[];
	/** Name of the tuning job that started it. */
	readonly tuningJob?: string | undefined;
	/** Name of the AutoML job that started it. */
	readonly autoMLJob?: string | undefined;
}

/** Points of metrics as they came in, one chunk for each batch of log lines. */
export interface MetricChunk {
	readonly jobName: string;
	readonly index: number;
	readonly points: readonly MetricPoint[];
}

export const trainingJobs = defineTable<TrainingJobRecord>('trainingJobs', {
	sortKeyOf: creationKey,
	groupOf: (job) => (isLive(job) ? LIVE : null)
});
/** The group of jobs that have not ended. */
export const LIVE = 'live';
export const metricChunks = defineTable<MetricChunk>('metricChunks');

export const TRAINING_TABLES: readonly Table<unknown>[] = [trainingJobs, metricChunks];

export function isLive({ status }: Pick<TrainingJobRecord, 'status'>): boolean {
	return status === 'InProgress' || status === 'Stopping';
}

/** Meter line of a job's instances. A job's name may come again after DeleteTrainingJob, so the time is part of it. */
export function meterIdOf({ name, createdAt }: TrainingJobRecord): string {
	return `training/${name}/${createdAt}`;
}

/** Writes a changed record and tells the watchers. */
export function putJob(tx: Transaction, record: TrainingJobRecord): void {
	const changed = { ...record, modifiedAt: tx.now };
	tx.put(trainingJobs, record.name, changed);
	tx.emit({ type: 'trainingJob', job: jobView(changed) });
}

/** The record in its next state: the transition before ends, or gets a new sentence where the status stays. */
export function enter(
	record: TrainingJobRecord,
	name: TrainingStateName,
	now: number,
	message: string = trainingStates[name].message
): TrainingJobRecord {
	const { status } = trainingStates[name];
	const before = record.transitions;
	const last = before.at(-1);
	if (last?.status === status) {
		return { ...record, transitions: [...before.slice(0, -1), { ...last, message }] };
	}
	const closed = before.map((t) => (t.endedAt === null ? { ...t, endedAt: now } : t));
	const opened = { status, message, startedAt: now, endedAt: null };
	return { ...record, secondaryStatus: status, transitions: [...closed, opened] };
}

/** A job as watchers see it. */
export function jobView(record: TrainingJobRecord): TrainingJobView {
	return {
		name: record.name,
		status: record.status,
		secondaryStatus: record.secondaryStatus,
		algorithm: builtinAlgorithmOf(record.image)?.name ?? repositoryOf(record.image),
		instanceType: record.instanceType,
		instanceCount: record.instanceCount,
		hyperparameters: record.request.HyperParameters ?? {},
		createdAt: record.createdAt,
		endedAt: record.endedAt,
		billableSeconds: record.trainingSeconds,
		failureReason: record.failureReason,
		modelArtifacts: record.modelArtifacts,
		transitions: record.transitions
	};
}

/** `name` of `registry/name:tag`. */
function repositoryOf(image: string): string {
	return image.split('/').at(-1)!.split(/[:@]/)[0]!;
}
