import type {
	CreateNotebookInstanceInput,
	NotebookInstanceLifecycleHook,
	NotebookInstanceStatus
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { defineTable, type Table } from '../../core/table.ts';
import { resourceArn, validationException } from '../errors.ts';

export interface NotebookRecord {
	readonly name: string;
	/** Names come again; this does not. */
	readonly id: string;
	readonly request: Given<CreateNotebookInstanceInput, 'NotebookInstanceName' | 'InstanceType' | 'RoleArn'>;
	readonly status: NotebookInstanceStatus;
	/** How often it has come into service: each time is a line of the bill. */
	readonly runs: number;
	readonly createdAt: number;
	readonly modifiedAt: number;
}

export interface LifecycleConfigRecord {
	readonly name: string;
	readonly onCreate: readonly NotebookInstanceLifecycleHook[];
	readonly onStart: readonly NotebookInstanceLifecycleHook[];
	readonly createdAt: number;
	readonly modifiedAt: number;
}

export const notebookInstances = defineTable<NotebookRecord>('notebookInstances');
export const lifecycleConfigs = defineTable<LifecycleConfigRecord>('notebookLifecycleConfigs');

export const NOTEBOOK_TABLES: readonly Table<unknown>[] = [notebookInstances, lifecycleConfigs];

/** @throws AwsError ValidationException */
export function needNotebook(ctx: Context, name: string): NotebookRecord {
	const record = ctx.store.get(notebookInstances, name);
	if (!record) throw validationException('RecordNotFound');
	return record;
}

/** @throws AwsError ValidationException */
export function needLifecycleConfig(ctx: Context, name: string, verb = 'describe'): LifecycleConfigRecord {
	const record = ctx.store.get(lifecycleConfigs, name);
	if (record) return record;
	const arn = resourceArn(ctx, 'notebook-instance-lifecycle-config', name);
	throw validationException(
		`Unable to ${verb} Notebook Instance Lifecycle Config '${arn}'. (Details: Notebook Instance Lifecycle Config does not exist.)`
	);
}
