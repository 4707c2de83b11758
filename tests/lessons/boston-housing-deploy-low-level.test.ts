import { beforeAll, expect, test } from 'vitest';
import { BOSTON_TEST_RMSE } from '#tests/support/boston-rmse.ts';
import { readLesson, runLesson, type LessonOutcome } from '#tests/support/lesson-runner.ts';

let outcome: LessonOutcome;
beforeAll(
	async () => void (outcome = await runLesson(readLesson('boston-housing-deploy-low-level'), 'solution')),
	60_000
);
const said = (id: string): string => outcome.cells.find((cell) => cell.cellId === id)?.text ?? '';

test('a wrong request is refused with every fault', () => {
	expect(said('refused')).toMatch(/^ValidationException: 2 validation errors detected: .*'boston_a'/);
});

test('the steps of a job are told as they come', () => {
	expect(said('poll-training')).toMatch(
		/^Starting: .*\n(.*\n)*Downloading: .*\n(.*\n)*Training: .*\nUploading: .*\nCompleted: .*\n$/
	);
});

test('the second model beside the first loses no request', () => {
	expect(said('update')).toMatch(/^\d\d+ calls, 0 lost\n/);
	expect(said('model-error')).toMatch(/^ModelError \(container: 4\d\d\)\n/);
});

test('the better model has the error of the first lesson', () => {
	const [, a, b] = /^A: ([\d.]+) {3}B: ([\d.]+)\n/.exec(said('compare'))!;
	expect(b).toBe(BOSTON_TEST_RMSE);
	expect(Number(a)).toBeGreaterThan(Number(b));
	expect(said('invoke')).toBe(`RMSE of variant A: ${a}\n`);
});

test('it is handed over, and nothing goes on costing by the hour', () => {
	expect(said('hand-over')).toMatch(/'A', CurrentWeight: 0, CurrentInstanceCount: 1/);
	expect(said('clean-up')).toContain('0');
	const { meter, endpoints } = outcome.region.snapshot();
	expect(endpoints).toEqual([]);
	expect(meter.filter(({ service, endedAt }) => service === 'Hosting' && endedAt === null)).toEqual([]);
});
