import type { DocumentCell } from '#notebook/document/notebook-document.ts';
import { OutputDraft } from './output-draft.ts';
import type { OutputItem } from './output-log.svelte.ts';

/** The outputs that a file brought with a cell, ready to draw; empty for a cell without. */
export function fileItems(document: DocumentCell | null): readonly OutputItem[] {
	if (document?.kind !== 'code' || document.outputs.length === 0) return [];
	let key = 0;
	const draft = new OutputDraft([], () => ++key);
	for (const output of document.outputs) draft.add(output);
	return draft.finish();
}

/**
 * The same outputs as text alone: what came from outside draws nothing of its own, no page, no picture and no table,
 * until the learner trusts it. What has no text form is replaced by `hidden`.
 */
export function inertItems(items: readonly OutputItem[], hidden: string): readonly OutputItem[] {
	return items.map((item): OutputItem => {
		if (item.kind === 'stream' || item.kind === 'error') return item;
		const plain = item.kind === 'rich' ? item.data['text/plain'] : null;
		const text = typeof plain === 'string' ? plain : hidden;
		return { kind: 'stream', key: item.key, name: 'stdout', text, dropped: 0 };
	});
}
