import type { RegionStorage, StorageChange } from '#sim/ports.ts';
import { STORED_BYTES, STORED_TABLES } from '#sim/stored-tables.ts';

const BATCH_ENTRIES = 500;
const BATCH_BYTES = 4 * 1024 * 1024;

/** Makes `to` hold what `from` holds, and nothing else of an account. One that was interrupted can be begun anew. */
export async function copyAccount(from: RegionStorage, to: RegionStorage): Promise<void> {
	for (const table of [...STORED_TABLES, STORED_BYTES]) {
		const stale = (await to.keys(table)).map((key): StorageChange => ({ table, key, value: undefined }));
		if (stale.length > 0) await to.write(stale);
	}
	for (const table of STORED_TABLES) {
		const entries = await from.entries(table);
		for (let at = 0; at < entries.length; at += BATCH_ENTRIES) {
			const batch = entries.slice(at, at + BATCH_ENTRIES);
			await to.write(batch.map(([key, value]) => ({ table, key, value })));
		}
	}
	let batch: StorageChange[] = [];
	let sizeBytes = 0;
	for (const key of await from.keys(STORED_BYTES)) {
		const value = await from.get(STORED_BYTES, key);
		batch.push({ table: STORED_BYTES, key, value });
		sizeBytes += value instanceof Uint8Array ? value.length : 0;
		if (sizeBytes < BATCH_BYTES) continue;
		await to.write(batch);
		batch = [];
		sizeBytes = 0;
	}
	if (batch.length > 0) await to.write(batch);
}
