import { describe, expect, test } from 'vitest';
import { lessonIds } from '#tests/support/lesson-folders.ts';
import { readLesson, runLesson } from '#tests/support/lesson-runner.ts';

describe.each(lessonIds())('lessons/%s', (id) => {
	const lesson = readLesson(id);

	test(
		'with the solutions in place every cell runs and every check passes',
		{ timeout: 60_000 },
		async () => {
			const { cells, checks, region } = await runLesson(lesson, 'solution');
			expect([...cells, ...checks].filter(({ status }) => status !== 'ok')).toEqual([]);
			const { endpoints, meter } = region.snapshot();
			const left = endpoints.filter((endpoint) => endpoint.status !== 'Deleting').map(({ name }) => name);
			expect(left, 'endpoints that go on costing money').toEqual([]);
			expect(meter.filter(({ service, endedAt }) => service === 'Hosting' && endedAt === null)).toEqual([]);
		}
	);

	test('it can be run again in the same account', { timeout: 60_000 }, async () => {
		const { cells } = await runLesson(lesson, 'solution', 2);
		expect(cells.filter(({ status }) => status !== 'ok')).toEqual([]);
	});

	test('with the starters in place every cell runs, and no check passes', { timeout: 60_000 }, async () => {
		const { cells, checks } = await runLesson(lesson, 'starter');
		expect(cells.filter(({ status }) => status !== 'ok')).toEqual([]);
		expect(checks.filter(({ status }) => status === 'ok')).toEqual([]);
		// A check fails with a sentence for the learner, not with a slip of its own.
		expect(checks.filter(({ error }) => error?.code !== 'Error')).toEqual([]);
	});
});
