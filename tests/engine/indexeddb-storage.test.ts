import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { IndexedDbStorage } from '#engine/indexeddb-storage.ts';

describe('IndexedDbStorage', () => {
	it('keeps tables apart, whatever their names begin with', async () => {
		const storage = await IndexedDbStorage.open('tables');
		await storage.write([
			{ table: 'job', key: 'a', value: { n: 1 } },
			{ table: 'jobs', key: 'b', value: { n: 2 } },
			{ table: 'job', key: 'c', value: Uint8Array.of(1, 2) }
		]);
		expect(await storage.entries('job')).toEqual([
			['a', { n: 1 }],
			['c', Uint8Array.of(1, 2)]
		]);
		expect(await storage.get('jobs', 'b')).toEqual({ n: 2 });
	});

	it('removes an entry whose value is undefined, in the same breath as other changes', async () => {
		const storage = await IndexedDbStorage.open('removal');
		await storage.write([{ table: 't', key: 'old', value: 1 }]);
		await storage.write([
			{ table: 't', key: 'old', value: undefined },
			{ table: 't', key: 'new', value: 2 }
		]);
		expect(await storage.entries('t')).toEqual([['new', 2]]);
	});

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
