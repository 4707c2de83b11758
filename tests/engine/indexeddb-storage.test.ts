import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { IndexedDbStorage } from '#engine/indexeddb-storage.ts';
import { itKeepsTheStorageContract } from '#tests/support/storage-contract.ts';

describe('IndexedDbStorage', () => {
	let opened = 0;
	itKeepsTheStorageContract(() => IndexedDbStorage.open(`contract-${opened++}`));

	it('makes all changes of a write or none', async () => {
		const storage = await IndexedDbStorage.open('atomic');
		const uncloneable = (): void => {};
		const writing = storage.write([
			{ table: 't', key: 'a', value: 1 },
			{ table: 't', key: 'b', value: uncloneable }
		]);
		await expect(writing).rejects.toMatchObject({ code: 'StorageFailed' });
		expect(await storage.entries('t')).toEqual([]);
	});

	it('is there again when opened anew', async () => {
		const first = await IndexedDbStorage.open('again');
		await first.write([{ table: 't', key: 'k', value: 'kept' }]);
		const second = await IndexedDbStorage.open('again');
		expect(await second.get('t', 'k')).toBe('kept');
	});
});
