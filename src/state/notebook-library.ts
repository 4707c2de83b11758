import { copyOfDocument } from '#notebook/document/document-copy.ts';
import type { NotebookCopy, NotebookKey } from '#notebook/document/notebook-copy.ts';
import type { NotebookDocument } from '#notebook/document/notebook-document.ts';
import { NotebookStore } from '#notebook/document/notebook-store.ts';
import { RunStore } from '#notebook/document/run-store.ts';
import { Shelf, type ShelfEntry } from '#notebook/document/shelf.ts';
import type { Lesson } from '#notebook/lesson/lesson.ts';
import type { RegionStorage } from '#sim/ports.ts';
import { parseFirstFormat, upgradeFirstFormat } from './first-format.ts';
import { parseKeptRun, type KeptRun } from './kept-run.ts';
import type { NotebookSource } from './notebook-source.ts';
import type { RunChanges } from './run-keeper.ts';

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
/** The list of notebooks says when one was changed, no more exactly than this. */
const SHELF_MS = 60_000;

/** All that the learner keeps: copies of lessons, their own notebooks, and what the cells of both showed last. */
export class NotebookLibrary {
	readonly #options: LibraryOptions;
	readonly #copies: NotebookStore;
	readonly #runs: RunStore<KeptRun>;
	readonly #shelf: Shelf;

	constructor(options: LibraryOptions) {
		this.#options = options;
		this.#copies = new NotebookStore(options.storage);
		this.#runs = new RunStore(options.storage, parseKeptRun);
		this.#shelf = new Shelf(options.storage);
	}

	/** A lesson with the learner's copy over it; null where there is no such lesson. */
	async openLesson(id: string): Promise<NotebookSource | null> {
		const lesson = await this.#options.loadLesson(id);
		if (!lesson) return null;
		const key = `lesson:${id}` as const;
		const [copy, runs] = await Promise.all([this.#copyOf(key, lesson), this.#runs.load(key)]);
		return { key, lesson, copy, runs };
	}

	/** One of the learner's own notebooks; null where there is none of that id. */
	async openOwn(id: string): Promise<NotebookSource | null> {
		const key = `own:${id}` as const;
		const [copy, runs] = await Promise.all([this.#copies.load(key), this.#runs.load(key)]);
		return copy && { key, lesson: null, copy, runs };
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

	/** The learner's own notebooks, those in the bin too, the latest change first. */
	list(): Promise<readonly ShelfEntry[]> {
		return this.#shelf.list();
	}

	/** Puts a notebook on the shelf; answers its id. */
	async add(document: NotebookDocument, source: ShelfEntry['source']): Promise<string> {
		const id = this.#options.newId();
		const now = this.#options.now();
		await this.#place(id, copyOfDocument(document, now), source);
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
		await this.#place(twin, copy, entry?.source ?? 'here');
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
	}

	async #copyOf(key: NotebookKey, lesson: Lesson): Promise<NotebookCopy | null> {
		const copy = await this.#copies.load(key);
		if (copy) return copy;
		const old = parseFirstFormat(await this.#options.storage.get(FIRST_FORMAT, lesson.id));
		return old && upgradeFirstFormat(old, lesson.cells);
	}

	/** The cells first: an entry without cells would open as nothing. */
	async #place(id: string, copy: NotebookCopy, source: ShelfEntry['source']): Promise<void> {
		await this.#copies.save(`own:${id}`, copy);
		const { savedAt: createdAt } = copy;
		await this.#shelf.put({ id, ...factsOf(copy), createdAt, changedAt: createdAt, source, binnedAt: null });
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
