import { existsSync, readdirSync } from 'node:fs';

/** Ids of all lessons: the folders in lessons/ that hold an index.md, in alphabetical order. */
export function lessonIds(): string[] {
	return readdirSync('lessons')
		.filter((name) => existsSync(`lessons/${name}/index.md`))
		.toSorted();
}
