import {
	copyFileSync,
	cpSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	truncateSync,
	unlinkSync,
	writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { streamOf } from '#base/byte-stream.ts';
import { writeLine } from '#engine/storage/checked-line.ts';
import type { FolderStorage } from '#engine/storage/folder-storage.ts';
import { header, STATE_END } from '#engine/storage/format.ts';
import { openFileStorage } from '#server/storage/file-storage.ts';
import { itKeepsTheStorageContract } from '#tests/support/storage-contract.ts';
import { temporaryFolder } from '#tests/support/temporary-folder.ts';

const opened: FolderStorage[] = [];

afterEach(async () => {
	for (const storage of opened.splice(0)) await storage.close();
});

async function open(folder = temporaryFolder()): Promise<FolderStorage> {
	const storage = await openFileStorage(folder);
	opened.push(storage);
	return storage;
}

/** What a folder holds after the death of its process: its files as they are now, without the lock. */
function copyOf(folder: string): string {
	const copy = temporaryFolder();
	cpSync(folder, copy, { recursive: true, filter: (path) => !path.endsWith('lock') });
	return copy;
}

/** Too large to share a file with others. */
function largeBytes(fill: number): Uint8Array {
	return new Uint8Array(300_000).fill(fill);
}

function filesUnder(folder: string): string[] {
	const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
	return names.filter((name) => statSync(join(folder, name)).isFile()).sort();
}

describe('openFileStorage', () => {
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
			{ table: 't', key: 'large', value: largeBytes(7) },
			{ table: 't', key: 'small', value: Uint8Array.of(1, 2, 3) },
			{ table: 't', key: 'none', value: new Uint8Array(0) }
		]);
		await first.close();
		const second = await open(folder);
		expect(await second.get('t', 'k')).toEqual(value);
		expect(Buffer.compare((await second.get('t', 'large')) as Uint8Array, largeBytes(7))).toBe(0);
		expect(await second.get('t', 'small')).toEqual(Uint8Array.of(1, 2, 3));
		expect(await second.get('t', 'none')).toEqual(new Uint8Array(0));
		expect(await second.keys('t')).toEqual(['k', 'large', 'small', 'none']);
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
		for (let length = ends[2]!; length <= ends[3]!; length++) {
			copyFileSync(journal, join(copy, 'journal-1.jsonl'));
			truncateSync(join(copy, 'journal-1.jsonl'), length);
			const again = await openFileStorage(copy);
			const count = length === ends[3] ? 3 : 2;
			expect(await again.get('t', 'count')).toBe(count);
			expect(await again.get('t', 'bytes')).toEqual(Uint8Array.of(count));
			await again.write([{ table: 't', key: 'next', value: length }]);
			await again.close();
			const later = await openFileStorage(copy);
			expect(await later.get('t', 'next')).toBe(length);
			await later.close();
		}
	});

	it('overwrites what a process that died left half written in a pack', async () => {
		const folder = temporaryFolder();
		const storage = await open(folder);
		await storage.write([{ table: 't', key: 'a', value: Uint8Array.of(1, 2, 3) }]);
		const copy = copyOf(folder);
		writeFileSync(join(copy, 'pack-1.bin'), Uint8Array.of(1, 2, 3, 9, 9));
		const again = await open(copy);
		await again.write([{ table: 't', key: 'b', value: Uint8Array.of(4, 5, 6) }]);
		for (const each of [again, await open(copyOf(copy))]) {
			expect(await each.get('t', 'a')).toEqual(Uint8Array.of(1, 2, 3));
			expect(await each.get('t', 'b')).toEqual(Uint8Array.of(4, 5, 6));
		}
	});

	it('puts nothing in the place of bytes that a power failure took', async () => {
		const folder = temporaryFolder();
		const storage = await open(folder);
		await storage.write([{ table: 't', key: 'a', value: Uint8Array.of(1, 2, 3) }]);
		const copy = copyOf(folder);
		truncateSync(join(copy, 'pack-1.bin'), 1);
		const again = await open(copy);
		await again.write([{ table: 't', key: 'b', value: Uint8Array.of(4, 5, 6) }]);
		expect(await again.get('t', 'a')).toBeUndefined();
		expect(await again.get('t', 'b')).toEqual(Uint8Array.of(4, 5, 6));
	});

	it('removes the bytes that nothing names when it is opened', async () => {
		const folder = temporaryFolder();
		const storage = await open(folder);
		await storage.write([{ table: 't', key: 'k', value: largeBytes(1) }]);
		await storage.stage(streamOf(largeBytes(2)));
		const copy = copyOf(folder);
		mkdirSync(join(copy, 'bytes', '63'), { recursive: true });
		writeFileSync(join(copy, 'bytes', '63', '2r'), 'half of an upload');
		writeFileSync(join(copy, 'pack-7.bin'), 'a pack of which nothing is named');
		expect(filesUnder(join(copy, 'bytes'))).toHaveLength(3);
		const again = await open(copy);
		expect(filesUnder(join(copy, 'bytes'))).toHaveLength(1);
		expect(filesUnder(copy)).not.toContain('pack-7.bin');
		expect(Buffer.compare((await again.get('t', 'k')) as Uint8Array, largeBytes(1))).toBe(0);
	});

	it('gives the room of replaced and removed bytes back', async () => {
		const folder = temporaryFolder();
		const storage = await open(folder);
		for (let i = 0; i < 3; i++) await storage.write([{ table: 't', key: 'k', value: largeBytes(i) }]);
		for (let i = 0; i < 3; i++) {
			await storage.write([{ table: 't', key: `small-${i}`, value: new Uint8Array(1000).fill(i) }]);
		}
		await storage.write(['k', 'small-0', 'small-1'].map((key) => ({ table: 't', key, value: undefined })));
		await storage.sync();
		expect(filesUnder(join(folder, 'bytes'))).toEqual([]);
		await storage.compact();
		await storage.sync();
		const packs = filesUnder(folder).filter((name) => name.startsWith('pack'));
		expect(packs.map((name) => statSync(join(folder, name)).size)).toEqual([1000]);
		for (const each of [storage, await open(copyOf(folder))]) {
			expect(await each.get('t', 'small-2')).toEqual(new Uint8Array(1000).fill(2));
		}
	});

	it('takes over what version 1 wrote, and writes it anew as its own', async () => {
		const folder = temporaryFolder();
		mkdirSync(join(folder, 'bytes', '01'), { recursive: true });
		writeFileSync(join(folder, 'bytes', '01', '1'), 'seven b');
		const lines = (...texts: string[]): string =>
			texts.map((text) => Buffer.from(writeLine(text)).toString()).join('');
		const record = '[["t","k",{"at":{"$date":5}}],["t","old",1]]';
		writeFileSync(join(folder, 'state-2.jsonl'), lines(header(1), record));
		writeFileSync(
			join(folder, 'journal-2.jsonl'),
			`${lines(header(1), '[["t","old"]]', '[["b","x",null,"1",7]]')}00000000 [["torn`
		);
		const storage = await open(folder);
		await storage.write([{ table: 't', key: 'new', value: Uint8Array.of(1) }]);
		for (const each of [storage, await open(copyOf(folder))]) {
			expect(await each.entries('t')).toEqual([
				['k', { at: new Date(5) }],
				['new', Uint8Array.of(1)]
			]);
			expect(Buffer.from((await each.get('b', 'x')) as Uint8Array).toString()).toBe('seven b');
		}
		const texts = filesUnder(folder).filter((name) => name.endsWith('.jsonl'));
		expect(texts).toEqual(['journal-3.jsonl', 'state-3.jsonl']);
		for (const name of texts) expect(readFileSync(join(folder, name), 'utf8')).toContain('"version":2');
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
		const whole = [header(), '[["t","k",7]]', STATE_END].map((text) => Buffer.from(writeLine(text)));
		for (const length of [0, 30, Buffer.concat(whole).length - 1]) {
			const copy = copyOf(folder);
			writeFileSync(join(copy, 'state-2.jsonl'), Buffer.concat(whole).subarray(0, length));
			writeFileSync(join(copy, 'journal-2.jsonl'), '');
			const again = await open(copy);
			expect(await again.get('t', 'k')).toBe(1);
			await again.write([{ table: 't', key: 'k', value: 2 }]);
			expect(await (await open(copyOf(copy))).get('t', 'k')).toBe(2);
			expect(filesUnder(copy)).not.toContain('state-2.jsonl');
		}
	});

	it('refuses a second server, and takes over from one that died', async () => {
		const folder = temporaryFolder();
		const first = await open(folder);
		await expect(openFileStorage(folder)).rejects.toMatchObject({ code: 'StorageInUse' });
		await first.close();
		writeFileSync(join(folder, 'lock'), '999999999 1');
		await open(folder);
	});

	it('says what is damaged, and what only a newer version can read', async () => {
		const damaged = temporaryFolder();
		writeFileSync(join(damaged, 'journal-1.jsonl'), `${writeLine(header())}00000000 ["x"]\n`);
		await expect(openFileStorage(damaged)).rejects.toMatchObject({ code: 'StorageDamaged' });
		const newer = temporaryFolder();
		writeFileSync(join(newer, 'state-1.jsonl'), writeLine(header(3)));
		await expect(openFileStorage(newer)).rejects.toMatchObject({ code: 'StorageTooNew' });
		const foreign = temporaryFolder();
		writeFileSync(join(foreign, 'state-1.jsonl'), writeLine('{}'));
		await expect(openFileStorage(foreign)).rejects.toMatchObject({ code: 'StorageDamaged' });
		// A refusal leaves no lock behind.
		expect(readdirSync(newer)).toEqual(['state-1.jsonl']);
		expect(readFileSync(join(newer, 'state-1.jsonl'), 'utf8')).toContain('"version":3');
	});

	it('says so when a state or a journal that must be there is gone', async () => {
		const folder = temporaryFolder();
		const storage = await open(folder);
		await storage.write([{ table: 't', key: 'k', value: 1 }]);
		await storage.compact();
		await storage.write([{ table: 't', key: 'k', value: 2 }]);
		const [cut, gone] = [copyOf(folder), copyOf(folder)];
		truncateSync(join(cut, 'state-2.jsonl'), 60);
		unlinkSync(join(gone, 'state-2.jsonl'));
		for (const each of [cut, gone]) {
			await expect(openFileStorage(each)).rejects.toMatchObject({ code: 'StorageDamaged' });
		}
	});

	it('changes nothing by a write that cannot be stored', async () => {
		const folder = temporaryFolder();
		const storage = await open(folder);
		const writing = storage.write([
			{ table: 't', key: 'a', value: largeBytes(1) },
			{ table: 't', key: 'b', value: (): void => {} }
		]);
		await expect(writing).rejects.toMatchObject({ code: 'StorageFailed' });
		expect(await storage.keys('t')).toEqual([]);
		expect(filesUnder(join(folder, 'bytes'))).toEqual([]);
	});
});
