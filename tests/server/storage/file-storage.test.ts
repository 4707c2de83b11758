import {
	copyFileSync,
	cpSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	truncateSync,
	writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { streamOf } from '#base/byte-stream.ts';
import { writeLine } from '#server/storage/checked-line.ts';
import { FileStorage } from '#server/storage/file-storage.ts';
import { header } from '#server/storage/format.ts';
import { itKeepsTheStorageContract } from '#tests/support/storage-contract.ts';
import { temporaryFolder } from '#tests/support/temporary-folder.ts';

const opened: FileStorage[] = [];

afterEach(async () => {
	for (const storage of opened.splice(0)) await storage.close();
});

async function open(folder = temporaryFolder()): Promise<FileStorage> {
	const storage = await FileStorage.open(folder);
	opened.push(storage);
	return storage;
}

/** What a folder holds after the death of its process: its files as they are now, without the lock. */
function copyOf(folder: string): string {
	const copy = temporaryFolder();
	cpSync(folder, copy, { recursive: true, filter: (path) => !path.endsWith('lock') });
	return copy;
}

function filesUnder(folder: string): string[] {
	const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
	return names.filter((name) => statSync(join(folder, name)).isFile()).sort();
}

describe('FileStorage', () => {
	itKeepsTheStorageContract(() => open());

	it('is there again when opened anew, with values of every kind', async () => {
		const folder = temporaryFolder();
		const value = {
			at: new Date(5),
			bytes: Uint8Array.of(1, 2),
			sizes: new Map([['a', NaN]]),
			$odd: [undefined, -0, 10n, 'é\ud800']
		};
		const first = await open(folder);
		await first.write([
			{ table: 't', key: 'k', value },
			{ table: 't', key: 'large', value: new Uint8Array(70_000).fill(7) }
		]);
		await first.close();
		const second = await open(folder);
		expect(await second.get('t', 'k')).toEqual(value);
		expect((await second.get('t', 'large')) as Uint8Array).toHaveLength(70_000);
		expect(await second.keys('t')).toEqual(['k', 'large']);
	});

	it('stands as it was before or after a write, at whatever byte of the journal the process died', async () => {
		const folder = temporaryFolder();
		const storage = await open(folder);
		const ends: number[] = [];
		const journal = join(folder, 'journal-1.jsonl');
		for (let i = 0; i < 4; i++) {
			await storage.write([
				{ table: 't', key: 'count', value: i },
				{ table: 't', key: `bytes`, value: Uint8Array.of(i) }
			]);
			ends.push(statSync(journal).size);
		}
		const copy = copyOf(folder);
		// A file that a later write replaced may be gone by then; the last write's is there.
		for (let length = ends[2]!; length <= ends[3]!; length++) {
			copyFileSync(journal, join(copy, 'journal-1.jsonl'));
			truncateSync(join(copy, 'journal-1.jsonl'), length);
			const again = await FileStorage.open(copy);
			expect(await again.get('t', 'count')).toBe(length === ends[3] ? 3 : 2);
			await again.write([{ table: 't', key: 'next', value: length }]);
			await again.close();
			const later = await FileStorage.open(copy);
			expect(await later.get('t', 'next')).toBe(length);
			await later.close();
		}
	});

	it('removes the bytes that nothing names when it is opened', async () => {
		const folder = temporaryFolder();
		const storage = await open(folder);
		await storage.write([{ table: 't', key: 'k', value: Uint8Array.of(1) }]);
		await storage.stage(streamOf(Uint8Array.of(2)));
		const copy = copyOf(folder);
		mkdirSync(join(copy, 'bytes', '63'), { recursive: true });
		writeFileSync(join(copy, 'bytes', '63', '2r'), 'half of an upload');
		expect(filesUnder(join(copy, 'bytes'))).toHaveLength(3);
		const again = await open(copy);
		expect(filesUnder(join(copy, 'bytes'))).toHaveLength(1);
		expect(await again.get('t', 'k')).toEqual(Uint8Array.of(1));
	});

	it('gives the room of replaced and removed bytes back', async () => {
		const folder = temporaryFolder();
		const storage = await open(folder);
		for (let i = 0; i < 3; i++) await storage.write([{ table: 't', key: 'k', value: Uint8Array.of(i) }]);
		await storage.write([{ table: 't', key: 'k', value: undefined }]);
		await storage.sync();
		expect(filesUnder(join(folder, 'bytes'))).toEqual([]);
	});

	it('tells the same after a new state, and what was written while the state was', async () => {
		const folder = temporaryFolder();
		const storage = await open(folder);
		for (let i = 0; i < 1200; i++) await storage.write([{ table: 't', key: `k${i}`, value: i }]);
		await storage.write([{ table: 'b', key: 'bytes', value: Uint8Array.of(9) }]);
		const turning = storage.compact();
		await storage.write([
			{ table: 't', key: 'k0', value: undefined },
			{ table: 't', key: 'meanwhile', value: true }
		]);
		const during = await open(copyOf(folder));
		await turning;
		expect(filesUnder(folder).filter((name) => name.endsWith('.jsonl'))).toEqual([
			'journal-2.jsonl',
			'state-2.jsonl'
		]);
		for (const again of [during, await open(copyOf(folder))]) {
			expect(await again.keys('t')).toHaveLength(1200);
			expect(await again.get('t', 'k1199')).toBe(1199);
			expect(await again.get('t', 'k0')).toBeUndefined();
			expect(await again.get('t', 'meanwhile')).toBe(true);
			expect(await again.get('b', 'bytes')).toEqual(Uint8Array.of(9));
		}
	});

	it('forgets a state that was not finished', async () => {
		const folder = temporaryFolder();
		const storage = await open(folder);
		await storage.write([{ table: 't', key: 'k', value: 1 }]);
		const copy = copyOf(folder);
		writeFileSync(join(copy, 'state-2.jsonl.tmp'), writeLine(header()));
		writeFileSync(join(copy, 'journal-2.jsonl'), '');
		const again = await open(copy);
		expect(await again.get('t', 'k')).toBe(1);
		await again.write([{ table: 't', key: 'k', value: 2 }]);
		expect(await (await open(copyOf(copy))).get('t', 'k')).toBe(2);
	});

	it('refuses a second server, and takes over from one that died', async () => {
		const folder = temporaryFolder();
		const first = await open(folder);
		await expect(FileStorage.open(folder)).rejects.toMatchObject({ code: 'StorageInUse' });
		await first.close();
		writeFileSync(join(folder, 'lock'), '999999999 1');
		await open(folder);
	});

	it('says what is damaged, and what only a newer version can read', async () => {
		const damaged = temporaryFolder();
		writeFileSync(join(damaged, 'journal-1.jsonl'), `${writeLine(header())}00000000 ["x"]\n`);
		await expect(FileStorage.open(damaged)).rejects.toMatchObject({ code: 'StorageDamaged' });
		const newer = temporaryFolder();
		writeFileSync(join(newer, 'state-1.jsonl'), writeLine(header(2)));
		await expect(FileStorage.open(newer)).rejects.toMatchObject({ code: 'StorageTooNew' });
		const foreign = temporaryFolder();
		writeFileSync(join(foreign, 'state-1.jsonl'), writeLine('{}'));
		await expect(FileStorage.open(foreign)).rejects.toMatchObject({ code: 'StorageDamaged' });
		// A refusal leaves no lock behind.
		expect(readdirSync(newer).sort()).toEqual(['bytes', 'state-1.jsonl']);
		expect(readFileSync(join(newer, 'state-1.jsonl'), 'utf8')).toContain('"version":2');
	});

	it('changes nothing by a write that cannot be stored', async () => {
		const folder = temporaryFolder();
		const storage = await open(folder);
		const writing = storage.write([
			{ table: 't', key: 'a', value: Uint8Array.of(1) },
			{ table: 't', key: 'b', value: (): void => {} }
		]);
		await expect(writing).rejects.toMatchObject({ code: 'StorageFailed' });
		expect(await storage.keys('t')).toEqual([]);
		expect(filesUnder(join(folder, 'bytes'))).toEqual([]);
	});
});
