import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { IndexedDbStorage } from '#engine/indexeddb-storage.ts';
import { RunStore } from '#notebook/document/run-store.ts';

const read = (value: unknown): { n: number } | null =>
	typeof value === 'object' && value !== null && 'n' in value && typeof value.n === 'number'
		? { n: value.n }
		: null;
const open = async (name: string) => new RunStore(await IndexedDbStorage.open(name), read);

test('kept runs come back by cell, notebooks apart', async () => {
	const store = await open('apart');
	await store.save(
		'lesson:a',
		new Map([
			['c1', { n: 1 }],
			['c2', { n: 2 }]
		])
	);
	await store.save('lesson:ab', new Map([['c1', { n: 3 }]]));
	const again = await open('apart');
	expect([...(await again.load('lesson:a'))]).toEqual([
		['c1', { n: 1 }],
		['c2', { n: 2 }]
	]);
	expect([...(await again.load('lesson:ab'))]).toEqual([['c1', { n: 3 }]]);
});

test('null forgets one run, clear forgets those of the notebook', async () => {
	const store = await open('forget');
	await store.save(
		'a',
		new Map([
			['c1', { n: 1 }],
			['c2', { n: 2 }]
		])
	);
	await store.save('b', new Map([['c1', { n: 3 }]]));
	await store.save('a', new Map([['c1', null]]));
	expect([...(await store.load('a')).keys()]).toEqual(['c2']);
	await store.clear('a');
	expect((await store.load('a')).size).toBe(0);
	expect((await store.load('b')).size).toBe(1);
});

test('what another version stored is left out', async () => {
	const storage = await IndexedDbStorage.open('other');
	await storage.write([{ table: 'runs/a', key: 'c1', value: { m: 1 } }]);
	expect((await new RunStore(storage, read).load('a')).size).toBe(0);
});
