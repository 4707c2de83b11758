import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import type { Transaction } from '../../core/table.ts';
import { bucketAccess } from '../../iam/index.ts';
import { parseS3Uri, putObjectIn } from '../../s3/index.ts';
import { writeParquet, type Column } from './parquet.ts';
import {
	featureGroups,
	offlineQueues,
	offlineRows,
	type FeatureGroupRecord,
	type OfflineRow
} from './records.ts';

/** Records reach the offline store within fifteen minutes on AWS; here after five. */
const WAIT_MS = 5 * 60_000;

/** Puts a row into the queue. @returns whether it is the first there, so that somebody must see to the writing */
export function queueRow(tx: Transaction, { id }: FeatureGroupRecord, row: OfflineRow): boolean {
	const queue = tx.get(offlineQueues, id);
	const { first, next } = queue ?? { first: 0, next: 0 };
	tx.put(offlineRows, rowKey(id, next), row);
	tx.put(offlineQueues, id, { first, next: next + 1 });
	return queue === undefined;
}

function rowKey(id: string, index: number): string {
	return `${id}/${index}`;
}

/** Writes what waits, some minutes from now; tries again as long as it cannot. Never rejects. */
export async function writeOfflineLater(ctx: Context, { name, id }: FeatureGroupRecord): Promise<void> {
	try {
		for (;;) {
			await ctx.clock.sleep(WAIT_MS, ctx.live.closing.signal);
			const done = await ctx.store.transact((tx) => {
				const group = tx.get(featureGroups, name);
				return group?.id !== id || writeRows(tx, ctx, group);
			});
			if (done) return;
		}
	} catch {
		// The region closed, or its storage is full: what waits is written when the region is loaded again.
	}
}

/** @returns false where the bucket does not take it */
function writeRows(tx: Transaction, ctx: Context, group: FeatureGroupRecord): boolean {
	const queue = tx.get(offlineQueues, group.id);
	if (!queue) return true;
	const rows: OfflineRow[] = [];
	for (let i = queue.first; i < queue.next; i++) {
		const row = tx.get(offlineRows, rowKey(group.id, i));
		if (row) rows.push(row);
	}
	try {
		for (const [folder, part] of partitions(rows)) putFile(tx, ctx, group, folder, part);
	} catch (error) {
		if (!(error instanceof AwsError)) throw error;
		tx.put(featureGroups, group.name, { ...group, offlineFault: error.message, modifiedAt: tx.now });
		return false;
	}
	if (group.offlineFault !== null) tx.put(featureGroups, group.name, { ...group, offlineFault: null });
	for (let i = queue.first; i < queue.next; i++) tx.remove(offlineRows, rowKey(group.id, i));
	tx.remove(offlineQueues, group.id);
	return true;
}

/** Whether the group's role may write there. @throws AwsError AccessDenied */
export function needOfflineStore(ctx: Context, { request, offlineUri }: FeatureGroupRecord): void {
	if (offlineUri === null) return;
	const { bucket, key } = parseS3Uri(offlineUri)!;
	bucketAccess(ctx, request.RoleArn).needWrite(bucket, `${key}/`);
}

/** Rows by the hour of their event time. */
function partitions(rows: readonly OfflineRow[]): Map<string, OfflineRow[]> {
	const folders = new Map<string, OfflineRow[]>();
	for (const row of rows) {
		const [year, month, day, hour] = new Date(row.eventAt).toISOString().split(/[-T:]/);
		const folder = `year=${year}/month=${month}/day=${day}/hour=${hour}`;
		folders.set(folder, [...(folders.get(folder) ?? []), row]);
	}
	return folders;
}

function putFile(
	tx: Transaction,
	ctx: Context,
	group: FeatureGroupRecord,
	folder: string,
	rows: readonly OfflineRow[]
): void {
	const { bucket, key } = parseS3Uri(group.offlineUri!)!;
	needOfflineStore(ctx, group);
	const latest = rows.reduce((at, row) => Math.max(at, row.eventAt), rows[0]!.eventAt);
	// AWS names a file by the latest event time in it.
	const stamp = new Date(latest).toISOString().replace(/[-:]|\.\d+/g, '');
	const name = `${stamp}_${ctx.rng.hex(16)}.parquet`;
	putObjectIn(tx, ctx, {
		bucket,
		key: `${key}/${folder}/${name}`,
		bytes: writeParquet(columnsOf(group, rows, tx.now)),
		contentType: 'application/octet-stream'
	});
}

function columnsOf(group: FeatureGroupRecord, rows: readonly OfflineRow[], now: number): Column[] {
	const features = group.features.map(({ FeatureName: name, FeatureType: type }): Column => {
		const texts = rows.map(({ values }) => values[name!] ?? null);
		if (type === 'Integral') {
			const values = texts.map((text) => (text === null ? null : BigInt(text.replace(/^\+/, ''))));
			return { name: name!, kind: 'int64', values };
		}
		if (type === 'Fractional') {
			return {
				name: name!,
				kind: 'double',
				values: texts.map((text) => (text === null ? null : Number(text)))
			};
		}
		return { name: name!, kind: 'utf8', values: texts };
	});
	return [
		...features,
		{ name: 'write_time', kind: 'timestamp', values: rows.map(() => now) },
		{ name: 'api_invocation_time', kind: 'timestamp', values: rows.map(({ invokedAt }) => invokedAt) },
		{ name: 'is_deleted', kind: 'boolean', values: rows.map(({ isDeleted }) => isDeleted) }
	];
}
