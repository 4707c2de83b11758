import type { CreateTrialComponentRequest, MetadataProperties } from '@aws-sdk/client-sagemaker';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { defineTable, type Table } from '../../core/table.ts';
import { resourceNotFound } from '../errors.ts';

export interface ExperimentRecord {
	readonly name: string;
	readonly displayName: string;
	readonly description: string | null;
	readonly createdAt: number;
	readonly modifiedAt: number;
}

export interface TrialRecord {
	readonly name: string;
	readonly displayName: string;
	readonly experiment: string;
	readonly metadata: MetadataProperties | null;
	readonly createdAt: number;
	readonly modifiedAt: number;
}

export interface TrialComponentRecord {
	readonly name: string;
	readonly displayName: string;
	/** What was said of it; a component of a job has what the job did besides. */
	readonly told: Pick<
		CreateTrialComponentRequest,
		| 'Status'
		| 'StartTime'
		| 'EndTime'
		| 'Parameters'
		| 'InputArtifacts'
		| 'OutputArtifacts'
		| 'MetadataProperties'
	>;
	/** The training job that it stands for. */
	readonly jobName: string | null;
	readonly createdAt: number;
	readonly modifiedAt: number;
}

/** One component in one trial. */
export interface AssociationRecord {
	readonly trial: string;
	readonly component: string;
}

export const experiments = defineTable<ExperimentRecord>('experiments');
export const trials = defineTable<TrialRecord>('trials');
export const trialComponents = defineTable<TrialComponentRecord>('trialComponents');
/** By {@link associationKey}. */
export const associations = defineTable<AssociationRecord>('trialAssociations');

export const EXPERIMENT_TABLES: readonly Table<unknown>[] = [
	experiments,
	trials,
	trialComponents,
	associations
];

/** Names hold no slash. */
export function associationKey(trial: string, component: string): string {
	return `${trial}/${component}`;
}

/** @throws AwsError ResourceNotFound */
export function needExperiment(ctx: Context, name: string): ExperimentRecord {
	const record = ctx.store.get(experiments, name);
	if (!record) throw resourceNotFound(`Experiment '${name}' does not exist.`);
	return record;
}

/** @throws AwsError ResourceNotFound */
export function needTrial(ctx: Context, name: string): TrialRecord {
	const record = ctx.store.get(trials, name);
	if (!record) throw resourceNotFound(`Trial '${name}' does not exist.`);
	return record;
}

/** @throws AwsError ResourceNotFound */
export function needComponent(ctx: Context, name: string): TrialComponentRecord {
	const record = ctx.store.get(trialComponents, name);
	if (!record) throw resourceNotFound(`Trial Component '${name}' does not exist.`);
	return record;
}

/** ValidationException: the name is taken. */
export function nameTaken(what: string, name: string): AwsError {
	return new AwsError(
		'ValidationException',
		`${what} names must be unique within an AWS account and region. ${what} with name (${name}) already exists.`
	);
}
