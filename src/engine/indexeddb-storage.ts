import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { ByteStream } from '#base/byte-stream.ts';
import { PlatformError } from '#base/errors.ts';
import { HeldBytes, partOf, settledValue } from '#sim/core/held-bytes.ts';
import type { RegionStorage, StagedBytes, StorageChange } from '#sim/ports.ts';

interface Schema extends DBSchema {
	entries: { key: [table: string, key: string]; value: unknown };
}

/** The region's tables in IndexedDB: one object store, keyed by table and key, so that a write is one transaction. */
export class IndexedDbStorage implements RegionStorage {
	readonly #database: IDBPDatabase<Schema>;
	readonly #durability: IDBTransactionDurability;

	private constructor(database: IDBPDatabase<Schema>, durability: IDBTransactionDurability) {
		this.#database = database;
		this.#durability = durability;
	}

	/**
	 * @param durability `strict` waits, where the browser can, until a write lies on the disk itself, and costs some
	 *   milliseconds more; `relaxed` survives the end of the page and of the browser, not always that of the machine
	 * Rejects with a PlatformError where the browser keeps no data (private windows of some browsers).
	 */
	static async open(
		name: string,
		durability: IDBTransactionDurability = 'relaxed'
	): Promise<IndexedDbStorage> {
		try {
			const database = await openDB<Schema>(name, 1, {
				upgrade: (fresh) => void fresh.createObjectStore('entries'),
				// A newer version of Sagebrush in another tab wants to upgrade: do not stand in its way.
				blocking: (_old, _new, event) => (event.target as IDBDatabase).close()
			});
			return new IndexedDbStorage(database, durability);
		} catch (cause) {
			throw new PlatformError('StorageUnavailable', `This browser opens no database: ${String(cause)}.`, {
				cause,
				hint: 'Leave the private window, or allow this site to store data.'
			});
		}
	}

	/** Ends the connection. */
	close(): void {
		this.#database.close();
	}

	async entries(table: string): Promise<readonly (readonly [string, unknown])[]> {
		// An array sorts after every string, so [table, []] is the end of the table's keys.
		const range = IDBKeyRange.bound([table], [table, []]);
		const transaction = this.#database.transaction('entries');
		const [keys, values] = await Promise.all([
			transaction.store.getAllKeys(range),
			transaction.store.getAll(range)
		]);
		return keys.map(([, key], i) => [key, values[i]] as const);
	}

	async keys(table: string): Promise<readonly string[]> {
		const range = IDBKeyRange.bound([table], [table, []]);
		return (await this.#database.getAllKeys('entries', range)).map(([, key]) => key);
	}

	get(table: string, key: string): Promise<unknown> {
		return this.#database.get('entries', [table, key]);
	}

	async write(changes: readonly StorageChange[]): Promise<void> {
		const transaction = this.#database.transaction('entries', 'readwrite', { durability: this.#durability });
		// The end of the transaction tells how it went; rejections of its single requests would only make noise.
		transaction.done.catch(() => {});
		try {
			for (const { table, key, value: given } of changes) {
				const at: [string, string] = [table, key];
				const value = settledValue(given);
				const request = value === undefined ? transaction.store.delete(at) : transaction.store.put(value, at);
				request.catch(() => {});
			}
			// Without this the page would have to live until the answers came: one that is being closed does not.
			transaction.commit();
			await transaction.done;
		} catch (cause) {
			// A value that cannot be cloned throws at once, and the requests before it would otherwise be committed.
			abortQuietly(transaction);
			throw storageError(cause);
		}
	}

	stage(pieces: ByteStream): Promise<StagedBytes> {
		return HeldBytes.of(pieces);
	}

	async read(table: string, key: string, start?: number, end?: number): Promise<ByteStream | undefined> {
		return partOf(await this.get(table, key), start, end);
	}
}

function abortQuietly(transaction: { abort(): void }): void {
	try {
		transaction.abort();
	} catch {
		// It has ended by itself already.
	}
}

function storageError(cause: unknown): PlatformError {
	if (cause instanceof DOMException && cause.name === 'QuotaExceededError') {
		return new PlatformError('StorageFull', 'This browser gives Sagebrush no more room to store data.', {
			cause,
			hint: 'Delete objects you no longer need from S3, or free disk space.'
		});
	}
	return new PlatformError('StorageFailed', `The browser could not store the change: ${String(cause)}.`, {
		cause
	});
}
