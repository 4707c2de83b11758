import { describe, expect, it } from 'vitest';
import { Emitter } from '#base/emitter.ts';
import type { RegionEvent } from '#sim/events.ts';
import { defineTable, Store } from '#sim/core/table.ts';
import { clonedStorage, type TestStorage } from '#tests/support/cloned-storage.ts';
import { instantClock } from '#tests/support/instant-clock.ts';
import { errorOf } from '#tests/support/test-region.ts';

const counters = defineTable<number>('counters');

async function open(storage: TestStorage = clonedStorage()): Promise<Store> {
	return Store.open(storage, [counters], instantClock(), new Emitter<RegionEvent>());
}

describe('Store', () => {
	it('runs transactions one after another, so that none sees half of another', async () => {
		const store = await open();
		const increment = (): Promise<number> =>
			store.transact((tx) => {
				const next = (tx.get(counters, 'n') ?? 0) + 1;
				tx.put(counters, 'n', next);
				return next;
			});
		const results = await Promise.all(Array.from({ length: 20 }, increment));
		expect(results).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
		expect(store.get(counters, 'n')).toBe(20);
	});

	it('shows a change only once it is durable', async () => {
		const store = await open();
		const writing = store.transact((tx) => tx.put(counters, 'n', 1));
		expect(store.get(counters, 'n')).toBeUndefined();
		await writing;
		expect(store.get(counters, 'n')).toBe(1);
	});

	it('changes nothing when the storage refuses or the change throws', async () => {
		const storage = clonedStorage();
		const store = await open(storage);
		await store.transact((tx) => tx.put(counters, 'n', 1));
		storage.full = true;
		const refused = store.transact((tx) => {
			tx.put(counters, 'n', 2);
			tx.remove(counters, 'm');
		});
		expect(await errorOf(refused)).toMatch(/^StorageFull/);
		storage.full = false;
		const thrown = store.transact((tx) => {
			tx.put(counters, 'n', 3);
			throw new TypeError('no');
		});
		expect(await errorOf(thrown)).toMatch(/^TypeError/);
		expect(store.get(counters, 'n')).toBe(1);
		expect(await storage.get('counters', 'n')).toBe(1);
	});

	it('sees its own writes inside a transaction', async () => {
		const store = await open();
		const seen = await store.transact((tx) => {
			tx.put(counters, 'n', 1);
			const put = tx.get(counters, 'n');
			tx.remove(counters, 'n');
			return [put, tx.get(counters, 'n')];
		});
		expect(seen).toEqual([1, undefined]);
	});

	it('stores counters with the next transaction, and the newest value of each', async () => {
		const storage = clonedStorage();
		const store = await open(storage);
		const event = { type: 'reset' } as const;
		store.putLater(counters, 'later', 1, event);
		store.putLater(counters, 'later', 2, event);
		expect(store.get(counters, 'later')).toBe(2);
		expect(await storage.get('counters', 'later')).toBeUndefined();
		const writing = store.transact((tx) => tx.put(counters, 'n', 1));
		await Promise.resolve();
		store.putLater(counters, 'later', 3, event);
		await writing;
		await store.transact((tx) => tx.put(counters, 'n', 2));
		expect(await storage.get('counters', 'later')).toBe(3);
	});

	it('keeps what was stored across a restart', async () => {
		const storage = clonedStorage();
		const store = await open(storage);
		await store.transact((tx) => {
			tx.put(counters, 'n', 1);
			tx.putBytes('b', Uint8Array.of(1, 2));
		});
		const again = await open(await storage.copy());
		expect(again.entries(counters)).toEqual([['n', 1]]);
		expect(await again.bytes('b')).toEqual(Uint8Array.of(1, 2));
		expect(await again.bytes('none')).toBeUndefined();
	});
});
