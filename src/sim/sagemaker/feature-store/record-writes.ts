import type { DeleteRecordRequest, PutRecordRequest } from '@aws-sdk/client-sagemaker-featurestore-runtime';
import type { TtlDuration } from '@aws-sdk/client-sagemaker';
import { encodeUtf8 } from '#base/bytes.ts';
import { AwsError } from '#base/errors.ts';
import { countFeatureUnits } from '../../billing/index.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import type { Transaction } from '../../core/table.ts';
import { queueRow, writeOfflineLater } from './offline-store.ts';
import { findGroup, isOnline, onlineKey, onlineRecords, type FeatureGroupRecord } from './records.ts';
import { eventTimeMs, readValues, validationError } from './values.ts';

const UNIT_MS = {
	Seconds: 1000,
	Minutes: 60_000,
	Hours: 3_600_000,
	Days: 86_400_000,
	Weeks: 7 * 86_400_000
} as const;

const LARGEST_RECORD = 350 * 1024;

type Stores = readonly string[] | undefined;

/**
 * Writes a record. In the online store the latest event time wins: an earlier one goes to the offline store only.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_feature_store_PutRecord.html
 */
export async function putRecord(
	ctx: Context,
	input: Given<PutRecordRequest, 'FeatureGroupName' | 'Record'>
): Promise<object> {
	const group = readyGroup(ctx, input.FeatureGroupName);
	const stores = storesOf(group, input.TargetStores);
	if (input.TtlDuration && !isOnline(group)) {
		throw validationError('Validation Error: TtlDuration is for records of an online store.');
	}
	const values = readValues(group, input.Record);
	const { RecordIdentifierFeatureName: id, EventTimeFeatureName: event } = group.request;
	const eventAt = eventTimeMs(group, values[event]!);
	const ttl = input.TtlDuration ?? group.ttl;
	const sizeBytes = sizeOf(values);
	if (sizeBytes > LARGEST_RECORD) {
		throw validationError(
			`Validation Error: the record has ${sizeBytes} bytes; it may have ${LARGEST_RECORD} at most.`
		);
	}
	countFeatureUnits(ctx, group.name, 'Write', sizeBytes);
	await write(ctx, group, (tx) => {
		if (stores.online) {
			const key = onlineKey(group, values[id]!);
			const before = tx.get(onlineRecords, key);
			if (!before || eventAt >= before.eventAt) {
				const expiresAt = ttl ? eventAt + ttlMs(ttl) : null;
				tx.put(onlineRecords, key, { values, eventAt, expiresAt });
			}
		}
		return stores.offline && queueRow(tx, group, { values, eventAt, invokedAt: tx.now, isDeleted: false });
	});
	return {};
}

function ttlMs({ Unit, Value }: TtlDuration): number {
	return UNIT_MS[Unit ?? 'Seconds'] * (Value ?? 0);
}

/**
 * Deletes a record: softly, so that nothing earlier comes back, or for good. The offline store keeps it and gets a row
 * that says so.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_feature_store_DeleteRecord.html
 */
export async function deleteRecord(
	ctx: Context,
	input: Given<DeleteRecordRequest, 'FeatureGroupName' | 'RecordIdentifierValueAsString' | 'EventTime'>
): Promise<object> {
	const group = readyGroup(ctx, input.FeatureGroupName);
	const stores = storesOf(group, input.TargetStores);
	const { RecordIdentifierValueAsString: id, EventTime: event } = input;
	const eventAt = eventTimeMs(group, event);
	const key = onlineKey(group, id);
	countFeatureUnits(ctx, group.name, 'Write', id.length);
	await write(ctx, group, (tx) => {
		const before = tx.get(onlineRecords, key);
		if (stores.online && before && eventAt >= before.eventAt) {
			if (input.DeletionMode === 'HardDelete') tx.remove(onlineRecords, key);
			else tx.put(onlineRecords, key, { values: null, eventAt, expiresAt: before.expiresAt });
		}
		const { RecordIdentifierFeatureName, EventTimeFeatureName } = group.request;
		const values = { [RecordIdentifierFeatureName]: id, [EventTimeFeatureName]: event };
		return stores.offline && queueRow(tx, group, { values, eventAt, invokedAt: tx.now, isDeleted: true });
	});
	return {};
}

/** Bytes of a record, names and values. */
export function sizeOf(values: Readonly<Record<string, string | undefined>>): number {
	return Object.entries(values).reduce(
		(sum, [name, value]) => sum + encodeUtf8(name + (value ?? '')).length,
		0
	);
}

async function write(
	ctx: Context,
	group: FeatureGroupRecord,
	change: (tx: Transaction) => boolean
): Promise<void> {
	const isFirst = await ctx.store.transact(change);
	if (isFirst) void writeOfflineLater(ctx, group);
}

/** @throws AwsError ResourceNotFound or ValidationError */
export function readyGroup(ctx: Context, nameOrArn: string): FeatureGroupRecord {
	const group = findGroup(ctx, nameOrArn);
	if (!group) {
		throw new AwsError(
			'ResourceNotFound',
			`Resource Not Found: [FeatureGroupName: ${nameOrArn}] does not exist.`,
			404
		);
	}
	if (group.status === 'Created') return group;
	throw validationError(`Validation Error: the FeatureGroup ${group.name} is ${group.status}.`);
}

function storesOf(
	group: FeatureGroupRecord,
	asked: Stores
): { readonly online: boolean; readonly offline: boolean } {
	const has = { OnlineStore: isOnline(group), OfflineStore: group.offlineUri !== null };
	for (const store of asked ?? []) {
		if (has[store as keyof typeof has]) continue;
		throw validationError(`Validation Error: the FeatureGroup ${group.name} has no ${store}.`);
	}
	return {
		online: has.OnlineStore && (asked?.includes('OnlineStore') ?? true),
		offline: has.OfflineStore && (asked?.includes('OfflineStore') ?? true)
	};
}
