import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { IndexedDbStorage } from '#engine/indexeddb-storage.ts';
import { applyChange, changeBetween } from '#notebook/document/copy-change.ts';
import type { CopyCell, NotebookCopy } from '#notebook/document/notebook-copy.ts';
import { NotebookStore } from '#notebook/document/notebook-store.ts';

const KEY = 'own:one';
const cell = (source: string): CopyCell => ({ kind: 'code', source, base: null, document: null });

function copyOf(sources: Record<string, string>, savedAt = 0): NotebookCopy {
	const cells = Object.fromEntries(Object.entries(sources).map(([id, source]) => [id, cell(source)]));
	const head = { title: '', metadata: {}, frame: null };
	return { format: 2, savedAt, order: Object.keys(sources), cells, deleted: [], passed: [], hints: {}, head };
}

const anyCopy = fc
	.record({
		sources: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', '__proto__'), fc.string({ maxLength: 4 })),
		savedAt: fc.nat(9),
		title: fc.constantFrom('x', 'y')
	})
	.map(({ sources, savedAt, title }): NotebookCopy => {
		const copy = copyOf(sources, savedAt);
		return { ...copy, head: { title, metadata: { n: [1, { title }] }, frame: null } };
	});

describe('changeBetween and applyChange', () => {
	it('turn the first copy into the second, whatever they are', () => {
		fc.assert(
			fc.property(anyCopy, anyCopy, (before, after) => {
				const change = changeBetween(before, after);
				if (change) expect(applyChange(before, structuredClone(change))).toEqual(after);
				else expect({ ...before, savedAt: after.savedAt }).toEqual(after);
			}),
			{ seed: 7, numRuns: 400 }
		);
	});

	it('tell of one edited cell and nothing else', () => {
		const before = copyOf({ a: '1', b: '2' });
		const after = copyOf({ a: '1', b: '3' }, 5);
		expect(changeBetween(before, after)).toEqual({ savedAt: 5, cells: { b: cell('3') }, rest: {} });
	});
});

describe('NotebookStore', () => {
	it('gives back the last of many saves, in this page and in the next', async () => {
		const storage = await IndexedDbStorage.open('many');
		const store = new NotebookStore(storage, 'page');
		for (let n = 0; n < 250; n++) await store.save(KEY, copyOf({ a: `${n}`, [`c${n % 7}`]: 'x' }, n));
		const last = copyOf({ a: '249', c4: 'x' }, 249);
		expect(await store.load(KEY)).toEqual(last);
		const next = new NotebookStore(storage, 'page');
		expect(await next.load(KEY)).toEqual(last);
		await next.save(KEY, copyOf({ a: 'after' }, 300));
		expect(await new NotebookStore(storage, 'page').load(KEY)).toEqual(copyOf({ a: 'after' }, 300));
	});

	it('folds its journal into the copy before it grows long', async () => {
		const storage = await IndexedDbStorage.open('fold');
		const store = new NotebookStore(storage, 'page');
		for (let n = 0; n < 150; n++) await store.save(KEY, copyOf({ a: `${n}` }, n));
		expect((await storage.entries(`journal/${KEY}`)).length).toBeLessThanOrEqual(101);
	});

	it('writes nothing where nothing changed', async () => {
		const store = new NotebookStore(await IndexedDbStorage.open('same'), 'page');
		expect(await store.save(KEY, copyOf({ a: '1' }, 1))).toBe(true);
		expect(await store.save(KEY, copyOf({ a: '1' }, 2))).toBe(false);
	});

	it('keeps notebooks apart, and forgets one with its journal', async () => {
		const storage = await IndexedDbStorage.open('apart');
		const store = new NotebookStore(storage, 'page');
		await store.save(KEY, copyOf({ a: '1' }));
		await store.save(KEY, copyOf({ a: '2' }));
		await store.save('own:one more', copyOf({ a: '3' }));
		await store.remove(KEY);
		expect(await store.load(KEY)).toBeNull();
		expect(await storage.entries(`journal/${KEY}`)).toEqual([]);
		expect(await store.keys()).toEqual(['own:one more']);
	});

	it('keeps what two pages wrote that did not know of each other', async () => {
		const storage = await IndexedDbStorage.open('two');
		const [one, two] = [new NotebookStore(storage, 'one'), new NotebookStore(storage, 'two')];
		await one.save(KEY, copyOf({ a: '1', b: '1' }, 1));
		await two.load(KEY);
		await two.save(KEY, copyOf({ a: '1', b: '2' }, 2));
		await one.save(KEY, copyOf({ a: '3', b: '1' }, 3));
		expect((await two.load(KEY))?.cells).toEqual(copyOf({ a: '3', b: '2' }).cells);
	});

	it('rejects as StorageFull on a full disk, and the next save brings everything', async () => {
		const storage = await IndexedDbStorage.open('full');
		const store = new NotebookStore(storage, 'page');
		await store.save(KEY, copyOf({ a: 'old' }));
		const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
			throw new DOMException('no room', 'QuotaExceededError');
		});
		await expect(store.save(KEY, copyOf({ a: 'new', b: 'more' }))).rejects.toMatchObject({
			code: 'StorageFull'
		});
		put.mockRestore();
		expect(await new NotebookStore(storage, 'page').load(KEY)).toEqual(copyOf({ a: 'old' }));
		await store.save(KEY, copyOf({ a: 'new', b: 'more', c: '!' }));
		expect(await new NotebookStore(storage, 'page').load(KEY)).toEqual(
			copyOf({ a: 'new', b: 'more', c: '!' })
		);
	});

	it('leaves what another version stored alone and gives null', async () => {
		const storage = await IndexedDbStorage.open('newer');
		await storage.write([{ table: 'copies', key: KEY, value: { copy: { format: 3 }, entry: 0 } }]);
		expect(await new NotebookStore(storage, 'page').load(KEY)).toBeNull();
	});
});
