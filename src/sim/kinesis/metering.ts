import { meterLevel, meterLines, meterUnits, PUT_PAYLOAD_UNIT, SHARD_HOUR } from '../billing/index.ts';
import type { Transaction } from '../core/table.ts';
import type { StreamRecord } from './tables.ts';
import { openShards } from './views.ts';

/** A PUT payload unit is 25 KB, begun ones counted whole, of one record. */
const UNIT_BYTES = 25_000;

/**
 * Provisioned streams cost by the hour and open shard, those on demand by the hour and stream: of what the latter cost
 * sources tell different prices, so they have none here.
 */
export function meterShards(tx: Transaction, stream: StreamRecord): void {
	const open = openShards(stream).length;
	const provisioned = stream.mode === 'PROVISIONED';
	level(tx, stream, 'Shard hours', provisioned && stream.status !== 'CREATING' ? open : 0, SHARD_HOUR);
	level(
		tx,
		stream,
		'On-demand stream hours',
		!provisioned && stream.status !== 'CREATING' && open > 0 ? 1 : 0
	);
}

function level(
	tx: Transaction,
	{ name, uid, tags }: StreamRecord,
	sku: string,
	quantity: number,
	price?: number
): void {
	const id = `/${uid}/${sku}`;
	if ((tx.get(meterLines, `kinesis${id}`)?.quantity ?? 0) === quantity) return;
	const use = {
		service: 'Kinesis',
		resource: name,
		sku,
		tags,
		...(price === undefined ? {} : { price })
	} as const;
	meterLevel(tx, id, 'kinesis', use, quantity);
}

/** @param sizes bytes of each record that was taken, its partition key included */
export function meterPut(
	tx: Transaction,
	{ name, uid, mode, tags }: StreamRecord,
	sizes: readonly number[]
): void {
	if (sizes.length === 0) return;
	if (mode === 'PROVISIONED') {
		const units = sizes.reduce((sum, size) => sum + Math.max(1, Math.ceil(size / UNIT_BYTES)), 0);
		const use = { service: 'Kinesis', resource: name, sku: 'PUT payload units', tags } as const;
		meterUnits(tx, `kinesis-put/${uid}/${use.sku}`, { ...use, price: PUT_PAYLOAD_UNIT }, units);
	} else {
		const gb = sizes.reduce((sum, size) => sum + Math.max(1024, size), 0) / 2 ** 30;
		const use = { service: 'Kinesis', resource: name, sku: 'GB in, on demand', tags } as const;
		meterUnits(tx, `kinesis-put/${uid}/${use.sku}`, use, gb);
	}
}
