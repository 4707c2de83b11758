import type { Lesson, LessonCell } from '#notebook/lesson/lesson.ts';

/** A learner's copy of a lesson: only what differs from the lesson, so that a corrected lesson reaches old copies. */
export interface SavedNotebook {
	readonly format: 1;
	/** Wall-clock milliseconds since the epoch. */
	readonly savedAt: number;
	/** Changed sources by cell id. */
	readonly edits: Readonly<Record<string, string>>;
	/** The learner's own code cells, in document order; `after` is the id of the cell before, null at the top. */
	readonly added: readonly { readonly id: string; readonly after: string | null; readonly source: string }[];
	/** Ids of the lesson's cells that the learner took out. */
	readonly deleted: readonly string[];
	/** Ids of the exercises whose check passed. */
	readonly passed: readonly string[];
	/** Hints shown so far, by exercise id. */
	readonly hints: Readonly<Record<string, number>>;
}

/** A cell before it becomes reactive: `origin` is null for a learner's own. */
export interface CellSeed {
	readonly id: string;
	readonly origin: LessonCell | null;
	readonly source: string;
}

/** Source text of a lesson's cell: Markdown or code. */
export function sourceOf(cell: LessonCell): string {
	return cell.kind === 'markdown' ? cell.text : cell.source;
}

/** The cells of a lesson with the learner's changes laid over; an own cell whose place is gone comes last. */
export function layOver(lesson: Lesson, saved: SavedNotebook | null): CellSeed[] {
	const deleted = new Set(saved?.deleted ?? []);
	const seeds: CellSeed[] = lesson.cells
		.filter((cell) => !deleted.has(cell.id))
		.map((cell) => ({ id: cell.id, origin: cell, source: saved?.edits[cell.id] ?? sourceOf(cell) }));
	for (const { id, after, source } of saved?.added ?? []) {
		const place = after === null ? 0 : seeds.findIndex((seed) => seed.id === after) + 1;
		const at = after !== null && place === 0 ? seeds.length : place;
		seeds.splice(at, 0, { id, origin: null, source });
	}
	return seeds;
}

/** What {@link takeDown} needs to know of a cell. */
export interface OpenCell extends CellSeed {
	readonly exercise: { readonly hasPassed: boolean; readonly hintsShown: number } | null;
}

/** The learner's copy of a lesson whose cells stand as given; `savedAt` in wall-clock milliseconds. */
export function takeDown(lesson: Lesson, cells: readonly OpenCell[], savedAt: number): SavedNotebook {
	const kept = new Set(cells.map((cell) => cell.id));
	const edits: Record<string, string> = {};
	const hints: Record<string, number> = {};
	const added: SavedNotebook['added'][number][] = [];
	cells.forEach(({ id, origin, source, exercise }, i) => {
		if (!origin) added.push({ id, after: cells[i - 1]?.id ?? null, source });
		else if (source !== sourceOf(origin)) edits[id] = source;
		if (exercise && exercise.hintsShown > 0) hints[id] = exercise.hintsShown;
	});
	return {
		format: 1,
		savedAt,
		edits,
		added,
		deleted: lesson.cells.filter((cell) => !kept.has(cell.id)).map((cell) => cell.id),
		passed: cells.filter((cell) => cell.exercise?.hasPassed).map((cell) => cell.id),
		hints
	};
}

/** Reads a stored value; null where it is no saved notebook of a format that this version knows. */
export function parseSavedNotebook(value: unknown): SavedNotebook | null {
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

function isAdded(value: unknown): value is SavedNotebook['added'][number] {
	if (!isRecord(value)) return false;
	const { id, after, source } = value;
	return (
		typeof id === 'string' && typeof source === 'string' && (after === null || typeof after === 'string')
	);
}
