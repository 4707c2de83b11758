import {
	cellOf,
	type CopyCell,
	type NotebookCopy,
	type NotebookHead
} from '#notebook/document/notebook-copy.ts';
import type { DocumentCell } from '#notebook/document/notebook-document.ts';
import type { LessonCell } from '#notebook/lesson/lesson.ts';

/** A cell before it becomes reactive: `origin` is null for a learner's own. */
export interface CellSeed {
	readonly id: string;
	readonly origin: LessonCell | null;
	readonly kind: 'markdown' | 'code';
	readonly source: string;
	/** The lesson's text from which the learner set out; null where it is unchanged, or their own. */
	readonly base: string | null;
	/** As a file brought it; null for a cell of a lesson and for one made here. */
	readonly document: DocumentCell | null;
}

/** Source text of a lesson's cell: Markdown or code. */
export function sourceOf(cell: LessonCell): string {
	return cell.kind === 'markdown' ? cell.text : cell.source;
}

/** A new cell of the learner's own. */
export function ownSeed(id: string, kind: 'markdown' | 'code', source = ''): CellSeed {
	return { id, origin: null, kind, source, base: null, document: null };
}

/**
 * The cells of a lesson (none for a learner's own notebook) with the learner's copy laid over. Unchanged cells follow the
 * lesson: corrected, moved into the copy's order, or gone where the lesson dropped them. What the learner wrote stays,
 * a changed cell whose lesson's cell is gone becomes their own, and a cell that is new in the lesson comes after the one
 * that it follows there.
 */
export function layOver(lessonCells: readonly LessonCell[], copy: NotebookCopy | null): CellSeed[] {
	if (!copy) return lessonCells.map((cell) => seedOf(cell, null));
	const origins = new Map(lessonCells.map((cell) => [cell.id, cell]));
	const gone = new Set(copy.deleted);
	const seeds: CellSeed[] = [];
	for (const id of new Set([...copy.order, ...Object.keys(copy.cells)])) {
		const origin = origins.get(id);
		const cell = cellOf(copy, id);
		if (origin && !gone.has(id)) seeds.push(seedOf(origin, cell));
		else if (!origin && cell) seeds.push({ ...cell, id, origin: null, base: null });
	}
	const placed = new Set(copy.order);
	lessonCells.forEach((cell, i) => {
		if (placed.has(cell.id) || gone.has(cell.id) || cellOf(copy, cell.id)) return;
		seeds.splice(placeAfter(seeds, lessonCells.slice(0, i)), 0, seedOf(cell, null));
	});
	return seeds;
}

/** What {@link takeDown} needs to know of a cell. */
export interface OpenCell extends CellSeed {
	readonly exercise: { readonly hasPassed: boolean; readonly hintsShown: number } | null;
}

/** The learner's copy of a lesson, or of nothing, whose cells stand as given; `savedAt` in wall-clock milliseconds. */
export function takeDown(
	lessonCells: readonly LessonCell[],
	open: readonly OpenCell[],
	head: NotebookHead | null,
	savedAt: number
): NotebookCopy {
	const here = new Set(open.map((cell) => cell.id));
	const cells = new Map<string, CopyCell>();
	const hints: Record<string, number> = {};
	for (const { id, origin, kind, source, base, document, exercise } of open) {
		if (!origin) cells.set(id, { kind, source, base: null, document });
		else if (source !== sourceOf(origin) || kind !== origin.kind)
			cells.set(id, { kind, source, base: base ?? sourceOf(origin), document: null });
		if (exercise && exercise.hintsShown > 0) hints[id] = exercise.hintsShown;
	}
	return {
		format: 2,
		savedAt,
		order: open.map((cell) => cell.id),
		cells: Object.fromEntries(cells),
		deleted: lessonCells.filter((cell) => !here.has(cell.id)).map((cell) => cell.id),
		passed: open.filter((cell) => cell.exercise?.hasPassed).map((cell) => cell.id),
		hints,
		head
	};
}

function seedOf(origin: LessonCell, cell: CopyCell | null): CellSeed {
	const { kind, source, base } = cell ?? { kind: origin.kind, source: sourceOf(origin), base: null };
	return { id: origin.id, origin, kind, source, base, document: null };
}

/** Behind the last of the cells before that is here; at the top where none is. */
function placeAfter(seeds: readonly CellSeed[], before: readonly LessonCell[]): number {
	for (const { id } of before.toReversed()) {
		const at = seeds.findIndex((seed) => seed.id === id);
		if (at >= 0) return at + 1;
	}
	return 0;
}
