import type { NotebookCopy, NotebookKey } from '#notebook/document/notebook-copy.ts';
import type { Version } from '#notebook/document/version-store.ts';
import type { KernelLike } from '../runs/kernel-like.ts';
import { NotebookAccess } from './notebook-access.svelte.ts';
import type { NotebookSource } from './notebook-source.ts';
import { NotebookState } from '../notebook.svelte.ts';
import type { RunChanges } from '../runs/run-keeper.ts';
import type { Writer } from './writer.svelte.ts';

/** Where notebooks are kept; a {@link NotebookLibrary} is one. */
export interface DocumentKeeping {
	/** The notebook as it was stored last; null where it is gone. */
	open(key: NotebookKey): Promise<NotebookSource | null>;
	save(key: NotebookKey, copy: NotebookCopy): Promise<void>;
	saveRuns(key: NotebookKey, changes: RunChanges): Promise<void>;
	/** Keeps a state among the versions. */
	keepVersion(key: NotebookKey, copy: NotebookCopy, kind: Version['kind'], name?: string): Promise<void>;
	/** The versions of a notebook, the latest first. */
	versions(key: NotebookKey): Promise<readonly Version[]>;
	removeVersion(key: NotebookKey, id: string): Promise<void>;
	/** The learner has read a notebook from outside and lets it run, now and whenever the same one comes again. */
	trust(key: NotebookKey, copy: NotebookCopy): Promise<void>;
}

export interface SessionOptions {
	readonly source: NotebookSource;
	/** Its role is known already. */
	readonly writer: Writer;
	readonly kernel: KernelLike;
	readonly keeping: DocumentKeeping;
	/** Wall clock in milliseconds since the epoch. */
	readonly now: () => number;
}

/** While a notebook is worked on, its state is kept among the versions this often. */
const VERSION_MS = 5 * 60_000;
/** Changes of another tab come in bursts. */
const FOLLOW_MS = 100;

/** An open notebook together with its storage: saves it, follows another tab that writes it, keeps versions. */
export class DocumentSession {
	readonly notebook: NotebookState;
	readonly access: NotebookAccess;
	readonly writer: Writer;
	/** Where the notebook came from. */
	readonly from: NotebookSource['from'];
	readonly #options: SessionOptions;
	#versionAt: number | null = null;
	#lastStored: NotebookCopy | null;
	#following: ReturnType<typeof setTimeout> | null = null;
	#isClosed = false;

	constructor(options: SessionOptions) {
		const { source, writer, kernel, now } = options;
		this.#options = options;
		this.#lastStored = source.copy;
		this.writer = writer;
		this.from = source.from;
		this.access = new NotebookAccess(writer, source.isTrusted);
		this.notebook = new NotebookState({
			source,
			access: this.access,
			kernel,
			saveDocument: (copy) => this.#save(copy),
			saveRuns: (changes) => this.#saveRuns(changes),
			now
		});
		writer.attach({
			onYield: () => this.notebook.save(),
			onChange: () => this.#follow(),
			onTakeOver: () => this.#reload(),
			onLost: () => void this.notebook.save()
		});
	}

	/** The versions of this notebook, the latest first. */
	versions(): Promise<readonly Version[]> {
		return this.#options.keeping.versions(this.notebook.key);
	}

	/** Keeps the notebook as it stands under a name. */
	nameVersion(name: string): Promise<void> {
		return this.#options.keeping.keepVersion(this.notebook.key, this.notebook.document(), 'named', name);
	}

	removeVersion(id: string): Promise<void> {
		return this.#options.keeping.removeVersion(this.notebook.key, id);
	}

	/** Goes back to an earlier state; the present one is kept among the versions. */
	async restore(version: Version): Promise<void> {
		const { notebook } = this;
		if (!this.access.mayWrite) return this.access.refuse();
		await this.#options.keeping.keepVersion(notebook.key, notebook.document(), 'before');
		notebook.become({ ...this.#options.source, copy: version.copy, runs: new Map() });
		notebook.touch();
		await notebook.save();
	}

	/** The learner has read the notebook and lets it run. */
	async trust(): Promise<void> {
		this.access.trust();
		await this.#options.keeping.trust(this.notebook.key, this.notebook.document());
	}

	/** Becomes the one tab that writes. */
	takeOver(): Promise<void> {
		return this.writer.takeOver();
	}

	/** Lets other tabs write, and follows what they store. */
	stepAside(): Promise<void> {
		return this.writer.stepAside();
	}

	/** Saves what is unsaved, ends the kernel and lets another tab write. */
	async close(): Promise<void> {
		this.#isClosed = true;
		if (this.#following !== null) clearTimeout(this.#following);
		try {
			await this.notebook.close();
		} finally {
			this.writer.close();
		}
	}

	async #save(copy: NotebookCopy): Promise<void> {
		const { keeping, now } = this.#options;
		const { key } = this.notebook;
		if (!this.access.mayWrite) {
			// Edits that were made before another tab took over: nothing of them is lost.
			await keeping.keepVersion(key, copy, 'rescued');
			return;
		}
		await keeping.save(key, copy);
		this.writer.announce();
		const at = now();
		if (this.#versionAt !== null && at - this.#versionAt < VERSION_MS) return;
		// At the first edit of a visit: the notebook as the visit found it.
		const passing = this.#versionAt === null ? this.#lastStored : copy;
		this.#versionAt = at;
		this.#lastStored = copy;
		if (passing) await keeping.keepVersion(key, passing, 'auto');
	}

	async #saveRuns(changes: RunChanges): Promise<void> {
		if (!this.access.mayWrite) return;
		await this.#options.keeping.saveRuns(this.notebook.key, changes);
		this.writer.announce();
	}

	#follow(): void {
		this.#following ??= setTimeout(() => {
			this.#following = null;
			void this.#reload();
		}, FOLLOW_MS);
	}

	async #reload(): Promise<void> {
		const source = await this.#options.keeping.open(this.notebook.key);
		// Who writes by now knows better than what was read before.
		if (!source || this.#isClosed || this.access.mayWrite) return;
		this.notebook.become(source);
		if (source.isTrusted) this.access.trust();
	}
}
