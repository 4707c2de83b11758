import {
	CONSOLE_MIME,
	type CellError,
	type ConsoleData,
	type MimeBundle,
	type Output
} from '#notebook/outputs.ts';

/** What a cell shows, ready to draw: neighbours of one kind are joined. `key` is lasting. */
export type OutputItem =
	| {
			readonly kind: 'stream';
			readonly key: number;
			readonly name: 'stdout' | 'stderr';
			readonly text: string;
			/** Characters that were let go at the front. */
			readonly dropped: number;
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

const MOST_CHARACTERS = 1_000_000;
const MOST_LINES = 10_000;
const FLUSH_MS = 40;

/**
 * The outputs of one cell. They arrive one by one and are drawn in batches, so that ten thousand lines cost a few
 * updates; of endless output the tail is kept (a million characters, ten thousand console lines).
 */
export class OutputLog {
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
		const draft = new Draft(this.#renewing ? [] : this.#items, () => this.#nextKey++);
		this.#renewing = false;
		for (const output of this.#pending) draft.add(output);
		this.#pending = [];
		this.#items = draft.finish();
	}
}

type Growing =
	| { kind: 'stream'; key: number; name: 'stdout' | 'stderr'; parts: string[]; dropped: number }
	| { kind: 'console'; key: number; lines: ConsoleData[]; dropped: number };

/** One batch: the item that grows is opened once, not copied for every line. */
class Draft {
	readonly #items: OutputItem[];
	readonly #newKey: () => number;
	#open: Growing | null = null;

	constructor(items: readonly OutputItem[], newKey: () => number) {
		this.#items = [...items];
		this.#newKey = newKey;
		this.#reopen();
	}

	add(output: Output): void {
		if (output.type === 'stream') {
			this.#stream(output.name).parts.push(output.text);
			return;
		}
		if (output.type === 'error') {
			this.#close();
			this.#items.push({ kind: 'error', key: this.#newKey(), error: output.error });
			return;
		}
		const displayId = output.type === 'display' ? output.displayId : null;
		const line = displayId === null ? consoleOf(output.data) : null;
		if (line) this.#console().lines.push(line);
		else this.#rich(displayId, output.data);
	}

	finish(): OutputItem[] {
		this.#close();
		return this.#items;
	}

	#stream(name: 'stdout' | 'stderr'): Growing & { kind: 'stream' } {
		if (this.#open?.kind === 'stream' && this.#open.name === name) return this.#open;
		this.#close();
		return (this.#open = { kind: 'stream', key: this.#newKey(), name, parts: [], dropped: 0 });
	}

	#console(): Growing & { kind: 'console' } {
		if (this.#open?.kind === 'console') return this.#open;
		this.#close();
		return (this.#open = { kind: 'console', key: this.#newKey(), lines: [], dropped: 0 });
	}

	#rich(displayId: string | null, data: MimeBundle): void {
		const at =
			displayId === null
				? -1
				: this.#items.findIndex((item) => item.kind === 'rich' && item.displayId === displayId);
		if (at >= 0) {
			this.#items[at] = { kind: 'rich', key: this.#items[at]!.key, displayId, data };
			return;
		}
		this.#close();
		this.#items.push({ kind: 'rich', key: this.#newKey(), displayId, data });
	}

	#reopen(): void {
		const last = this.#items.at(-1);
		if (last?.kind === 'stream') this.#open = { ...last, parts: [last.text] };
		else if (last?.kind === 'console') this.#open = { ...last, lines: [...last.lines] };
		else return;
		this.#items.pop();
	}

	#close(): void {
		const open = this.#open;
		this.#open = null;
		if (!open) return;
		if (open.kind === 'stream') {
			const { kind, key, name } = open;
			const whole = open.parts.join('');
			const excess = Math.max(0, whole.length - MOST_CHARACTERS);
			this.#items.push({ kind, key, name, text: whole.slice(excess), dropped: open.dropped + excess });
			return;
		}
		const excess = Math.max(0, open.lines.length - MOST_LINES);
		this.#items.push({
			kind: 'console',
			key: open.key,
			lines: excess > 0 ? open.lines.slice(excess) : open.lines,
			dropped: open.dropped + excess
		});
	}
}

function consoleOf(data: MimeBundle): ConsoleData | null {
	const line = data[CONSOLE_MIME];
	if (typeof line !== 'object' || line === null || !('args' in line) || !Array.isArray(line.args))
		return null;
	return line as ConsoleData;
}
