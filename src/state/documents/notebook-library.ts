import { copyOfDocument } from '#notebook/document/document-copy.ts';
import type { NotebookCopy, NotebookKey } from '#notebook/document/notebook-copy.ts';
import type { NotebookDocument } from '#notebook/document/notebook-document.ts';
import { NotebookStore } from '#notebook/document/notebook-store.ts';
import { RunStore } from '#notebook/document/run-store.ts';
import { Shelf, type ShelfEntry } from '#notebook/document/shelf.ts';
import { VersionStore, type Version } from '#notebook/document/version-store.ts';
import type { Lesson } from '#notebook/lesson/lesson.ts';
import type { RegionStorage } from '#sim/ports.ts';
import { parseFirstFormat, upgradeFirstFormat } from './first-format.ts';
import { parseKeptRun, type KeptRun } from '../runs/kept-run.ts';
import type { NotebookSource } from './notebook-source.ts';
import type { RunChanges } from '../runs/run-keeper.ts';

export interface LibraryOptions {
	readonly storage: RegionStorage;
	/** Null where there is no lesson of that id. */
	readonly loadLesson: (id: string) => Promise<Lesson | null>;
	/** Wall clock in milliseconds since the epoch. */
	readonly now: () => number;
	/** A new id for a notebook, never given before. */
	readonly newId: () => string;
}

/** Where copies of the first format stand, by lesson. */
const FIRST_FORMAT = 'documents';
/** Hashes of the contents that the learner has let run. */
const TRUSTED = 'trusted';
/** The list of notebooks says when one was changed, no more exactly than this. */
const SHELF_MS = 60_000;

/** All that the learner keeps: copies of lessons, their own notebooks, and what the cells of both showed last. */
export class NotebookLibrary {
	readonly #options: LibraryOptions;
	readonly #copies: NotebookStore;
	readonly #runs: RunStore<KeptRun>;
	readonly #shelf: Shelf;
	readonly #versions: VersionStore;

	constructor(options: LibraryOptions) {
		this.#options = options;
		this.#copies = new NotebookStore(options.storage, options.newId());
		this.#runs = new RunStore(options.storage, parseKeptRun);
		this.#shelf = new Shelf(options.storage);
		this.#versions = new VersionStore(options.storage);
	}

	/** Either of the two below, by its key. */
	open(key: NotebookKey): Promise<NotebookSource | null> {
		return key.startsWith('lesson:')
			? this.openLesson(key.slice('lesson:'.length))
			: this.openOwn(key.slice('own:'.length));
	}

	/** A lesson with the learner's copy over it; null where there is no such lesson. */
	async openLesson(id: string): Promise<NotebookSource | null> {
		const lesson = await this.#options.loadLesson(id);
		if (!lesson) return null;
		const key = `lesson:${id}` as const;
		const [copy, runs] = await Promise.all([this.#copyOf(key, lesson), this.#runs.load(key)]);
		return { key, lesson, copy, runs, isTrusted: true, from: 'here' };
	}

	/** One of the learner's own notebooks; null where there is none of that id. */
	async openOwn(id: string): Promise<NotebookSource | null> {
		const key = `own:${id}` as const;
		const [copy, runs, entry] = await Promise.all([
			this.#copies.load(key),
			this.#runs.load(key),
			this.#shelf.find(id)
		]);
		const { source: from = 'here', isTrusted = true } = entry ?? {};
		return copy && { key, lesson: null, copy, runs, isTrusted, from };
	}

	/** Saves a notebook as it stands; resolves when it is durable. Rejects as {@link NotebookStore.save} does. */
	async save(key: NotebookKey, copy: NotebookCopy): Promise<void> {
		await this.#copies.save(key, copy);
		if (copy.head) await this.#register(key.slice('own:'.length), copy);
	}

	/** Saves what cells show; all or none. */
	saveRuns(key: NotebookKey, changes: RunChanges): Promise<void> {
		return this.#runs.save(key, changes);
	}

	/** Keeps a state among the versions, see {@link VersionStore}. */
	keepVersion(key: NotebookKey, copy: NotebookCopy, kind: Version['kind'], name = ''): Promise<void> {
		return this.#versions.keep(key, copy, { at: this.#options.now(), kind, name });
	}

	/** The versions of a notebook, the latest first. */
	versions(key: NotebookKey): Promise<readonly Version[]> {
		return this.#versions.list(key);
	}

	removeVersion(key: NotebookKey, id: string): Promise<void> {
		return this.#versions.remove(key, id);
	}

	/** Lets a notebook from outside run, now and whenever one of the same content comes again. */
	async trust(key: NotebookKey, copy: NotebookCopy): Promise<void> {
		const { storage, now } = this.#options;
		await storage.write([{ table: TRUSTED, key: await hashOf(copy), value: now() }]);
		const entry = await this.#shelf.find(key.slice('own:'.length));
		if (entry) await this.#shelf.put({ ...entry, isTrusted: true });
	}

	/** The learner's own notebooks, those in the bin too, the latest change first. */
	list(): Promise<readonly ShelfEntry[]> {
		return this.#shelf.list();
	}

	/** Puts a notebook on the shelf; answers its id. */
	async add(document: NotebookDocument, source: ShelfEntry['source']): Promise<string> {
		const id = this.#options.newId();
		const now = this.#options.now();
		const copy = copyOfDocument(document, now);
		const isTrusted = source === 'here' || (await this.#isKnown(copy));
		await this.#place(id, copy, { source, isTrusted });
		return id;
	}

	/** Gives a notebook another name. Nothing happens where there is none of that id. */
	async rename(id: string, title: string): Promise<void> {
		const copy = await this.#copies.load(`own:${id}`);
		if (!copy?.head) return;
		await this.save(`own:${id}`, { ...copy, savedAt: this.#options.now(), head: { ...copy.head, title } });
	}

	/** A second notebook of the same cells and outputs; answers its id, null where there is no first. */
	async duplicate(id: string, title: string): Promise<string | null> {
		const [source, entry] = await Promise.all([this.openOwn(id), this.#shelf.find(id)]);
		if (!source?.copy?.head) return null;
		const twin = this.#options.newId();
		const copy = { ...source.copy, savedAt: this.#options.now(), head: { ...source.copy.head, title } };
		await this.#runs.save(`own:${twin}`, source.runs);
		const { source: from = 'here', isTrusted = true } = entry ?? {};
		await this.#place(twin, copy, { source: from, isTrusted });
		return twin;
	}

	/** Puts a notebook into the bin, or back on the shelf. */
	async bin(id: string, isBinned: boolean): Promise<void> {
		const entry = await this.#shelf.find(id);
		if (entry) await this.#shelf.put({ ...entry, binnedAt: isBinned ? this.#options.now() : null });
	}

	/** Takes a notebook away for good. */
	async erase(id: string): Promise<void> {
		await this.#shelf.remove(id);
		await this.#copies.remove(`own:${id}`);
		await this.#runs.clear(`own:${id}`);
		await this.#versions.clear(`own:${id}`);
	}

	async #copyOf(key: NotebookKey, lesson: Lesson): Promise<NotebookCopy | null> {
		const copy = await this.#copies.load(key);
		if (copy) return copy;
		const old = parseFirstFormat(await this.#options.storage.get(FIRST_FORMAT, lesson.id));
		return old && upgradeFirstFormat(old, lesson.cells);
	}

	/** The cells first: an entry without cells would open as nothing. */
	async #place(
		id: string,
		copy: NotebookCopy,
		origin: Pick<ShelfEntry, 'source' | 'isTrusted'>
	): Promise<void> {
		await this.#copies.save(`own:${id}`, copy);
		const { savedAt: createdAt } = copy;
		await this.#shelf.put({
			id,
			...factsOf(copy),
			createdAt,
			changedAt: createdAt,
			...origin,
			binnedAt: null
		});
	}

	/** Whether the learner has let a notebook of this content run before. */
	async #isKnown(copy: NotebookCopy): Promise<boolean> {
		return (await this.#options.storage.get(TRUSTED, await hashOf(copy))) !== undefined;
	}

	async #register(id: string, copy: NotebookCopy): Promise<void> {
		const entry = await this.#shelf.find(id);
		if (!entry) return;
		const facts = factsOf(copy);
		const isListed = entry.title === facts.title && entry.cellCount === facts.cellCount;
		if (isListed && copy.savedAt - entry.changedAt < SHELF_MS) return;
		await this.#shelf.put({ ...entry, ...facts, changedAt: copy.savedAt });
	}
}

function factsOf(copy: NotebookCopy): { title: string; cellCount: number } {
	return { title: copy.head?.title ?? '', cellCount: copy.order.length };
}

/** Few notebooks come from outside: the hash function comes when one does. */
async function hashOf(copy: NotebookCopy): Promise<string> {
	const { contentHash } = await import('#notebook/document/content-hash.ts');
	return contentHash(copy);
}
