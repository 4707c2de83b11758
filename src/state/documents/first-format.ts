import type { CopyCell, NotebookCopy } from '#notebook/document/notebook-copy.ts';
import type { LessonCell } from '#notebook/lesson/lesson.ts';
import { sourceOf } from './saved-notebook.ts';

/** A learner's copy of a lesson as the first version of the page stored it. */
export interface FirstFormat {
	readonly format: 1;
	readonly savedAt: number;
	/** Changed sources by cell id. */
	readonly edits: Readonly<Record<string, string>>;
	/** The learner's own code cells, in document order; `after` is the id of the cell before, null at the top. */
	readonly added: readonly { readonly id: string; readonly after: string | null; readonly source: string }[];
	readonly deleted: readonly string[];
	readonly passed: readonly string[];
	readonly hints: Readonly<Record<string, number>>;
}

/** The same copy in today's format. The lesson of today stands for the one from which the learner set out. */
export function upgradeFirstFormat(old: FirstFormat, lessonCells: readonly LessonCell[]): NotebookCopy {
	const { savedAt, edits, added, deleted, passed, hints } = old;
	const cells: Record<string, CopyCell> = {};
	for (const cell of lessonCells) {
		const source = edits[cell.id];
		if (source === undefined) continue;
		cells[cell.id] = { kind: cell.kind, source, base: sourceOf(cell), document: null };
	}
	const order = lessonCells.map((cell) => cell.id).filter((id) => !deleted.includes(id));
	for (const { id, after, source } of added) {
		const place = after === null ? 0 : order.indexOf(after) + 1;
		order.splice(after !== null && place === 0 ? order.length : place, 0, id);
		cells[id] = { kind: 'code', source, base: null, document: null };
	}
	return { format: 2, savedAt, order, cells, deleted, passed, hints, head: null };
}

/** Reads a stored value; null where it is none of that format. */
export function parseFirstFormat(value: unknown): FirstFormat | null {
	if (!isRecord(value) || value['format'] !== 1) return null;
	const { savedAt, edits, added, deleted, passed, hints } = value;
	if (typeof savedAt !== 'number' || !isRecordOf(edits, 'string') || !isRecordOf(hints, 'number'))
		return null;
	if (!isTexts(deleted) || !isTexts(passed) || !Array.isArray(added) || !added.every(isAdded)) return null;
	return { format: 1, savedAt, edits, added, deleted, passed, hints };
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRecordOf(value: unknown, type: 'string'): value is Record<string, string>;
function isRecordOf(value: unknown, type: 'number'): value is Record<string, number>;
function isRecordOf(value: unknown, type: string): boolean {
	return isRecord(value) && Object.values(value).every((item) => typeof item === type);
}

function isTexts(value: unknown): value is string[] {
	return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isAdded(value: unknown): value is FirstFormat['added'][number] {
	if (!isRecord(value)) return false;
	const { id, after, source } = value;
	return (
		typeof id === 'string' && typeof source === 'string' && (after === null || typeof after === 'string')
	);
}
