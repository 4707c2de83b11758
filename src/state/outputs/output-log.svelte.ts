import type { CellError, ConsoleData, MimeBundle, Output } from '#notebook/outputs.ts';
import { OutputDraft } from './output-draft.ts';
import { OutputViews } from './output-views.ts';

/** What a cell shows, ready to draw: neighbours of one kind are joined. `key` is lasting. */
export type OutputItem =
	| {
			readonly kind: 'stream';
			readonly key: number;
			readonly name: 'stdout' | 'stderr';
			readonly text: string;
			/** Characters that were let go at the front. */
			readonly dropped: number;
			/** Lines of output that were left out before the text; absent for none. */
			readonly skipped?: number;
	  }
	| {
			readonly kind: 'console';
			readonly key: number;
			readonly lines: readonly ConsoleData[];
			readonly dropped: number;
	  }
	| {
			readonly kind: 'rich';
			readonly key: number;
			readonly displayId: string | null;
			readonly data: MimeBundle;
	  }
	| { readonly kind: 'error'; readonly key: number; readonly error: CellError };

const FLUSH_MS = 40;

/**
 * The outputs of one cell. They arrive one by one and are drawn in batches, so that ten thousand lines cost a few
 * updates; of endless output the tail is kept (a million characters, ten thousand console lines).
 */
export class OutputLog {
	/** What the reader has opened and sorted in these outputs; lasts over runs. */
	readonly views = new OutputViews();
	#items = $state.raw<readonly OutputItem[]>([]);
	#pending: Output[] = [];
	#timer: ReturnType<typeof setTimeout> | null = null;
	#nextKey = 1;
	#renewing = false;
	#leftOutBytes = $state.raw(0);

	get items(): readonly OutputItem[] {
		return this.#items;
	}

	/** The first error shown, null where there is none. */
	get error(): CellError | null {
		const item = this.#items.find((one) => one.kind === 'error');
		return item?.kind === 'error' ? item.error : null;
	}

	/** About how many bytes of what an earlier visit showed were too large to keep; 0 for outputs of this visit. */
	get leftOutBytes(): number {
		return this.#leftOutBytes;
	}

	/** Shows what an earlier visit left. */
	recall(items: readonly OutputItem[], leftOutBytes: number): void {
		this.#pending = [];
		this.#items = items;
		this.#leftOutBytes = leftOutBytes;
		this.#nextKey = items.reduce((most, item) => Math.max(most, item.key), 0) + 1;
	}

	/** Begins a new run. What stands stays until the first new output comes, so that the page does not jump. */
	renew(): void {
		this.#pending = [];
		this.#renewing = true;
	}

	push(output: Output): void {
		this.#pending.push(output);
		this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS);
	}

	/** Ends a run: everything that came is shown, and what stood before is gone in any case. */
	settle(): void {
		this.flush();
		if (this.#renewing) this.clear();
	}

	clear(): void {
		this.#pending = [];
		this.#renewing = false;
		this.#leftOutBytes = 0;
		this.#items = [];
	}

	/** Shows at once what waits for the next batch. */
	flush(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
		if (this.#pending.length === 0) return;
		if (this.#renewing) this.#leftOutBytes = 0;
		const draft = new OutputDraft(this.#renewing ? [] : this.#items, () => this.#nextKey++);
		this.#renewing = false;
		for (const output of this.#pending) draft.add(output);
		this.#pending = [];
		this.#items = draft.finish();
	}
}
