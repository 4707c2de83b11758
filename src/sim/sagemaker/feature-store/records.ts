import type {
	CreateFeatureGroupRequest,
	FeatureDefinition,
	FeatureGroupStatus,
	FeatureParameter,
	TtlDuration
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { defineTable, type Table } from '../../core/table.ts';
import { nameOf, resourceNotFound } from '../errors.ts';

export interface FeatureGroupRecord {
	readonly name: string;
	/** Names come again; this does not. */
	readonly id: string;
	readonly request: Given<
		CreateFeatureGroupRequest,
		'FeatureGroupName' | 'RecordIdentifierFeatureName' | 'EventTimeFeatureName' | 'FeatureDefinitions'
	>;
	readonly features: readonly FeatureDefinition[];
	readonly status: FeatureGroupStatus;
	readonly ttl: TtlDuration | null;
	/** Where the offline store lies: `s3://…/data`; null without one. */
	readonly offlineUri: string | null;
	/** Why the offline store could not be written to the last time; null where it could. */
	readonly offlineFault: string | null;
	readonly updated: boolean;
	/** Why it could not be created; absent where it could. */
	readonly failureReason?: string | undefined;
	readonly createdAt: number;
	readonly modifiedAt: number;
}

/** What people say about one feature. */
export interface FeatureMetadataRecord {
	readonly description: string | null;
	readonly parameters: readonly FeatureParameter[];
	readonly modifiedAt: number;
}

export type Values = Readonly<Record<string, string>>;

/** The record of the latest event time in the online store. */
export interface OnlineRecord {
	/** Null: it was deleted, and nothing of an earlier event time comes back. */
	readonly values: Values | null;
	/** Milliseconds since the epoch. */
	readonly eventAt: number;
	readonly expiresAt: number | null;
}

/** One row that waits for its way into the offline store. */
export interface OfflineRow {
	readonly values: Values;
	readonly eventAt: number;
	readonly invokedAt: number;
	readonly isDeleted: boolean;
}

/** Which rows of a group wait: those from `first` on, before `next`. */
export interface OfflineQueue {
	readonly first: number;
	readonly next: number;
}

export const featureGroups = defineTable<FeatureGroupRecord>('featureGroups');
/** By group and feature, with a slash between. */
export const featureMetadata = defineTable<FeatureMetadataRecord>('featureMetadata');
/** By the id of the group and the record's identifier. */
export const onlineRecords = defineTable<OnlineRecord>('onlineRecords');
/** By the id of the group and the row's number. */
export const offlineRows = defineTable<OfflineRow>('offlineRows');
/** By the id of the group. */
export const offlineQueues = defineTable<OfflineQueue>('offlineQueues');

export const FEATURE_STORE_TABLES: readonly Table<unknown>[] = [
	featureGroups,
	featureMetadata,
	onlineRecords,
	offlineRows,
	offlineQueues
];

export function findGroup(ctx: Context, nameOrArn: string): FeatureGroupRecord | undefined {
	return ctx.store.get(featureGroups, nameOf('feature-group', nameOrArn));
}

/** @throws AwsError ResourceNotFound */
export function needFeatureGroup(ctx: Context, nameOrArn: string): FeatureGroupRecord {
	const record = findGroup(ctx, nameOrArn);
	if (record) return record;
	const name = nameOf('feature-group', nameOrArn);
	throw resourceNotFound(
		`Resource Not Found: Amazon SageMaker can't find a FeatureGroup with name ${name}. Ensure that the FeatureGroup name is correct.`
	);
}

/** An online store is there only where it was asked for. */
export function isOnline({ request }: FeatureGroupRecord): boolean {
	return request.OnlineStoreConfig?.EnableOnlineStore === true;
}

export function onlineKey({ id }: FeatureGroupRecord, recordId: string): string {
	return `${id}/${recordId}`;
}
