import type { RegionStorage, StorageChange } from '#sim/ports.ts';
import { applyChange, changeBetween, isCopyChange } from './copy-change.ts';
import { parseNotebookCopy, type NotebookCopy, type NotebookKey } from './notebook-copy.ts';

const COPIES = 'copies';
/** A journal of so many entries is folded into the copy, so that opening stays short. */
const LONGEST_JOURNAL = 100;

/** A copy as it is stored: the journal's entries after `entry` are not in it yet. */
interface StoredCopy {
	readonly copy: NotebookCopy;
	readonly entry: number;
}

/**
 * The learner's notebooks: for each one a copy and an append-only journal of the edits since. An edit costs a small
 * entry however large the notebook is; each write is one transaction, so that whenever the tab dies, what stands in the
 * store is the notebook after one of its edits.
 */
export class NotebookStore {
	readonly #storage: RegionStorage;
	/** What the store holds, as far as this page has read or written it. */
	readonly #known = new Map<NotebookKey, StoredCopy & { readonly journaled: number }>();

	/**
	 * Tells this page's entries from those of another one that slept while it was taken over and writes once more: both
	 * stay, neither takes the place of the other.
	 */
	readonly #page: string;

	/** @param page no other page's */
	constructor(storage: RegionStorage, page: string) {
		this.#storage = storage;
		this.#page = page;
	}

	/** The notebook as it was saved last; null where there is none that this version can read. */
	async load(key: NotebookKey): Promise<NotebookCopy | null> {
		this.#known.delete(key);
		const stored = readStored(await this.#storage.get(COPIES, key));
		if (!stored) return null;
		let { copy, entry } = stored;
		for (const [at, change] of await this.#journal(key)) {
			if (at <= stored.entry || !isCopyChange(change)) continue;
			copy = applyChange(copy, change);
			entry = at;
		}
		const sound = parseNotebookCopy(copy);
		if (sound) this.#known.set(key, { copy: sound, entry, journaled: entry - stored.entry });
		return sound;
	}

	/**
	 * Saves the notebook as it stands; resolves when it is durable, true where there was anything to save.
	 * Rejects with a PlatformError: `StorageFull` where the browser gives no more room, or `StorageFailed`; what was saved
	 * before stays.
	 */
	async save(key: NotebookKey, copy: NotebookCopy): Promise<boolean> {
		const known = this.#known.get(key);
		if (!known) {
			await this.#saveWhole(key, copy, 0);
			return true;
		}
		const change = changeBetween(known.copy, copy);
		if (!change) return false;
		const entry = known.entry + 1;
		if (known.journaled >= LONGEST_JOURNAL) {
			await this.#saveWhole(key, copy, entry);
			return true;
		}
		await this.#storage.write([
			{ table: journalOf(key), key: `${String(entry).padStart(10, '0')}/${this.#page}`, value: change }
		]);
		this.#known.set(key, { copy, entry, journaled: known.journaled + 1 });
		return true;
	}

	/** Forgets the notebook and its journal. Nothing happens where there is none. */
	async remove(key: NotebookKey): Promise<void> {
		this.#known.delete(key);
		await this.#storage.write([{ table: COPIES, key, value: undefined }, ...(await this.#emptied(key))]);
	}

	/** Keys of all notebooks that there are. */
	async keys(): Promise<readonly string[]> {
		return (await this.#storage.entries(COPIES)).map(([key]) => key);
	}

	async #saveWhole(key: NotebookKey, copy: NotebookCopy, entry: number): Promise<void> {
		const stored: StoredCopy = { copy, entry };
		await this.#storage.write([{ table: COPIES, key, value: stored }, ...(await this.#emptied(key))]);
		this.#known.set(key, { ...stored, journaled: 0 });
	}

	async #emptied(key: NotebookKey): Promise<StorageChange[]> {
		const table = journalOf(key);
		return (await this.#storage.entries(table)).map(([at]) => ({ table, key: at, value: undefined }));
	}

	/** Padded numbers: the storage's order is the order of time. */
	async #journal(key: NotebookKey): Promise<readonly (readonly [number, unknown])[]> {
		const entries = await this.#storage.entries(journalOf(key));
		return entries.map(([at, change]) => [Number.parseInt(at, 10), change] as const);
	}
}

function readStored(value: unknown): StoredCopy | null {
	if (typeof value !== 'object' || value === null || !('copy' in value) || !('entry' in value)) return null;
	const copy = parseNotebookCopy(value.copy);
	return copy && typeof value.entry === 'number' ? { copy, entry: value.entry } : null;
}

function journalOf(key: NotebookKey): string {
	return `journal/${key}`;
}
