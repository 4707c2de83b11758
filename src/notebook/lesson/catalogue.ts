import type { Lesson } from './lesson.ts';

/** A lesson as the list shows it, without its text. */
export interface LessonSummary {
	readonly id: string;
	readonly title: string;
	readonly summary: string;
	readonly minutes: number;
}

const LIST = import.meta.glob<readonly LessonSummary[]>('/lessons/catalogue.json', {
	import: 'default',
	eager: true
});

const TEXTS = import.meta.glob<string>('/lessons/*/index.md', { query: '?raw', import: 'default' });

const FILES = import.meta.glob<string>(['/lessons/*/data/*', '!**/*.md'], {
	query: '?url',
	import: 'default',
	eager: true
});

/** All lessons, in the order in which they are taken. */
export const lessonList: readonly LessonSummary[] = LIST['/lessons/catalogue.json']!;

/** Begins to fetch what {@link loadLesson} will need, for a page that has other things to do first. */
export function fetchLesson(id: string): void {
	void TEXTS[`/lessons/${id}/index.md`]?.().catch(() => {});
	// Whoever loads the lesson hears of a failure.
	import('./parse.ts').catch(() => {});
}

/** Loads a lesson's text and reads it; null where there is no lesson of that id. */
export async function loadLesson(id: string): Promise<Lesson | null> {
	const load = TEXTS[`/lessons/${id}/index.md`];
	if (!load) return null;
	// The reader of lessons, with its YAML parser, is no part of the page's first load.
	const [text, { parseLesson }] = await Promise.all([load(), import('./parse.ts')]);
	return parseLesson(id, text).lesson;
}

/**
 * Addresses of a lesson's files by name as its front matter and its cells write them (`data/boston.csv`); empty for a
 * lesson that has none.
 */
export function lessonFiles(id: string): ReadonlyMap<string, string> {
	const folder = `/lessons/${id}/`;
	const own = Object.entries(FILES).filter(([path]) => path.startsWith(folder));
	return new Map(own.map(([path, url]) => [path.slice(folder.length), url]));
}
