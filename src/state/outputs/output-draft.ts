import { consoleLineOf, joinRepeated } from '#notebook/console-line.ts';
import type { ConsoleData, MimeBundle, Output } from '#notebook/outputs.ts';
import type { OutputItem } from './output-log.svelte.ts';

const MOST_CHARACTERS = 1_000_000;
const MOST_LINES = 10_000;
/** Items of streams and lines; beyond them the oldest go. */
const MOST_ITEMS = 1000;

type Growing =
	| { kind: 'stream'; key: number; name: 'stdout' | 'stderr'; parts: string[]; dropped: number }
	| { kind: 'console'; key: number; lines: ConsoleData[]; dropped: number };

/** One batch of outputs on top of those that stand: the item that grows is opened once, not copied for every line. */
export class OutputDraft {
	#items: OutputItem[];
	readonly #newKey: () => number;
	#open: Growing | null = null;

	constructor(items: readonly OutputItem[], newKey: () => number) {
		this.#items = [...items];
		this.#newKey = newKey;
		this.#reopen();
	}

	add(output: Output): void {
		if (output.type === 'stream') return this.#addText(output);
		if (output.type === 'error') {
			this.#close();
			this.#items.push({ kind: 'error', key: this.#newKey(), error: output.error });
			return;
		}
		const line = consoleLineOf(output);
		if (line) this.#addLine(line);
		else this.#rich(output.type === 'display' ? output.displayId : null, output.data);
	}

	/** All that stands now. */
	finish(): OutputItem[] {
		this.#close();
		const speaking = this.#items.filter(isSpeech);
		if (speaking.length > MOST_ITEMS) this.#letGo(speaking.slice(0, -MOST_ITEMS / 2), 0);
		return this.#items;
	}

	#addText({ name, text, skipped }: Output & { readonly type: 'stream' }): void {
		if (skipped !== undefined) this.#leaveGap(skipped);
		if (text !== '') this.#stream(name).parts.push(text);
	}

	#addLine(line: ConsoleData): void {
		const { lines } = this.#console();
		const last = lines.at(-1);
		const joined = last ? joinRepeated(last, line) : null;
		if (joined) lines[lines.length - 1] = joined;
		else lines.push(line);
	}

	/** Lines were left out; what came between an earlier gap and this one goes into the gap, so that there is one only. */
	#leaveGap(skipped: number): void {
		this.#close();
		const at = this.#items.findIndex(isGap);
		if (at >= 0) return this.#letGo(this.#items.slice(at).filter(isSpeech), skipped);
		const gap = { kind: 'stream', key: this.#newKey(), name: 'stderr', text: '', dropped: 0 } as const;
		this.#items.push({ ...gap, skipped });
	}

	/** Takes items out and counts their lines in a gap in their place. */
	#letGo(gone: readonly OutputItem[], skipped: number): void {
		const [first] = gone;
		if (!first) return;
		const lines = gone.reduce((sum, item) => sum + linesOf(item), skipped);
		const gap = { kind: 'stream', key: first.key, name: 'stderr', text: '', dropped: 0 } as const;
		const set = new Set(gone);
		this.#items = this.#items.flatMap((item) => {
			if (item === first) return [{ ...gap, skipped: lines }];
			return set.has(item) ? [] : [item];
		});
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
		if (displayId !== null && Object.keys(data).length === 0) {
			if (at >= 0) this.#items.splice(at, 1);
			return;
		}
		if (at >= 0) {
			this.#items[at] = { kind: 'rich', key: this.#items[at]!.key, displayId, data };
			return;
		}
		this.#close();
		this.#items.push({ kind: 'rich', key: this.#newKey(), displayId, data });
	}

	#reopen(): void {
		const last = this.#items.at(-1);
		if (last?.kind === 'stream' && !isGap(last)) {
			const { kind, key, name, dropped } = last;
			this.#open = { kind, key, name, dropped, parts: [last.text] };
		} else if (last?.kind === 'console') this.#open = { ...last, lines: [...last.lines] };
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

function isSpeech(item: OutputItem): boolean {
	return item.kind === 'stream' || item.kind === 'console';
}

function isGap(item: OutputItem): boolean {
	return item.kind === 'stream' && item.skipped !== undefined;
}

function linesOf(item: OutputItem): number {
	if (item.kind === 'console') return item.dropped + item.lines.length;
	if (item.kind !== 'stream') return 0;
	return (item.skipped ?? 0) + (item.text === '' ? 0 : item.text.split('\n').length - 1 || 1);
}
