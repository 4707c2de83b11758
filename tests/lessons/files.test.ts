import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lessonFiles, lessonList, loadLesson } from '#notebook/lesson/catalogue.ts';
import { parseLesson } from '#notebook/lesson/parse.ts';
import { serialiseLesson } from '#notebook/lesson/serialise.ts';
import { lessonIds } from '#tests/support/lesson-folders.ts';

describe.each(lessonIds())('lessons/%s', (id) => {
	const folder = `lessons/${id}`;
	const text = readFileSync(`${folder}/index.md`, 'utf8');
	const { lesson, warnings } = parseLesson(id, text);

	test('is read without warnings', () => {
		expect(warnings).toEqual([]);
	});

	test('stands in canonical form', () => {
		expect(serialiseLesson(lesson)).toBe(text);
	});

	test('stands in the catalogue with its own title, summary and minutes', () => {
		const { title, summary, minutes } = lesson;
		expect(lessonList).toContainEqual({ id, title, summary, minutes });
	});

	test('is what the page loads', async () => {
		expect(await loadLesson(id)).toEqual(lesson);
	});

	test('has the files that it names, each with its source, and names those that it has', () => {
		const data = existsSync(`${folder}/data`) ? readdirSync(`${folder}/data`) : [];
		const there = data.filter((name) => !name.endsWith('.md'));
		expect(lesson.data.toSorted()).toEqual(there.map((name) => `data/${name}`).toSorted());
		expect([...lessonFiles(id).keys()].toSorted()).toEqual(lesson.data.toSorted());
		expect(data.includes('SOURCE.md')).toBe(there.length > 0);
	});

	test('needs lessons that there are', () => {
		expect(lessonIds()).toEqual(expect.arrayContaining([...lesson.needs]));
	});

	test('links only to files and lessons that there are, or to https', () => {
		const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!);
		const broken = targets.filter((target) => {
			const route = /^#\/lessons\/([a-z0-9-]+)$/.exec(target)?.[1];
			if (route) return !lessonIds().includes(route);
			return !target.startsWith('https://') && !existsSync(`${folder}/${target}`);
		});
		expect(broken).toEqual([]);
	});

	test('gives each exercise hints, and a solution that differs from the starter', () => {
		for (const cell of lesson.cells) {
			if (cell.kind !== 'code' || !cell.exercise) continue;
			expect(cell.exercise.hints.length, cell.id).toBeGreaterThan(0);
			expect(cell.exercise.solution, cell.id).not.toBe(cell.source);
		}
	});
});

test('the catalogue lists no lesson that is not there', () => {
	expect(lessonList.map((lesson) => lesson.id).toSorted()).toEqual(lessonIds());
});

test('a lesson that is not there gives null', async () => {
	expect(await loadLesson('never-written')).toBeNull();
});
