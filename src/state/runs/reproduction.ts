import type { OutputItem } from '../outputs/output-log.svelte.ts';

const DURATION =
	/\b\d+(?:[.,]\d+)?(?:e[+-]?\d+)?\s?(?:ns|µs|μs|us|ms|s|sec|secs|seconds?|min|minutes?|hours?)\b/g;
const MOMENT = /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/g;
const CLOCK = /\b\d{1,2}:\d\d:\d\d(?:\.\d+)?\b/g;

/**
 * What a cell shows, as text in which nothing is left that differs between two runs by right: durations, moments and
 * clock times become `…`, the ids of displays and trees go. Two runs of a cell were the same where the texts are.
 */
export function outputText(items: readonly OutputItem[]): string {
	return items.map(itemText).join('\n');
}

function itemText(item: OutputItem): string {
	switch (item.kind) {
		case 'stream':
			return timeless(item.text);
		case 'console':
			return item.lines.map((line) => `${line.level}: ${plain(line.args)}`).join('\n');
		case 'rich':
			return richText(item.data);
		case 'error':
			return timeless(`${item.error.code}: ${item.error.message}`);
	}
}

/** The plain text stands for all forms, where it says anything; a picture has none that does. */
function richText(data: Readonly<Record<string, unknown>>): string {
	const { 'text/plain': text, ...others } = data;
	const shown = Object.keys(others).length === 0 ? text : others;
	return typeof shown === 'string' ? timeless(shown) : plain(shown);
}

function plain(value: unknown): string {
	const text = JSON.stringify(
		value,
		(key, item: unknown) => (typeof item === 'bigint' ? String(item) : HANDLES.has(key) ? undefined : item),
		1
	);
	return timeless(text ?? '');
}

/** Members that name a value of one kernel, or say how fast it was. */
const HANDLES: ReadonlySet<string> = new Set(['ref', 'rate', 'elapsedMs', 'leftMs']);

function timeless(text: string): string {
	return text.replace(MOMENT, '…').replace(CLOCK, '…').replace(DURATION, '…');
}
