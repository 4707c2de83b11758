import { describe, expect, it } from 'vitest';
import { streamOf } from '#base/byte-stream.ts';
import type { Folder, OpenFile } from '#engine/storage/folder.ts';
import { FolderStorage } from '#engine/storage/folder-storage.ts';
import { NodeFolder } from '#server/storage/node-folder.ts';
import { temporaryFolder } from '#tests/support/temporary-folder.ts';

/** A disk with so much room; a file that meets its end has taken in what fitted, as browsers and systems do. */
class SmallDisk {
	leftBytes: number;

	constructor(leftBytes: number) {
		this.leftBytes = leftBytes;
	}

	take(bytes: Uint8Array, write: (fitting: Uint8Array) => void): void {
		const fitting = bytes.subarray(0, this.leftBytes);
		write(fitting);
		this.leftBytes -= fitting.length;
		if (fitting.length < bytes.length) {
			throw Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' });
		}
	}
}

function folderOn(disk: SmallDisk, path: string): Folder {
	const inner = new NodeFolder(path);
	return {
		names: (at) => inner.names(at),
		readFile: (at) => inner.readFile(at),
		open: async (at) => limited(await inner.open(at), disk),
		writeFile: (at, pieces, durable) =>
			inner.writeFile(
				at,
				(async function* () {
					for await (const piece of pieces) {
						disk.take(piece, () => {});
						yield piece;
					}
				})(),
				durable
			),
		readStream: (at, start, end) => inner.readStream(at, start, end),
		flush: (at) => inner.flush(at),
		remove: (at) => inner.remove(at),
		isOwnError: (error) => inner.isOwnError(error)
	};
}

function limited(file: OpenFile, disk: SmallDisk): OpenFile {
	return {
		get sizeBytes() {
			return file.sizeBytes;
		},
		read: (at, sizeBytes) => file.read(at, sizeBytes),
		append(bytes) {
			const before = file.sizeBytes;
			try {
				disk.take(bytes, (fitting) => file.append(fitting));
			} catch (error) {
				// The half is on the disk, and the file's owner takes no notice of it.
				file.truncate(before);
				throw error;
			}
		},
		truncate: (sizeBytes) => file.truncate(sizeBytes),
		flush: () => file.flush(),
		close: () => file.close()
	};
}

describe('a folder on a full disk', () => {
	it('refuses what does not fit by name, loses nothing, and goes on when there is room again', async () => {
		const path = temporaryFolder();
		const disk = new SmallDisk(400_000);
		const storage = await FolderStorage.open(folderOn(disk, path));
		await storage.write([{ table: 't', key: 'first', value: new Uint8Array(300_000).fill(1) }]);
		await storage.write([{ table: 't', key: 'small', value: new Uint8Array(90_000).fill(2) }]);
		const refused = [
			[{ table: 't', key: 'large', value: new Uint8Array(300_000).fill(3) }],
			[{ table: 't', key: 'small', value: new Uint8Array(90_000).fill(4) }],
			[{ table: 't', key: 'text', value: 'x'.repeat(90_000) }]
		];
		for (const changes of refused) {
			await expect(storage.write(changes)).rejects.toMatchObject({ code: 'StorageFull' });
		}
		await expect(storage.stage(streamOf(new Uint8Array(300_000)))).rejects.toMatchObject({
			code: 'StorageFull'
		});
		const check = async (each: FolderStorage): Promise<void> => {
			expect(await each.keys('t')).toEqual(expect.arrayContaining(['first', 'small']));
			expect((await each.get('t', 'first')) as Uint8Array).toHaveLength(300_000);
			expect(((await each.get('t', 'small')) as Uint8Array)[0]).toBe(2);
		};
		await check(storage);
		expect(await storage.keys('t')).toHaveLength(2);
		disk.leftBytes = Infinity;
		await storage.write([{ table: 't', key: 'later', value: Uint8Array.of(5) }]);
		await storage.close();
		const again = await FolderStorage.open(new NodeFolder(path));
		await check(again);
		expect(await again.get('t', 'later')).toEqual(Uint8Array.of(5));
		await again.close();
	});
});
