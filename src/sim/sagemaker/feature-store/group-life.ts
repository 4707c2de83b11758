import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { lasting } from '../../core/states.ts';
import type { Table, Transaction } from '../../core/table.ts';
import { untilStored } from '../../core/until-stored.ts';
import { resourceArn } from '../errors.ts';
import { setTags } from '../tags.ts';
import { groupStates } from './group-states.ts';
import { needOfflineStore, writeOfflineLater } from './offline-store.ts';
import {
	featureGroups,
	featureMetadata,
	offlineQueues,
	offlineRows,
	onlineRecords,
	type FeatureGroupRecord
} from './records.ts';

/** Brings a group from Creating to Created, or to CreateFailed where its role may not write the offline store. Never rejects. */
export async function bringGroupUp(ctx: Context, { name, id }: FeatureGroupRecord): Promise<void> {
	try {
		await lasting(groupStates.creating, ctx.clock, ctx.live.closing.signal);
		await untilStored(ctx, (tx) => {
			const record = tx.get(featureGroups, name);
			if (record?.id !== id || record.status !== 'Creating') return;
			tx.put(featureGroups, name, { ...record, ...outcomeOf(ctx, record), modifiedAt: tx.now });
		});
	} catch {
		// The region closed: the creation goes on when it is loaded again.
	}
}

function outcomeOf(
	ctx: Context,
	group: FeatureGroupRecord
): Pick<FeatureGroupRecord, 'status' | 'failureReason'> {
	try {
		needOfflineStore(ctx, group);
		return { status: 'Created' };
	} catch (error) {
		if (!(error instanceof AwsError)) throw error;
		return { status: 'CreateFailed', failureReason: error.message };
	}
}

/** Waits out the deletion and forgets the group. Never rejects. */
export async function bringGroupDown(ctx: Context, group: FeatureGroupRecord): Promise<void> {
	try {
		await lasting(groupStates.deleting, ctx.clock, ctx.live.closing.signal);
		await untilStored(ctx, (tx) => {
			if (tx.get(featureGroups, group.name)?.id === group.id) forget(tx, ctx, group);
		});
	} catch {
		// The region closed: the deletion goes on when it is loaded again.
	}
}

function forget(tx: Transaction, ctx: Context, { name, id }: FeatureGroupRecord): void {
	tx.remove(featureGroups, name);
	tx.remove(offlineQueues, id);
	setTags(tx, resourceArn(ctx, 'feature-group', name), []);
	const tables: readonly Table<unknown>[] = [onlineRecords, offlineRows];
	for (const table of tables) {
		for (const [key] of ctx.store.entries(table)) if (key.startsWith(`${id}/`)) tx.remove(table, key);
	}
	for (const [key] of ctx.store.entries(featureMetadata)) {
		if (key.startsWith(`${name}/`)) tx.remove(featureMetadata, key);
	}
}

/** Takes up what was under way when the region last ended. */
export function resumeFeatureGroups(ctx: Context): void {
	for (const group of ctx.store.values(featureGroups)) {
		if (group.status === 'Creating') void bringGroupUp(ctx, group);
		if (group.status === 'Deleting') void bringGroupDown(ctx, group);
		if (ctx.store.get(offlineQueues, group.id)) void writeOfflineLater(ctx, group);
	}
}
