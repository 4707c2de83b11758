import type { Context } from '../../core/context.ts';
import { defineTable, type Table } from '../../core/table.ts';
import { nameOf, resourceArn, resourceNotFound } from '../errors.ts';

export interface PipelineRecord {
	readonly name: string;
	readonly displayName: string | null;
	readonly description: string | null;
	/** Its JSON, as it was given. */
	readonly definition: string;
	/** Counts the updates, from 1. */
	readonly version: number;
	readonly roleArn: string;
	/** Most steps that run at a time; null where nobody said. */
	readonly parallelism: number | null;
	readonly createdAt: number;
	readonly modifiedAt: number;
	readonly lastRunAt: number | null;
	/** ClientRequestToken of the creation. */
	readonly token: string;
}

export type StepStatus = 'Starting' | 'Executing' | 'Stopping' | 'Stopped' | 'Failed' | 'Succeeded';

/** One step that has begun. */
export interface StepRecord {
	readonly name: string;
	readonly type: string;
	readonly status: StepStatus;
	readonly startedAt: number;
	readonly endedAt: number | null;
	readonly failureReason: string | null;
	/** How often its job was tried; 0 while none has been. */
	readonly attempts: number;
	/** Name of its job, chosen and stored before the job is created: a region that starts again finds it so. */
	readonly resource: string | null;
	readonly arn: string | null;
	/** Its arguments with all references replaced, as JSON. */
	readonly input: string | null;
	/** What its job's Describe operation answered at its end: what other steps may refer to. */
	readonly outputs: Readonly<Record<string, unknown>> | null;
	/** Of a condition. */
	readonly outcome: boolean | null;
	/** ARN of the execution whose result was taken instead of running the step. */
	readonly cachedFrom: string | null;
}

export interface ExecutionRecord {
	/** What follows `pipeline/` in its ARN, by which it is stored. */
	readonly key: string;
	readonly id: string;
	readonly pipeline: string;
	readonly version: number;
	/** The definition as of the start: later updates of the pipeline do not reach it. */
	readonly definition: string;
	/** As they were given, without defaults. */
	readonly parameters: Readonly<Record<string, string>>;
	/** The pipeline's, as of the start; absent in records of earlier releases. */
	readonly roleArn?: string | undefined;
	readonly displayName: string | null;
	readonly description: string | null;
	readonly parallelism: number | null;
	readonly status: 'Executing' | 'Stopping' | 'Stopped' | 'Failed' | 'Succeeded';
	readonly failureReason: string | null;
	readonly createdAt: number;
	readonly modifiedAt: number;
	readonly experiment: { readonly ExperimentName: string; readonly TrialName: string } | null;
	readonly token: string;
	/** Those that have begun, in that order. */
	readonly steps: readonly StepRecord[];
}

export const pipelines = defineTable<PipelineRecord>('pipelines');
/** By key, which begins with the name of the pipeline: in order, so that those of one pipeline lie together. */
export const pipelineExecutions = defineTable<ExecutionRecord>('pipelineExecutions', { ordered: true });

export const PIPELINE_TABLES: readonly Table<unknown>[] = [pipelines, pipelineExecutions];

/** @throws AwsError ResourceNotFound */
export function needPipeline(ctx: Context, nameOrArn: string): PipelineRecord {
	const name = nameOf('pipeline', nameOrArn);
	const record = ctx.store.get(pipelines, name);
	if (record) return record;
	throw resourceNotFound(`Pipeline '${resourceArn(ctx, 'pipeline', name)}' does not exist.`);
}

/** @throws AwsError ResourceNotFound */
export function needExecution(ctx: Context, arn: string): ExecutionRecord {
	const record = ctx.store.get(pipelineExecutions, nameOf('pipeline', arn));
	if (record) return record;
	throw resourceNotFound(`PipelineExecution '${arn}' does not exist.`);
}

export function executionArn(ctx: Context, { key }: Pick<ExecutionRecord, 'key'>): string {
	return resourceArn(ctx, 'pipeline', key);
}

export function executionsOf(ctx: Context, pipeline: string): ExecutionRecord[] {
	const found: ExecutionRecord[] = [];
	const prefix = `${pipeline}/`;
	for (const key of ctx.store.keysFrom(pipelineExecutions, prefix)) {
		if (!key.startsWith(prefix)) break;
		found.push(ctx.store.get(pipelineExecutions, key)!);
	}
	return found;
}
