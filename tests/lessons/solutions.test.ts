import { expect, test } from 'vitest';
import { lessonIds } from '#tests/support/lesson-folders.ts';
import { lessonRuns, readLesson } from '#tests/support/lesson-runner.ts';

test.each(lessonIds())(
	'lessons/%s: with the solutions in place every cell runs and every check passes, also again in the same account',
	{ timeout: 90_000 },
	async (id) => {
		for await (const { cells, checks, region } of lessonRuns(readLesson(id), 'solution', 2)) {
			expect([...cells, ...checks].filter(({ status }) => status !== 'ok')).toEqual([]);
			const { endpoints, meter } = region.snapshot();
			const left = endpoints.filter((endpoint) => endpoint.status !== 'Deleting').map(({ name }) => name);
			expect(left, 'endpoints that go on costing money').toEqual([]);
			expect(meter.filter(({ service, endedAt }) => service === 'Hosting' && endedAt === null)).toEqual([]);
		}
	}
);
