import type { Context } from '../core/context.ts';
import type { Transaction } from '../core/table.ts';
import type { MeterLine } from '../events.ts';
import { tagsNow, type CostTags } from './cost-tags.ts';
import { meterLines } from './meter-lines.ts';
import { INSTANCE_HOUR, SERVERLESS_GB_SECOND, STORAGE_GB_HOUR, THOUSAND_REQUESTS } from './prices.ts';

const GB = 2 ** 30;
const HOUR_MS = 3_600_000;

export interface InstanceUse {
	readonly id: string;
	readonly service: 'Training' | 'Processing' | 'Hosting' | 'Transform' | 'Notebook';
	readonly resource: string;
	readonly instanceType: string;
	readonly instanceCount: number;
}

/** Instances begin to cost, under the tags that their resource has now. */
export function startInstances(tx: Transaction, use: InstanceUse): void {
	const { id, service, resource, instanceType: sku, instanceCount: quantity } = use;
	const price = INSTANCE_HOUR[sku];
	const common = priced(tx, { service, resource, sku, ...(price === undefined ? {} : { price }) });
	putLine(tx, { ...common, id, quantity, timed: true, startedAt: tx.now, endedAt: null });
}

/** Instances cost no more from `at` on; nothing happens where the line has ended or never began. */
export function endInstances(tx: Transaction, id: string, at: number): void {
	const line = tx.get(meterLines, id);
	if (line && line.endedAt === null) putLine(tx, { ...line, endedAt: Math.max(at, line.startedAt) });
}

/** What a line is about; `price` is absent where no dated price is known. */
export interface Use {
	readonly service: MeterLine['service'];
	readonly resource: string;
	readonly sku: string;
	readonly price?: number;
	/** Where the resource's record has them; else those that were set as its cost tags. */
	readonly tags?: CostTags;
}

/** A bucket holds so many bytes from now on. */
export function meterStorage(tx: Transaction, bucket: string, sizeBytes: number): void {
	const use = { service: 'Storage', resource: bucket, sku: 'S3 Standard', price: STORAGE_GB_HOUR } as const;
	meterLevel(tx, `/${bucket}`, 'storage', use, sizeBytes / GB);
}

/**
 * So much of something is in use from now on, by the hour. What was in use before is added up in a line of its own.
 * @param id what is in use, after `kind`
 */
export function meterLevel(tx: Transaction, id: string, kind: string, use: Use, quantity: number): void {
	const common = priced(tx, use);
	const current = tx.get(meterLines, kind + id);
	if (current) {
		const pastId = `${kind}-past${id}${underTags(current)}`;
		const past = tx.get(meterLines, pastId);
		const unitHours = (current.quantity * (tx.now - current.startedAt)) / HOUR_MS;
		const sum = (past?.quantity ?? 0) + unitHours;
		const startedAt = past?.startedAt ?? current.startedAt;
		const { tags: _now, ...rest } = common;
		const tags = current.tags ? { tags: current.tags } : {};
		putLine(tx, { ...rest, ...tags, id: pastId, quantity: sum, timed: false, startedAt, endedAt: tx.now });
	}
	putLine(tx, { ...common, id: kind + id, quantity, timed: true, startedAt: tx.now, endedAt: null });
}

/** Counts `quantity` more units of something that costs by the unit. */
export function meterUnits(tx: Transaction, id: string, use: Use, quantity: number): void {
	const common = priced(tx, use);
	const lineId = id + underTags(common);
	putLine(tx, moreUnits(tx.get(meterLines, lineId), { ...common, id: lineId }, quantity, tx.now));
}

/** The same at once; the count becomes durable with the next change, so a crash may lose the last few. */
function countUnits({ store, clock }: Context, id: string, use: Use, quantity: number): void {
	const common = priced(store, use);
	const lineId = id + underTags(common);
	const now = Math.round(clock.now());
	const line = moreUnits(store.get(meterLines, lineId), { ...common, id: lineId }, quantity, now);
	store.putLater(meterLines, lineId, line, { type: 'meter', line });
}

type Common = Omit<MeterLine, 'id' | 'quantity' | 'timed' | 'startedAt' | 'endedAt'>;

function moreUnits(
	before: MeterLine | undefined,
	common: Common & Pick<MeterLine, 'id'>,
	quantity: number,
	now: number
): MeterLine {
	return {
		...common,
		quantity: (before?.quantity ?? 0) + quantity,
		timed: false,
		startedAt: before?.startedAt ?? now,
		endedAt: now
	};
}

function priced(source: Context['store'] | Transaction, { price, tags: own, ...use }: Use): Common {
	const tags = own && Object.keys(own).length > 0 ? own : tagsNow(source, use);
	const line = { ...use, ...(tags ? { tags } : {}) };
	return price === undefined ? { ...line, price: 0, unpriced: true } : { ...line, price };
}

/** Units under other tags are counted apart. */
function underTags({ tags }: Pick<MeterLine, 'tags'>): string {
	return tags ? `#${JSON.stringify(tags)}` : '';
}

/** Counts one request to S3. */
export function countRequest(ctx: Context, bucket: string, tier: keyof typeof THOUSAND_REQUESTS): void {
	const sku = tier === 'write' ? 'S3 PUT, COPY, POST, LIST' : 'S3 GET, HEAD';
	const use = { service: 'Requests', resource: bucket, sku, price: THOUSAND_REQUESTS[tier] } as const;
	countUnits(ctx, `requests/${tier}/${bucket}`, use, 0.001);
}

/** Adds the work of one request to what a serverless endpoint has cost. */
export function countServerless(ctx: Context, endpoint: string, memoryMb: number, workMs: number): void {
	const sku = `Serverless ${memoryMb} MB`;
	const use = { service: 'Hosting', resource: endpoint, sku, price: SERVERLESS_GB_SECOND } as const;
	countUnits(ctx, `serverless/${endpoint}/${memoryMb}`, use, (memoryMb / 1024) * (workMs / 1000));
}

/** Counts what a feature group's store was asked for: a unit is 1 KB written or 4 KB read, begun ones whole. */
export function countFeatureUnits(
	ctx: Context,
	group: string,
	way: 'Write' | 'Read',
	sizeBytes: number
): void {
	const units = Math.max(1, Math.ceil(sizeBytes / (way === 'Write' ? 1024 : 4096)));
	const use = { service: 'Feature Store', resource: group, sku: `${way} request units` } as const;
	countUnits(ctx, `features/${way}/${group}`, use, units);
}

function putLine(tx: Transaction, line: MeterLine): void {
	tx.put(meterLines, line.id, line);
	tx.emit({ type: 'meter', line });
}
