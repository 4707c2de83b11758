import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { DocumentStore } from '#notebook/document/document-store.ts';

interface Copy {
	readonly format: 1;
	readonly edits: Readonly<Record<string, string>>;
}

const read = (value: unknown): Copy | null => ((value as Copy).format === 1 ? (value as Copy) : null);
const copyOf = (source: string): Copy => ({ format: 1, edits: { load: source } });

test('a saved copy is there after the page was opened anew', async () => {
	const first = await DocumentStore.open(read, 'again');
	await first.save('boston', copyOf('1 + 1'));
	const second = await DocumentStore.open(read, 'again');
	expect(await second.load('boston')).toEqual(copyOf('1 + 1'));
	expect(await second.lessonIds()).toEqual(['boston']);
});

test('a later copy takes the place of the earlier one, other lessons keep theirs', async () => {
	const store = await DocumentStore.open(read, 'later');
	await store.save('a', copyOf('old'));
	await store.save('b', copyOf('other'));
	await store.save('a', copyOf('new'));
	expect(await store.load('a')).toEqual(copyOf('new'));
	expect(await store.load('b')).toEqual(copyOf('other'));
});

test('a lesson without a copy, or with a removed one, gives null', async () => {
	const store = await DocumentStore.open(read, 'none');
	expect(await store.load('a')).toBeNull();
	await store.save('a', copyOf('x'));
	await store.remove('a');
	await store.remove('never there');
	expect(await store.load('a')).toBeNull();
	expect(await store.lessonIds()).toEqual([]);
});

test('a stored value that is no copy of this version is left alone and gives null', async () => {
	const store = await DocumentStore.open(read, 'newer');
	await store.save('a', { format: 2, cells: [] } as unknown as Copy);
	expect(await store.load('a')).toBeNull();
	expect(await store.lessonIds()).toEqual(['a']);
});

test('a full disk rejects as StorageFull and leaves the earlier copy', async () => {
	const store = await DocumentStore.open(read, 'full');
	await store.save('a', copyOf('old'));
	const full = new DOMException('no room', 'QuotaExceededError');
	const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
		throw full;
	});
	await expect(store.save('a', copyOf('new'))).rejects.toMatchObject({
		kind: 'platform',
		code: 'StorageFull'
	});
	put.mockRestore();
	expect(await store.load('a')).toEqual(copyOf('old'));
});
