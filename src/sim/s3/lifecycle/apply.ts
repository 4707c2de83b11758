import type { LifecycleRule } from '@aws-sdk/client-s3';
import type { Context } from '../../core/context.ts';
import type { Transaction } from '../../core/table.ts';
import { putSetting, settingsOf } from '../buckets/settings.ts';
import { endUpload, uploadsFrom } from '../multipart/uploads.ts';
import { notifyObject } from '../notifications/notify.ts';
import { historyOf } from '../objects/versions.ts';
import { deleteKey, deleteVersion, EXPIRED, replaceVersion } from '../objects/write.ts';
import {
	historyFrom,
	objectKey,
	objects,
	objectsFrom,
	versionOf,
	type HistoryRecord,
	type ObjectRecord,
	type OldVersion
} from '../tables.ts';
import { abortOf, DAY_MS, expiryOf, midnightAfter } from './expiration.ts';
import { appliesTo, prefixOf } from './rule-filter.ts';

/** Objects that are changed in one transaction. */
const BATCH = 1000;

/**
 * Does what a bucket's lifecycle rules ask for, once for each simulated day, as S3 does at midnight. It is called when
 * somebody next looks at the bucket: nobody can tell the difference, and no clock need tick for it.
 */
export async function applyLifecycle(ctx: Context, bucket: string): Promise<void> {
	const today = Math.floor(ctx.clock.now() / DAY_MS);
	const lifecycle = settingsOf(ctx, bucket).lifecycle;
	if (!lifecycle || lifecycle.appliedDay >= today) return;
	const { rules } = lifecycle;
	const now = today * DAY_MS;
	await inBatches(ctx, [...objectsFrom(ctx, bucket, '')], (tx, object) => {
		// It may have been replaced or deleted meanwhile.
		if (tx.get(objects, objectKey(bucket, object.key))?.order !== object.order) return;
		const expiry = expiryOf(rules, object);
		if (expiry && expiry.at <= now) deleteKey(tx, ctx, bucket, object.key, EXPIRED);
		else transition(tx, ctx, rules, object, now);
	});
	await inBatches(ctx, [...historyFrom(ctx, bucket, '')], (tx, record) => {
		if (isDue(ctx, tx, rules, bucket, record, now)) {
			const { key, versionId } = versionOf(record);
			deleteVersion(tx, ctx, bucket, key, versionId, EXPIRED);
		}
	});
	await inBatches(ctx, [...uploadsFrom(ctx, bucket, '')], (tx, upload) => {
		const abort = abortOf(rules, upload);
		if (abort && abort.at <= now) endUpload(tx, ctx, upload);
	});
	await ctx.store.transact((tx) => {
		const current = settingsOf(tx, bucket).lifecycle;
		if (current) putSetting(tx, bucket, 'lifecycle', { ...current, appliedDay: today });
	});
}

async function inBatches<T>(
	ctx: Context,
	items: readonly T[],
	change: (tx: Transaction, item: T) => void
): Promise<void> {
	for (let i = 0; i < items.length; i += BATCH) {
		await ctx.store.transact((tx) => {
			for (const item of items.slice(i, i + BATCH)) change(tx, item);
		});
	}
}

/** Moves an object into the last storage class that is due. */
function transition(
	tx: Transaction,
	ctx: Context,
	rules: readonly LifecycleRule[],
	object: ObjectRecord,
	now: number
): void {
	const due = rules
		.filter((rule) => appliesTo(rule, object))
		.flatMap(({ Transitions = [] }) => Transitions)
		.map(({ Date: date, Days = 0, StorageClass = 'STANDARD' }) => ({
			at: date?.getTime() ?? midnightAfter(object.modifiedAt, Days),
			storageClass: StorageClass as string
		}))
		.filter(({ at }) => at <= now)
		.sort((a, b) => a.at - b.at)
		.at(-1);
	if (!due || due.storageClass === object.storageClass) return;
	replaceVersion(tx, { ...object, storageClass: due.storageClass });
	notifyObject(tx, ctx, 's3:LifecycleTransition', object);
}

/** Whether an older version, or a delete marker with nothing under it, has had its time. */
function isDue(
	ctx: Context,
	tx: Transaction,
	rules: readonly LifecycleRule[],
	bucket: string,
	record: HistoryRecord,
	now: number
): boolean {
	const { key } = versionOf(record);
	const versions = [...historyOf(ctx, bucket, key, tx)];
	if (record.kind === 'object') {
		const newer = versions.filter(({ kind }) => kind === 'object').indexOf(record);
		return rules.some((rule) => expiresOld(rule, record, newer, now));
	}
	const isAlone = versions.length === 1 && !tx.get(objects, objectKey(bucket, key));
	return (
		isAlone &&
		rules.some(
			(rule) =>
				rule.Status === 'Enabled' &&
				rule.Expiration?.ExpiredObjectDeleteMarker === true &&
				key.startsWith(prefixOf(rule))
		)
	);
}

function expiresOld(
	rule: LifecycleRule,
	{ object, supersededAt }: OldVersion,
	newer: number,
	now: number
): boolean {
	const { NoncurrentDays, NewerNoncurrentVersions = 0 } = rule.NoncurrentVersionExpiration ?? {};
	if (NoncurrentDays === undefined || !appliesTo(rule, object)) return false;
	return newer >= NewerNoncurrentVersions && midnightAfter(supersededAt, NoncurrentDays) <= now;
}
