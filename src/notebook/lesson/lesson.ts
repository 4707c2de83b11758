/** A lesson in normal form: what `parseLesson` makes of a Markdown file and `serialiseLesson` writes back. */

export interface MarkdownCell {
	readonly kind: 'markdown';
	/** Unique in the lesson; `text-N` where the source names none. */
	readonly id: string;
	readonly text: string;
}

export interface CodeCell {
	readonly kind: 'code';
	/** Unique and lasting: a learner's edits and progress are stored under it. */
	readonly id: string;
	readonly language: 'ts' | 'js';
	readonly source: string;
	/** Null for a cell that is no exercise. */
	readonly exercise: Exercise | null;
}

/** The source of an exercise's cell is the starter. */
export interface Exercise {
	/** Code that is run after the learner's cell and throws, with a message for the learner, where the answer is wrong. */
	readonly check: string;
	readonly solution: string;
	/** Shown one at a time, the gentlest first. */
	readonly hints: readonly string[];
}

export type LessonCell = MarkdownCell | CodeCell;

export interface Lesson {
	/** Folder name, e.g. `boston-housing-deploy`; the route is `#/lessons/ID`. */
	readonly id: string;
	readonly title: string;
	/** One sentence for the list of lessons. */
	readonly summary: string;
	/** How long a learner takes, minutes. */
	readonly minutes: number;
	/** Ids of the lessons that come before. */
	readonly needs: readonly string[];
	/** Files beside the lesson that its cells may read, e.g. `data/boston.csv`. */
	readonly data: readonly string[];
	/** Exam domains that it serves. */
	readonly exam: readonly string[];
	readonly cells: readonly LessonCell[];
}

/** Something odd in the source that did not keep the lesson from being read. */
export interface LessonWarning {
	/** 1-based line of the source. */
	readonly line: number;
	readonly message: string;
}
