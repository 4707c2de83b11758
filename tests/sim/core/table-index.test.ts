import { describe, expect, it } from 'vitest';
import { Emitter } from '#base/emitter.ts';
import { Rng } from '#base/rng.ts';
import type { RegionEvent } from '#sim/events.ts';
import { defineTable, Store } from '#sim/core/table.ts';
import { clonedStorage } from '#tests/support/cloned-storage.ts';
import { instantClock } from '#tests/support/instant-clock.ts';

interface Job {
	readonly at: number;
	readonly live: boolean;
}

const jobs = defineTable<Job>('jobs', {
	sortKeyOf: ({ at }) => String(at).padStart(9, '0'),
	groupOf: ({ live }) => (live ? 'live' : null)
});

describe('a table with groups and an order', () => {
	it('finds what a look at all records would find, after any changes and a restart', async () => {
		const storage = clonedStorage();
		const open = (): Promise<Store> =>
			Store.open(storage, [jobs], instantClock(), new Emitter<RegionEvent>());
		let store = await open();
		const rng = new Rng(5);
		for (let round = 0; round < 40; round++) {
			await store.transact((tx) => {
				for (let i = 0; i < 50; i++) {
					const n = rng.below(700);
					if (rng.next() < 0.3) tx.remove(jobs, `job-${n}`);
					// A time that no other record has.
					else tx.put(jobs, `job-${n}`, { at: n + 1000 * rng.below(3), live: rng.next() < 0.5 });
				}
			});
			if (round === 20) store = await open();
		}
		const all = store.values(jobs).sort((a, b) => a.at - b.at);
		expect(all.length).toBeGreaterThan(300);
		expect([...store.inOrder(jobs, null, false)]).toEqual(all);
		expect([...store.inOrder(jobs, null, true)]).toEqual([...all].reverse());
		const { at } = all[200]!;
		const key = String(at).padStart(9, '0');
		expect([...store.inOrder(jobs, key, false)]).toEqual(all.slice(201));
		expect([...store.inOrder(jobs, key, true)]).toEqual(all.slice(0, 200).reverse());
		expect(store.group(jobs, 'live').sort((a, b) => a.at - b.at)).toEqual(all.filter(({ live }) => live));
	});
});

describe('Store.standStill', () => {
	it('runs its work between two transactions, with every counter in the storage', async () => {
		const storage = clonedStorage();
		const store = await Store.open(storage, [jobs], instantClock(), new Emitter<RegionEvent>());
		store.putLater(jobs, 'later', { at: 1, live: false });
		const before = store.transact((tx) => tx.put(jobs, 'before', { at: 2, live: false }));
		const during = store.standStill(async () => {
			const first = await storage.keys('jobs');
			await new Promise((turn) => setImmediate(turn));
			return [first, await storage.keys('jobs')];
		});
		const after = store.transact((tx) => tx.put(jobs, 'after', { at: 3, live: false }));
		expect(await during).toEqual([
			['before', 'later'],
			['before', 'later']
		]);
		await Promise.all([before, after]);
		expect(await storage.keys('jobs')).toContain('after');
	});
});
