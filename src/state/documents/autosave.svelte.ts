import { SagebrushError } from '#base/errors.ts';

export type SaveStatus =
	| { readonly kind: 'untouched' }
	| { readonly kind: 'unsaved' }
	/** `at` is wall-clock milliseconds since the epoch. */
	| { readonly kind: 'saved'; readonly at: number }
	/** `code` is that of a SagebrushError, e.g. `StorageFull`; null for any other failure. */
	| { readonly kind: 'failed'; readonly message: string; readonly code: string | null };

const DELAY_MS = 400;
const RETRY_MS = 5000;

/**
 * Saves soon after a change: at most 400 ms after the first unsaved one, however long the typing goes on, and at once
 * when the page is hidden or left. A failed save is said and tried again.
 */
export class Autosave {
	#status = $state.raw<SaveStatus>({ kind: 'untouched' });
	#timer: ReturnType<typeof setTimeout> | null = null;
	#isDirty = false;
	#writing: Promise<void> | null = null;
	readonly #write: () => Promise<void>;
	readonly #now: () => number;

	constructor(write: () => Promise<void>, now: () => number, savedAt: number | null) {
		this.#write = write;
		this.#now = now;
		if (savedAt !== null) this.#status = { kind: 'saved', at: savedAt };
		addEventListener('pagehide', this.#leave);
		document.addEventListener('visibilitychange', this.#leave);
	}

	get status(): SaveStatus {
		return this.#status;
	}

	/** Something changed. */
	touch(): void {
		this.#isDirty = true;
		if (this.#status.kind !== 'failed') this.#status = { kind: 'unsaved' };
		this.#timer ??= setTimeout(() => void this.flush(), DELAY_MS);
	}

	/** Saves at once what is unsaved; resolves when it is stored, or when storing failed. */
	async flush(): Promise<void> {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
		await this.#writing;
		if (!this.#isDirty) return;
		this.#isDirty = false;
		this.#writing = this.#attempt();
		await this.#writing;
		this.#writing = null;
	}

	/** Saves what is left and stops listening. */
	close(): Promise<void> {
		removeEventListener('pagehide', this.#leave);
		document.removeEventListener('visibilitychange', this.#leave);
		return this.flush();
	}

	/** The page may end at once: nothing is waited for, not even an earlier write that still goes on. */
	#writeNow(): void {
		if (!this.#isDirty) return;
		this.#isDirty = false;
		void this.#attempt();
	}

	async #attempt(): Promise<void> {
		try {
			await this.#write();
			this.#status = this.#isDirty ? { kind: 'unsaved' } : { kind: 'saved', at: this.#now() };
		} catch (error) {
			this.#isDirty = true;
			const message = error instanceof Error ? error.message : String(error);
			this.#status = { kind: 'failed', message, code: error instanceof SagebrushError ? error.code : null };
			this.#timer ??= setTimeout(() => void this.flush(), RETRY_MS);
		}
	}

	readonly #leave = (event: Event): void => {
		if (event.type === 'pagehide' || document.visibilityState === 'hidden') this.#writeNow();
	};
}
