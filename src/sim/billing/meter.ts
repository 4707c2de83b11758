import type { Context } from '../core/context.ts';
import { defineTable, type Transaction } from '../core/table.ts';
import type { MeterLine } from '../events.ts';
import { INSTANCE_HOUR, SERVERLESS_GB_SECOND, STORAGE_GB_HOUR, THOUSAND_REQUESTS } from './prices.ts';

/** Every line that ever cost money, by its id. */
export const meterLines = defineTable<MeterLine>('meter');

const GB = 2 ** 30;
const HOUR_MS = 3_600_000;

export interface InstanceUse {
	readonly id: string;
	readonly service: 'Training' | 'Processing' | 'Hosting' | 'Transform' | 'Notebook';
	readonly resource: string;
	readonly instanceType: string;
	readonly instanceCount: number;
}

/** Instances begin to cost. */
export function startInstances(tx: Transaction, use: InstanceUse): void {
	putLine(tx, {
		id: use.id,
		service: use.service,
		resource: use.resource,
		sku: use.instanceType,
		quantity: use.instanceCount,
		price: INSTANCE_HOUR[use.instanceType] ?? 0,
		timed: true,
		startedAt: tx.now,
		endedAt: null
	});
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
	const common = priced(use);
	const current = tx.get(meterLines, kind + id);
	if (current) {
		const pastId = `${kind}-past${id}`;
		const past = tx.get(meterLines, pastId);
		const unitHours = (current.quantity * (tx.now - current.startedAt)) / HOUR_MS;
		const sum = (past?.quantity ?? 0) + unitHours;
		const startedAt = past?.startedAt ?? current.startedAt;
		putLine(tx, { ...common, id: pastId, quantity: sum, timed: false, startedAt, endedAt: tx.now });
	}
	putLine(tx, { ...common, id: kind + id, quantity, timed: true, startedAt: tx.now, endedAt: null });
}

/** Counts `quantity` more units of something that costs by the unit. */
export function meterUnits(tx: Transaction, id: string, use: Use, quantity: number): void {
	const before = tx.get(meterLines, id);
	putLine(tx, {
		...priced(use),
		id,
		quantity: (before?.quantity ?? 0) + quantity,
		timed: false,
		startedAt: before?.startedAt ?? tx.now,
		endedAt: tx.now
	});
}

function priced({ price, ...use }: Use): Use & { readonly price: number; readonly unpriced?: true } {
	return price === undefined ? { ...use, price: 0, unpriced: true } : { ...use, price };
}

/** Counts one request to S3. The count becomes durable with the next change, so a crash may lose the last few. */
export function countRequest(ctx: Context, bucket: string, tier: keyof typeof THOUSAND_REQUESTS): void {
	const id = `requests/${tier}/${bucket}`;
	const now = Math.round(ctx.clock.now());
	const before = ctx.store.get(meterLines, id);
	const line: MeterLine = {
		id,
		service: 'Requests',
		resource: bucket,
		sku: tier === 'write' ? 'S3 PUT, COPY, POST, LIST' : 'S3 GET, HEAD',
		quantity: ((before?.quantity ?? 0) * 1000 + 1) / 1000,
		price: THOUSAND_REQUESTS[tier],
		timed: false,
		startedAt: before?.startedAt ?? now,
		endedAt: now
	};
	ctx.store.putLater(meterLines, id, line, { type: 'meter', line });
}

/** Adds the work of one request to what a serverless endpoint has cost; a crash may lose the last few, as above. */
export function countServerless(ctx: Context, endpoint: string, memoryMb: number, workMs: number): void {
	const id = `serverless/${endpoint}/${memoryMb}`;
	const now = Math.round(ctx.clock.now());
	const before = ctx.store.get(meterLines, id);
	const line: MeterLine = {
		id,
		service: 'Hosting',
		resource: endpoint,
		sku: `Serverless ${memoryMb} MB`,
		quantity: (before?.quantity ?? 0) + (memoryMb / 1024) * (workMs / 1000),
		price: SERVERLESS_GB_SECOND,
		timed: false,
		startedAt: before?.startedAt ?? now,
		endedAt: now
	};
	ctx.store.putLater(meterLines, id, line, { type: 'meter', line });
}

function putLine(tx: Transaction, line: MeterLine): void {
	tx.put(meterLines, line.id, line);
	tx.emit({ type: 'meter', line });
}
