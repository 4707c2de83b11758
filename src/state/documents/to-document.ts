import { documentCell } from '#notebook/document/document-copy.ts';
import type { NotebookHead } from '#notebook/document/notebook-copy.ts';
import type { DocumentCell, NotebookDocument } from '#notebook/document/notebook-document.ts';
import { isCellId } from '#notebook/interchange/ipynb-cell.ts';
import { OWN_METADATA } from '#notebook/interchange/ipynb-language.ts';
import { withExercise, withFacts } from '#notebook/interchange/lesson-metadata.ts';
import type { Lesson } from '#notebook/lesson/lesson.ts';
import { CONSOLE_MIME, type ConsoleData, type Output, type TreeNode } from '#notebook/outputs.ts';
import { treeText } from '#notebook/values/tree-text.ts';
import type { NotebookSource } from './notebook-source.ts';
import type { OutputItem } from '../outputs/output-log.svelte.ts';
import { layOver, type CellSeed } from './saved-notebook.ts';

/** What {@link toDocument} needs to know of an open notebook; a `NotebookState` is one. */
export interface DocumentSource {
	readonly title: string;
	readonly lesson: Lesson | null;
	readonly head: NotebookHead | null;
	readonly cells: readonly DocumentSourceCell[];
}

/** What it needs to know of a cell; a `CellState` is one. */
export interface DocumentSourceCell extends Pick<CellSeed, 'id' | 'origin' | 'kind' | 'source' | 'document'> {
	readonly language: string;
	readonly lastRun: { readonly run: number } | null;
	readonly outputs: { readonly items: readonly OutputItem[] };
}

/**
 * The notebook as it stands on the page, whole: texts, outputs, run counts, what a file brought, and over a lesson its
 * exercises. A cell that never ran here keeps the outputs that its file had.
 *
 * @param untitled the title of a notebook that has none
 */
export function toDocument(notebook: DocumentSource, untitled: string): NotebookDocument {
	const { lesson, head } = notebook;
	const ids = new Set<string>();
	const cells = notebook.cells.map((cell) => toCell(cell, validId(cell.id, ids)));
	const isBare = !head || Object.keys(head.metadata).length === 0;
	const metadata = isBare ? OWN_METADATA : head.metadata;
	return {
		format: 1,
		title: notebook.title || untitled,
		cells,
		metadata: lesson ? withFacts(metadata, lesson) : metadata,
		...(head?.frame && { frame: head.frame })
	};
}

/** A notebook that is not open, whole, as it was saved last. */
export function storedDocument(
	{ lesson, copy, runs }: Pick<NotebookSource, 'lesson' | 'copy' | 'runs'>,
	untitled: string
): NotebookDocument {
	const head = copy?.head ?? null;
	const cells = layOver(lesson?.cells ?? [], copy).map((seed): DocumentSourceCell => {
		const { run = null, items = [] } = runs.get(seed.id) ?? {};
		return { ...seed, language: languageOf(seed), lastRun: run, outputs: { items } };
	});
	return toDocument({ title: lesson?.title ?? head?.title ?? '', lesson, head, cells }, untitled);
}

function languageOf({ origin, document }: CellSeed): string {
	if (origin?.kind === 'code') return origin.language;
	return document?.kind === 'code' ? document.language : 'ts';
}

function toCell(cell: DocumentSourceCell, id: string): DocumentCell {
	const bare = documentCell(id, cell);
	if (bare.kind !== 'code') return { ...bare, id };
	const { origin, lastRun, outputs, language } = cell;
	const exercise = origin?.kind === 'code' ? origin.exercise : null;
	const metadata = withExercise(bare.metadata, exercise);
	const whole = { ...bare, id, metadata, language };
	if (!lastRun && outputs.items.length === 0) return whole;
	return {
		...whole,
		outputs: outputs.items.flatMap(toOutputs),
		foreignOutputs: null,
		executionCount: lastRun?.run ?? null
	};
}

/** A lesson's author may have chosen an id that nbformat does not take. */
function validId(wanted: string, taken: Set<string>): string {
	const isSound: boolean = isCellId(wanted);
	const base = isSound ? wanted : wanted.replace(/[^a-zA-Z0-9_-]/g, '-').slice(0, 50) || 'cell';
	let id = base;
	for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
	taken.add(id);
	return id;
}

function toOutputs(item: OutputItem): Output[] {
	switch (item.kind) {
		case 'stream':
			return [{ type: 'stream', name: item.name, text: item.text }];
		case 'console':
			return item.lines.map(lineOutput);
		case 'rich':
			return [{ type: 'display', displayId: item.displayId, data: item.data }];
		case 'error':
			return [{ type: 'error', error: item.error }];
	}
}

function lineOutput(line: ConsoleData): Output {
	const text = line.args.map((arg: TreeNode) => treeText(arg)).join(' ');
	return { type: 'display', displayId: null, data: { [CONSOLE_MIME]: line, 'text/plain': text } };
}
