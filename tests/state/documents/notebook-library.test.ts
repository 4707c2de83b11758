import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { IndexedDbStorage } from '#engine/indexeddb-storage.ts';
import { documentOfCopy } from '#notebook/document/document-copy.ts';
import type { NotebookDocument } from '#notebook/document/notebook-document.ts';
import { NotebookLibrary } from '#state/documents/notebook-library.ts';
import { lessonOf } from '../lesson-of.ts';

const lesson = lessonOf('a', 'b');
const document: NotebookDocument = {
	format: 1,
	title: 'Penguins',
	metadata: { kernelspec: { name: 'python3' } },
	frame: ['{', '}'],
	cells: [
		{ id: 'm', kind: 'markdown', source: '# Hi', metadata: {}, attachments: null, original: '{}' },
		{ id: 'r', kind: 'raw', source: 'raw', metadata: { x: 1 } },
		{
			id: 'p',
			kind: 'code',
			source: 'print(1)',
			metadata: {},
			language: 'python',
			outputs: [{ type: 'stream', name: 'stdout', text: '1' }],
			foreignOutputs: null,
			executionCount: 3
		}
	]
};

async function open(name: string) {
	const storage = await IndexedDbStorage.open(name);
	let at = 1000;
	let ids = 0;
	const library = new NotebookLibrary({
		storage,
		loadLesson: (id) => Promise.resolve(id === 'test' ? lesson : null),
		now: () => (at += 1000),
		newId: () => `n${++ids}`
	});
	return { library, storage };
}

describe('NotebookLibrary', () => {
	it('gives a document back as it came, foreign metadata included', async () => {
		const { library } = await open('as it came');
		const id = await library.add(document, 'file');
		const source = await library.openOwn(id);
		expect(source?.lesson).toBeNull();
		expect(documentOfCopy(source!.copy!)).toEqual(document);
		expect(await library.list()).toMatchObject([{ id, title: 'Penguins', cellCount: 3, source: 'file' }]);
	});

	it('renames, and a notebook without a name is kept like any other', async () => {
		const { library } = await open('names');
		const id = await library.add({ ...document, title: '' }, 'here');
		expect((await library.openOwn(id))?.copy?.head?.title).toBe('');
		await library.rename(id, 'Named');
		expect((await library.list())[0]?.title).toBe('Named');
		expect((await library.openOwn(id))?.copy?.head?.title).toBe('Named');
	});

	it('duplicates cells and outputs, and the twins live apart', async () => {
		const { library } = await open('twins');
		const id = await library.add(document, 'here');
		const run = { format: 1, run: null, items: [], leftOutBytes: 0, outcome: null } as const;
		await library.saveRuns(`own:${id}`, new Map([['p', run]]));
		const twin = (await library.duplicate(id, 'Twin'))!;
		await library.rename(id, 'First');
		expect((await library.openOwn(twin))?.copy?.head?.title).toBe('Twin');
		expect((await library.openOwn(twin))?.runs.get('p')).toEqual(run);
		expect(await library.duplicate('none', 'x')).toBeNull();
	});

	it('puts into the bin and back, and erases for good', async () => {
		const { library, storage } = await open('bin');
		const id = await library.add(document, 'here');
		await library.bin(id, true);
		expect((await library.list())[0]?.binnedAt).not.toBeNull();
		await library.bin(id, false);
		expect((await library.list())[0]?.binnedAt).toBeNull();
		await library.erase(id);
		expect(await library.list()).toEqual([]);
		expect(await library.openOwn(id)).toBeNull();
		expect(await storage.entries('copies')).toEqual([]);
	});

	it('opens a lesson without a copy, with one, and with one of the first format', async () => {
		const { library, storage } = await open('lessons');
		expect(await library.openLesson('none')).toBeNull();
		expect((await library.openLesson('test'))?.copy).toBeNull();
		const old = { format: 1, savedAt: 1, edits: { c1: 'x' }, added: [], deleted: [], passed: [], hints: {} };
		await storage.write([{ table: 'documents', key: 'test', value: old }]);
		const upgraded = (await library.openLesson('test'))!.copy!;
		expect(upgraded.cells['c1']).toMatchObject({ source: 'x', base: 'a' });
		await library.save('lesson:test', { ...upgraded, cells: {} });
		expect((await library.openLesson('test'))?.copy?.cells).toEqual({});
		expect(await library.list()).toEqual([]);
	});
});
