import { createReadStream } from 'node:fs';
import { open, rename, unlink } from 'node:fs/promises';
import { exportAccount, importAccount } from '#engine/account/account-archive.ts';
import { openFileStorage } from './storage/file-storage.ts';

/** Writes the account in a folder as a zip; resolves with the zip's length. A file of that name is replaced once all is there. */
export async function writeAccountFile(folder: string, path: string): Promise<number> {
	const storage = await openFileStorage(folder);
	const unfinished = `${path}.part`;
	try {
		const file = await open(unfinished, 'w');
		let sizeBytes = 0;
		try {
			for await (const piece of exportAccount(storage)) {
				await file.writeFile(piece);
				sizeBytes += piece.length;
			}
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(unfinished, path);
		return sizeBytes;
	} catch (error) {
		await unlink(unfinished).catch(() => {});
		throw error;
	} finally {
		await storage.close();
	}
}

/** Puts the account of a zip in the place of the one in a folder, or rejects and changes nothing. */
export async function readAccountFile(folder: string, path: string): Promise<void> {
	const storage = await openFileStorage(folder);
	try {
		await importAccount(storage, createReadStream(path, { highWaterMark: 256 * 1024 }));
	} finally {
		await storage.close();
	}
}
