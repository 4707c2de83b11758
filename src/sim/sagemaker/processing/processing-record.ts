import type { CreateProcessingJobRequest, ProcessingJobStatus } from '@aws-sdk/client-sagemaker';
import { defineTable, type Transaction } from '../../core/table.ts';
import type { Given } from '../../core/service.ts';

export type ProcessingInput = Given<
	CreateProcessingJobRequest,
	'ProcessingJobName' | 'ProcessingResources' | 'AppSpecification' | 'RoleArn'
>;

export interface ProcessingRecord {
	readonly name: string;
	readonly request: ProcessingInput;
	readonly instanceType: string;
	readonly status: ProcessingJobStatus;
	readonly createdAt: number;
	readonly modifiedAt: number;
	/** When its instance was ready, from which on it costs money. */
	readonly startedAt: number | null;
	readonly endedAt: number | null;
	readonly exitMessage: string | null;
	readonly failureReason: string | null;
}

export const processingJobs = defineTable<ProcessingRecord>('processingJobs');

export const PROCESSING_TABLES = [processingJobs];

export function putProcessingJob(tx: Transaction, record: ProcessingRecord): void {
	tx.put(processingJobs, record.name, { ...record, modifiedAt: tx.now });
}

/** On how many instances it runs. */
export function instanceCountOf({ request }: Pick<ProcessingRecord, 'request'>): number {
	return request.ProcessingResources.ClusterConfig?.InstanceCount ?? 1;
}

export function meterIdOf({ name, createdAt }: ProcessingRecord): string {
	return `processing/${name}/${createdAt}`;
}
