import type { RegionStorage } from '#sim/ports.ts';

/** What the list of the learner's own notebooks says of one. Times are wall-clock milliseconds since the epoch. */
export interface ShelfEntry {
	readonly id: string;
	/** Empty for one without a name yet. */
	readonly title: string;
	readonly createdAt: number;
	readonly changedAt: number;
	readonly cellCount: number;
	/** Where it came from; only that of here is trusted from the beginning. */
	readonly source: 'here' | 'file' | 'link';
	/** Whether its cells may run: made here, or let run by the learner. */
	readonly isTrusted: boolean;
	/** When it was put into the bin; null for one on the shelf. */
	readonly binnedAt: number | null;
}

const TABLE = 'shelf';

/** The learner's own notebooks by name, without their cells, so that listing them is cheap. */
export class Shelf {
	readonly #storage: RegionStorage;

	constructor(storage: RegionStorage) {
		this.#storage = storage;
	}

	/** All entries, those in the bin too, the latest change first. */
	async list(): Promise<readonly ShelfEntry[]> {
		const entries = (await this.#storage.entries(TABLE)).map(([, value]) => value).filter(isEntry);
		return entries.sort((a, b) => b.changedAt - a.changedAt);
	}

	/** Null where there is none of that id. */
	async find(id: string): Promise<ShelfEntry | null> {
		const value = await this.#storage.get(TABLE, id);
		return isEntry(value) ? value : null;
	}

	/** Puts an entry in the place of the earlier one of its id. */
	put(entry: ShelfEntry): Promise<void> {
		return this.#storage.write([{ table: TABLE, key: entry.id, value: entry }]);
	}

	/** Takes an entry out for good. */
	remove(id: string): Promise<void> {
		return this.#storage.write([{ table: TABLE, key: id, value: undefined }]);
	}
}

function isEntry(value: unknown): value is ShelfEntry {
	if (typeof value !== 'object' || value === null) return false;
	const entry = value as Partial<Record<keyof ShelfEntry, unknown>>;
	return (
		typeof entry.id === 'string' &&
		typeof entry.title === 'string' &&
		typeof entry.createdAt === 'number' &&
		typeof entry.changedAt === 'number' &&
		typeof entry.cellCount === 'number' &&
		(entry.source === 'here' || entry.source === 'file' || entry.source === 'link') &&
		typeof entry.isTrusted === 'boolean' &&
		(entry.binnedAt === null || typeof entry.binnedAt === 'number')
	);
}
