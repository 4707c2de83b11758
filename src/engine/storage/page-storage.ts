import type { RegionStorage } from '#sim/ports.ts';
import { IndexedDbStorage } from '../indexeddb-storage.ts';
import type { AccountPlace } from '../region-contract.ts';
import { copyAccount } from './copy-account.ts';
import { FolderStorage } from './folder-storage.ts';
import { OpfsFolder } from './opfs-folder.ts';

/** The page's account, opened. */
export interface PageStorage {
	readonly place: AccountPlace;
	readonly storage: RegionStorage;
	/** Gives back the room of what was removed. */
	compact(): Promise<void>;
	/** Resolves when another tab can have it. */
	close(): Promise<void>;
}

const NAME = 'sagebrush-region';
/** Of no table of the region's, so that no emptying of the account takes it away. */
const TAKEN_OVER = { table: 'storage', key: 'takenOver' };

/**
 * Opens the page's account: in files of the browser's own where it has them. What an earlier release kept in a database is
 * taken over first, once and whole. Rejects with a PlatformError.
 */
export async function openPageStorage(): Promise<PageStorage> {
	const folder = await OpfsFolder.open(NAME);
	if (!folder) {
		const database = await IndexedDbStorage.open(NAME);
		const close = async (): Promise<void> => database.close();
		return { place: 'database', storage: database, compact: async () => {}, close };
	}
	// Held before anything is read: the tab that had the account may still write its last lines.
	const lock = await folder.open('lock');
	const files = await FolderStorage.open(folder, { onClose: () => lock.close() });
	if ((await files.get(TAKEN_OVER.table, TAKEN_OVER.key)) !== true) await takeOver(files);
	return { place: 'files', storage: files, compact: () => files.compact(), close: () => files.close() };
}

/** Until the mark is there the database is the truth: it goes last. */
async function takeOver(files: FolderStorage): Promise<void> {
	const database = await IndexedDbStorage.open(NAME);
	await copyAccount(database, files);
	await files.write([{ ...TAKEN_OVER, value: true }]);
	await files.sync();
	database.close();
	indexedDB.deleteDatabase(NAME);
}
