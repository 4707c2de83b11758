import type { NotebookKey } from '#notebook/document/notebook-copy.ts';

/**
 * Whether this page may write a notebook: `asking` until that is known, `writing`, `reading` while another tab writes,
 * `lost` once another tab has taken over.
 */
export type WriterRole = 'asking' | 'writing' | 'reading' | 'lost';

/** What an open notebook does when its role changes. */
export interface WriterHandlers {
	/** Another tab wants to write: stores what is unsaved. Called before this page stops writing. */
	readonly onYield: () => Promise<void>;
	/** The writing tab has stored a change. */
	readonly onChange: () => void;
	/** This page begins to write after another; what that one stored last is to be read first. */
	readonly onTakeOver: () => Promise<void>;
	/** Another tab took over while this page slept: what is unsaved here can no longer be saved in its place. */
	readonly onLost: () => void;
}

type Message = 'changed' | 'yield';

/** A tab that does not answer in this time is frozen or gone, and is no longer asked. */
const PATIENCE_MS = 2_000;
const FIRST_PATIENCE_MS = 250;

/**
 * One writer per notebook over all tabs. The first to open it writes; those that open it later read what it stores, and
 * may take over with one step: the writer stores what it has and reads from then on. When the writer's tab is closed,
 * the next one that waits becomes the writer. A browser without locks (plain http on another host) lets every tab write.
 */
export class Writer {
	#role = $state.raw<WriterRole>('asking');
	#release: (() => void) | null = null;
	#isClosed = false;
	/** Does not wait for its turn: the whole page has given way to another. */
	#isAside = false;
	#handlers: WriterHandlers | null = null;
	readonly #name: string;
	readonly #channel: BroadcastChannel;
	#waiting = new AbortController();
	#onWriting: (() => void) | null = null;
	/** Resolves when the role is known. The notebook is to be read after, so that nothing is written in between. */
	readonly ready: Promise<void>;

	constructor(key: NotebookKey) {
		this.#name = `sagebrush-notebook/${key}`;
		this.#channel = new BroadcastChannel(this.#name);
		this.#channel.addEventListener('message', this.#hear);
		this.ready = new Promise((known) => void this.#begin(known));
	}

	/** The notebook is open: it hears from now on. */
	attach(handlers: WriterHandlers): void {
		this.#handlers = handlers;
	}

	get role(): WriterRole {
		return this.#role;
	}

	get mayWrite(): boolean {
		return this.#role === 'writing';
	}

	/** Tells the tabs that read: something was stored. */
	announce(): void {
		this.#send('changed');
	}

	/** Becomes the writer: asks the other tab, waits until it has stored what it has, and does not wait for a dead one. */
	async takeOver(): Promise<void> {
		if (this.#role !== 'reading' && this.#role !== 'lost') return;
		const written = new Promise<boolean>((resolve) => {
			this.#onWriting = () => resolve(true);
			setTimeout(() => resolve(false), PATIENCE_MS);
		});
		if (this.#isAside) this.#queue();
		this.#isAside = false;
		this.#send('yield');
		// This tab is the next in turn, or one of those that wait.
		if (await written) return;
		this.#waiting.abort();
		await this.#request({ steal: true });
	}

	/** Stores what is unsaved and reads from now on; writes again only after {@link takeOver}. */
	async stepAside(): Promise<void> {
		this.#isAside = true;
		this.#waiting.abort();
		if (this.mayWrite) await this.#yield();
	}

	/** Lets the next tab write. */
	close(): void {
		this.#isClosed = true;
		this.#waiting.abort();
		this.#release?.();
		this.#channel.close();
	}

	async #begin(known: () => void): Promise<void> {
		if (!('locks' in navigator)) this.#role = 'writing';
		// A lock that nobody holds is had however long the page takes to hear of it: only one that is held is waited for.
		// The same notebook, left a moment ago in this tab, may need that moment to let go.
		else if (
			!(await this.#request({ ifAvailable: true })) &&
			!(await this.#request({ signal: AbortSignal.timeout(FIRST_PATIENCE_MS) }))
		)
			this.#role = 'reading';
		known();
		if (this.#role === 'reading') this.#queue();
	}

	/** The turn comes when the writer's tab is closed or yields. */
	#queue(): void {
		this.#waiting = new AbortController();
		void this.#request({ signal: this.#waiting.signal });
	}

	/** Resolves true as soon as the lock is held, and holds it until released; false where it was not to be had. */
	#request(options: LockOptions): Promise<boolean> {
		return new Promise((resolve) => {
			let isHeld = false;
			const hold = async (lock: Lock | null): Promise<void> => {
				if (!lock || this.#isClosed) return resolve(false);
				isHeld = true;
				const released = new Promise<void>((release) => (this.#release = release));
				if (this.#role !== 'asking') await this.#handlers?.onTakeOver();
				this.#role = 'writing';
				this.#onWriting?.();
				resolve(true);
				await released;
			};
			navigator.locks.request(this.#name, options, hold).then(
				() => resolve(false),
				() => {
					// Stolen while this page was frozen, or not to be had in time.
					if (isHeld) this.#lose();
					resolve(false);
				}
			);
		});
	}

	readonly #hear = (event: MessageEvent<unknown>): void => {
		if (event.data === 'changed' && !this.mayWrite) this.#handlers?.onChange();
		if (event.data === 'yield' && this.mayWrite) void this.#yield();
	};

	async #yield(): Promise<void> {
		try {
			await this.#handlers?.onYield();
		} finally {
			// What could not be stored stays on this page, which says so.
			this.#lose();
			this.#release?.();
		}
	}

	#lose(): void {
		if (this.#role !== 'writing') return;
		this.#role = 'lost';
		this.#handlers?.onLost();
		if (!this.#isClosed && !this.#isAside) this.#queue();
	}

	#send(message: Message): void {
		if (!this.#isClosed) this.#channel.postMessage(message);
	}
}
