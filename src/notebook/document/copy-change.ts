import { cellOf, type CopyCell, type NotebookCopy } from './notebook-copy.ts';

/** One entry of a notebook's journal: what an edit did to its copy. Members that did not change are missing. */
export interface CopyChange {
	readonly savedAt: number;
	/** Cells by id as they are now; null where a cell is as the lesson has it again, or is gone. */
	readonly cells: Readonly<Record<string, CopyCell | null>>;
	readonly rest: Partial<Omit<NotebookCopy, 'format' | 'savedAt' | 'cells'>>;
}

const REST = ['order', 'deleted', 'passed', 'hints', 'head'] as const;

/** What made `after` of `before`; null where they differ in nothing but their time. Linear in their size. */
export function changeBetween(before: NotebookCopy, after: NotebookCopy): CopyChange | null {
	const cells = new Map<string, CopyCell | null>();
	for (const [id, cell] of Object.entries(after.cells)) {
		if (!isSame(cellOf(before, id), cell)) cells.set(id, cell);
	}
	for (const id of Object.keys(before.cells)) if (!cellOf(after, id)) cells.set(id, null);
	const changed = REST.filter((member) => !isSame(before[member], after[member]));
	if (changed.length === 0 && cells.size === 0) return null;
	const rest = Object.fromEntries(changed.map((member) => [member, after[member]]));
	return { savedAt: after.savedAt, cells: Object.fromEntries(cells), rest };
}

/** The copy after a change: `applyChange(before, changeBetween(before, after))` equals `after`. */
export function applyChange(before: NotebookCopy, change: CopyChange): NotebookCopy {
	const cells = new Map(Object.entries(before.cells));
	for (const [id, cell] of Object.entries(change.cells)) {
		if (cell === null) cells.delete(id);
		else cells.set(id, cell);
	}
	return { ...before, ...change.rest, savedAt: change.savedAt, cells: Object.fromEntries(cells) };
}

/** Whether a stored value is an entry of a journal; its members are checked when the whole copy is. */
export function isCopyChange(value: unknown): value is CopyChange {
	return (
		typeof value === 'object' &&
		value !== null &&
		'savedAt' in value &&
		typeof value.savedAt === 'number' &&
		'cells' in value &&
		typeof value.cells === 'object' &&
		value.cells !== null &&
		'rest' in value &&
		typeof value.rest === 'object' &&
		value.rest !== null
	);
}

/** Equal in all members, as JSON is; what both hold in common costs nothing. */
function isSame(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
	if (Array.isArray(a) !== Array.isArray(b)) return false;
	const [ofA, ofB] = [Object.entries(a), new Map(Object.entries(b))];
	return ofA.length === ofB.size && ofA.every(([key, value]) => ofB.has(key) && isSame(value, ofB.get(key)));
}
