import { IndexedDbStorage } from '#engine/indexeddb-storage.ts';
import type { RegionStorage } from '#sim/ports.ts';

const TABLE = 'documents';

/**
 * The learner's copies of the lessons, one per lesson, apart from the lessons themselves and from the cloud: emptying
 * the one leaves the other. What a copy holds is its owner's affair; `read` tells a copy from anything else, so that
 * what a newer or older version of the page stored is never taken for one.
 */
export class DocumentStore<T extends object> {
	readonly #storage: RegionStorage;
	readonly #read: (value: unknown) => T | null;

	/** @param read gives the copy that a stored value is, or null */
	constructor(storage: RegionStorage, read: (value: unknown) => T | null) {
		this.#storage = storage;
		this.#read = read;
	}

	/** In the browser's own storage. Rejects with a PlatformError `StorageUnavailable` where it keeps no data. */
	static async open<T extends object>(
		read: (value: unknown) => T | null,
		name = 'sagebrush-documents'
	): Promise<DocumentStore<T>> {
		return new DocumentStore(await IndexedDbStorage.open(name), read);
	}

	/** The copy of a lesson, null where there is none that this version can read. */
	async load(lessonId: string): Promise<T | null> {
		const value = await this.#storage.get(TABLE, lessonId);
		return value === undefined ? null : this.#read(value);
	}

	/**
	 * Puts a copy in the place of the earlier one; resolves when it is durable.
	 * Rejects with a PlatformError: `StorageFull` where the browser gives no more room (the earlier copy stays), or
	 * `StorageFailed`.
	 */
	save(lessonId: string, document: T): Promise<void> {
		return this.#storage.write([{ table: TABLE, key: lessonId, value: document }]);
	}

	/** Forgets the copy: the lesson is as its author wrote it again. Nothing happens where there is none. */
	remove(lessonId: string): Promise<void> {
		return this.#storage.write([{ table: TABLE, key: lessonId, value: undefined }]);
	}

	/** Ids of the lessons of which there is a copy. */
	async lessonIds(): Promise<readonly string[]> {
		return (await this.#storage.entries(TABLE)).map(([id]) => id);
	}
}
