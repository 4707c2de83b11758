import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { FolderStorage } from '#engine/storage/folder-storage.ts';
import { storageError } from '#engine/storage/storage-error.ts';
import { lockFolder } from './folder-lock.ts';
import { NodeFolder } from './node-folder.ts';

/**
 * Opens the account in a folder, which is made where there is none. Rejects with a PlatformError: StorageInUse,
 * StorageTooNew, StorageDamaged or StorageFailed.
 * @param longJournalBytes how long a journal may grow before everything is written anew
 */
export async function openFileStorage(path: string, longJournalBytes?: number): Promise<FolderStorage> {
	try {
		mkdirSync(path, { recursive: true });
		const onClose = lockFolder(join(path, 'lock'));
		return await FolderStorage.open(new NodeFolder(path), { longJournalBytes, onClose });
	} catch (error) {
		throw storageError(error);
	}
}
