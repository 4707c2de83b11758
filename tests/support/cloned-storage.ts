import { PlatformError } from '#base/errors.ts';
import type { RegionStorage, StorageChange } from '#sim/ports.ts';
import { HeldBytes, settledValue } from '#sim/core/held-bytes.ts';
import { memoryStorage } from '#sim/core/memory-storage.ts';

export interface TestStorage extends RegionStorage {
	/** While true, every write is refused, as by a full disk. */
	full: boolean;
	/** All changes written so far, each as it stands now. */
	copy(): Promise<TestStorage>;
}

/** Storage that keeps what structured clone keeps, as a browser's does, can be full, and can be copied as by a crash. */
export function clonedStorage(): TestStorage {
	const inner = memoryStorage();
	const changes: StorageChange[] = [];
	const storage: TestStorage = {
		full: false,
		entries: (table) => inner.entries(table),
		keys: (table) => inner.keys(table),
		get: (table, key) => inner.get(table, key),
		stage: (pieces) => HeldBytes.of(pieces),
		read: (table, key, start, end) => inner.read(table, key, start, end),
		async write(batch) {
			const cloned = structuredClone(
				batch.map((change) => ({ ...change, value: settledValue(change.value) }))
			);
			await new Promise((resolve) => setImmediate(resolve));
			if (storage.full) throw new PlatformError('StorageFull', 'There is no more room to store data.');
			changes.push(...cloned);
			await inner.write(cloned);
		},
		async copy() {
			const twin = clonedStorage();
			await twin.write(changes);
			return twin;
		}
	};
	return storage;
}
