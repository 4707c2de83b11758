import type { DocumentCell, JsonObject } from './notebook-document.ts';

/** Under which a notebook is kept: the learner's copy of a lesson, or a notebook of their own. */
export type NotebookKey = `lesson:${string}` | `own:${string}`;

/**
 * What a learner has written into a notebook. Over a lesson it holds only what differs from the lesson, so that a
 * corrected lesson reaches old copies; a notebook of their own is a copy with no lesson beneath.
 */
export interface NotebookCopy {
	readonly format: 2;
	/** Wall-clock milliseconds since the epoch. */
	readonly savedAt: number;
	/** Ids of all cells as they stand, the lesson's and the learner's own. */
	readonly order: readonly string[];
	/** The cells that differ from the lesson's, and the learner's own. */
	readonly cells: Readonly<Record<string, CopyCell>>;
	/** Ids of the lesson's cells that the learner took out. */
	readonly deleted: readonly string[];
	/** Ids of the exercises whose check passed. */
	readonly passed: readonly string[];
	/** Hints shown so far, by exercise id. */
	readonly hints: Readonly<Record<string, number>>;
	/** Null over a lesson, which has its own. */
	readonly head: NotebookHead | null;
}

export interface CopyCell {
	readonly kind: 'markdown' | 'code';
	readonly source: string;
	/** The lesson's text from which the learner set out; null for a cell of their own. */
	readonly base: string | null;
	/** The cell as a file brought it, for what is not text; null for one that was made here. */
	readonly document: DocumentCell | null;
}

/** What stands above a notebook's cells. */
export interface NotebookHead {
	readonly title: string;
	/** The file's own metadata and frame, see NotebookDocument. */
	readonly metadata: JsonObject;
	readonly frame: readonly string[] | null;
}

/** The cell of that id in the copy; null where it has none. An id may be anything, `__proto__` too. */
export function cellOf(copy: NotebookCopy, id: string): CopyCell | null {
	return (Object.hasOwn(copy.cells, id) && copy.cells[id]) || null;
}

/** Reads a stored value; null where it is no copy of the format that this version knows. */
export function parseNotebookCopy(value: unknown): NotebookCopy | null {
	if (!isRecord(value) || value['format'] !== 2 || typeof value['savedAt'] !== 'number') return null;
	const { savedAt, order, cells, deleted, passed, hints, head } = value;
	if (!isTexts(order) || !isTexts(deleted) || !isTexts(passed)) return null;
	if (!isRecordOf(cells, isCell) || !isRecordOf(hints, isNumber)) return null;
	if (head !== null && !isHead(head)) return null;
	return { format: 2, savedAt, order, cells, deleted, passed, hints, head };
}

function isCell(value: unknown): value is CopyCell {
	if (!isRecord(value)) return false;
	const { kind, source, base, document } = value;
	return (
		(kind === 'markdown' || kind === 'code') &&
		typeof source === 'string' &&
		(base === null || typeof base === 'string') &&
		(document === null || isDocumentCell(document))
	);
}

function isDocumentCell(value: unknown): value is DocumentCell {
	if (!isRecord(value) || typeof value['id'] !== 'string' || typeof value['source'] !== 'string')
		return false;
	if (!isRecord(value['metadata'])) return false;
	if (value['kind'] !== 'code') return value['kind'] === 'markdown' || value['kind'] === 'raw';
	return typeof value['language'] === 'string' && Array.isArray(value['outputs']);
}

function isHead(value: unknown): value is NotebookHead {
	if (!isRecord(value) || typeof value['title'] !== 'string' || !isRecord(value['metadata'])) return false;
	return value['frame'] === null || isTexts(value['frame']);
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRecordOf<T>(value: unknown, is: (item: unknown) => item is T): value is Record<string, T> {
	return isRecord(value) && Object.values(value).every(is);
}

function isTexts(value: unknown): value is string[] {
	return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isNumber(value: unknown): value is number {
	return typeof value === 'number';
}
