import { expect, test } from 'vitest';
import { lessonIds } from '#tests/support/lesson-folders.ts';
import { readLesson, runLesson } from '#tests/support/lesson-runner.ts';

test.each(lessonIds())(
	'lessons/%s: with the starters in place every cell runs, and no check passes',
	{ timeout: 60_000 },
	async (id) => {
		const { cells, checks } = await runLesson(readLesson(id), 'starter');
		expect(cells.filter(({ status }) => status !== 'ok')).toEqual([]);
		expect(checks.filter(({ status }) => status === 'ok')).toEqual([]);
		// A check fails with a sentence for the learner, not with a slip of its own.
		expect(checks.filter(({ error }) => error?.code !== 'Error')).toEqual([]);
	}
);
