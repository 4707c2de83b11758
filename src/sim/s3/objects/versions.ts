import type { Context } from '../../core/context.ts';
import type { Transaction } from '../../core/table.ts';
import { settingsOf } from '../buckets/settings.ts';
import { invalidArgument } from '../errors.ts';
import {
	history,
	historyFrom,
	historyKey,
	objectKey,
	objects,
	versionOf,
	type DeleteMarker,
	type HistoryRecord,
	type ObjectRecord
} from '../tables.ts';

/** The version that a request is about. */
export type FoundVersion =
	| { readonly kind: 'object'; readonly object: ObjectRecord; readonly isLatest: boolean }
	| { readonly kind: 'marker'; readonly marker: DeleteMarker; readonly isLatest: boolean };

type Source = Pick<Transaction, 'get'>;

/** The newest version of a key, or the one of that id; null where there is none. */
export function findVersion(
	ctx: Context,
	bucket: string,
	key: string,
	versionId: string | undefined,
	source: Source = ctx.store
): FoundVersion | null {
	const current = source.get(objects, objectKey(bucket, key));
	if (versionId === undefined || current?.versionId === versionId) {
		if (current) return { kind: 'object', object: current, isLatest: true };
		if (versionId === undefined) return found(newestOld(ctx, bucket, key, source), true);
	}
	const old =
		versionId === 'null'
			? nullVersion(ctx, bucket, key, source)
			: source.get(history, historyKey(bucket, key, orderOf(versionId)));
	if (!old || versionOf(old).versionId !== versionId) return null;
	const newest = current ?? newestOld(ctx, bucket, key, source);
	return found(old, newest === old);
}

function nullVersion(ctx: Context, bucket: string, key: string, source: Source): HistoryRecord | undefined {
	for (const record of historyOf(ctx, bucket, key, source)) {
		if (versionOf(record).versionId === 'null') return record;
	}
	return undefined;
}

function found(record: HistoryRecord | undefined, isLatest: boolean): FoundVersion | null {
	if (!record) return null;
	return record.kind === 'marker'
		? { kind: 'marker', marker: record, isLatest }
		: { kind: 'object', object: record.object, isLatest };
}

/**
 * Older versions and delete markers of one key, newest first. A transaction sees what it has removed or replaced, not
 * what it has added: it may change the history of a key only once.
 */
export function* historyOf(
	ctx: Context,
	bucket: string,
	key: string,
	source: Source
): Generator<HistoryRecord, void> {
	for (const record of historyFrom(ctx, bucket, `${key}\0`)) {
		const { key: itsKey, order } = versionOf(record);
		if (itsKey !== key) {
			if (!itsKey.startsWith(`${key}\0`)) return;
			continue;
		}
		const now = source.get(history, historyKey(bucket, key, order));
		if (now) yield now;
	}
}

/** The newest of {@link historyOf}. */
export function newestOld(
	ctx: Context,
	bucket: string,
	key: string,
	source: Source
): HistoryRecord | undefined {
	for (const record of historyOf(ctx, bucket, key, source)) return record;
	return undefined;
}

/** What a new version of a key is called, by the bucket's versioning. */
export function nextVersion(
	tx: Transaction,
	ctx: Context,
	bucket: string,
	key: string
): Pick<ObjectRecord, 'versionId' | 'order'> {
	const { versioning } = settingsOf(tx, bucket);
	const current = tx.get(objects, objectKey(bucket, key))?.order;
	const newest = versioning && newestOld(ctx, bucket, key, tx);
	const last = Math.max(current ?? 0, newest ? versionOf(newest).order : 0);
	// Microseconds: versions of one key may follow one another within a millisecond.
	const order = Math.max(tx.now * 1000, last + 1);
	const id = order.toString(16).padStart(ORDER_DIGITS, '0') + ctx.rng.hex(ID_DIGITS - ORDER_DIGITS);
	return { order, versionId: versioning === 'Enabled' ? id : 'null' };
}

const ORDER_DIGITS = 14;
const ID_DIGITS = 32;

/** @throws AwsError InvalidArgument where the text is none of our ids */
function orderOf(versionId: string): number {
	if (/^[0-9a-f]{32}$/.test(versionId)) return parseInt(versionId.slice(0, ORDER_DIGITS), 16);
	throw invalidArgument('Invalid version id specified', 'versionId', versionId);
}
