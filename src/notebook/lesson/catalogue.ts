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

/** Read when the page was built. */
const LESSONS = import.meta.glob<Lesson>('/lessons/*/index.md', { query: '?lesson', import: 'default' });

const FILES = import.meta.glob<string>(['/lessons/*/data/*', '!**/*.md'], {
	query: '?url',
	import: 'default',
	eager: true
});

/** All lessons, in the order in which they are taken. */
export const lessonList: readonly LessonSummary[] = LIST['/lessons/catalogue.json']!;

/** Begins to fetch what {@link loadLesson} will need, for a page that has other things to do first. */
export function fetchLesson(id: string): void {
	// Whoever loads the lesson hears of a failure.
	loadLesson(id).catch(() => {});
}

/** Loads a lesson; null where there is none of that id. */
export async function loadLesson(id: string): Promise<Lesson | null> {
	return (await LESSONS[`/lessons/${id}/index.md`]?.()) ?? null;
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
