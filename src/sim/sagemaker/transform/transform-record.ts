import type { CreateTransformJobRequest } from '@aws-sdk/client-sagemaker';
import { endInstances } from '../../billing/index.ts';
import { defineTable, type Table, type Transaction } from '../../core/table.ts';
import type { ContainerRecord } from '../hosting/hosting-records.ts';

export interface TransformJobRecord {
	readonly name: string;
	/** As it was asked for; its required members are there. */
	readonly request: CreateTransformJobRequest;
	/** The model as it was when the job was created. */
	readonly containers: readonly ContainerRecord[];
	/** ExecutionRoleArn of the model; absent where it has none, and in records of earlier releases. */
	readonly roleArn?: string | undefined;
	readonly instanceType: string;
	readonly instanceCount: number;
	readonly status: 'InProgress' | 'Completed' | 'Failed' | 'Stopping' | 'Stopped';
	readonly createdAt: number;
	readonly modifiedAt: number;
	/** When its instances were ready, from which on it costs money. */
	readonly startedAt: number | null;
	readonly endedAt: number | null;
	readonly failureReason: string | null;
}

export const transformJobs = defineTable<TransformJobRecord>('transformJobs');

export const TRANSFORM_TABLES: readonly Table<unknown>[] = [transformJobs];

/** Writes a changed record. */
export function putTransformJob(tx: Transaction, record: TransformJobRecord): void {
	tx.put(transformJobs, record.name, { ...record, modifiedAt: tx.now });
}

/** Meter line of a job's instances. */
export function meterIdOf({ name, createdAt }: TransformJobRecord): string {
	return `transform/${name}/${createdAt}`;
}

/** Writes a job's last record and ends what it costs: whole seconds, at least one. */
export function closeTransformJob(
	tx: Transaction,
	record: TransformJobRecord,
	end: Pick<TransformJobRecord, 'status' | 'failureReason'>,
	at: number
): void {
	const { startedAt } = record;
	if (startedAt !== null) {
		const seconds = Math.max(1, Math.ceil((at - startedAt) / 1000));
		endInstances(tx, meterIdOf(record), startedAt + seconds * 1000);
	}
	putTransformJob(tx, { ...record, ...end, endedAt: at });
}
