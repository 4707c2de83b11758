import { meterLevel, meterLines, meterUnits } from '../billing/index.ts';
import type { Transaction } from '../core/table.ts';
import type { StreamRecord } from './tables.ts';
import { openShards } from './views.ts';

/** A PUT payload unit is 25 KB, begun ones counted whole, of one record. */
const UNIT_BYTES = 25_000;

/** Provisioned streams cost by the hour and open shard, those on demand by the hour and stream. */
export function meterShards(tx: Transaction, stream: StreamRecord): void {
	const open = openShards(stream).length;
	const provisioned = stream.mode === 'PROVISIONED';
	level(tx, stream, 'Shard hours', provisioned && stream.status !== 'CREATING' ? open : 0);
	level(
		tx,
		stream,
		'On-demand stream hours',
		!provisioned && stream.status !== 'CREATING' && open > 0 ? 1 : 0
	);
}

function level(tx: Transaction, { name, uid, tags }: StreamRecord, sku: string, quantity: number): void {
	const id = `/${uid}/${sku}`;
	if ((tx.get(meterLines, `kinesis${id}`)?.quantity ?? 0) === quantity) return;
	meterLevel(tx, id, 'kinesis', { service: 'Kinesis', resource: name, sku, tags }, quantity);
}

/** @param sizes bytes of each record that was taken, its partition key included */
export function meterPut(
	tx: Transaction,
	{ name, uid, mode, tags }: StreamRecord,
	sizes: readonly number[]
): void {
	if (sizes.length === 0) return;
	const [sku, quantity] =
		mode === 'PROVISIONED'
			? ['PUT payload units', sizes.reduce((sum, size) => sum + Math.max(1, Math.ceil(size / UNIT_BYTES)), 0)]
			: ['GB in, on demand', sizes.reduce((sum, size) => sum + Math.max(1024, size), 0) / 2 ** 30];
	meterUnits(tx, `kinesis-put/${uid}/${sku}`, { service: 'Kinesis', resource: name, sku, tags }, quantity);
}
