import { beforeAll, expect, test } from 'vitest';
import { readLesson, runLesson, type LessonOutcome } from '#tests/support/lesson-runner.ts';

let outcome: LessonOutcome;
beforeAll(async () => void (outcome = await runLesson(readLesson('bring-your-own'), 'solution')), 60_000);
const said = (id: string): string => outcome.cells.find((cell) => cell.cellId === id)?.text ?? '';

test('the model that Python trained says the same here', () => {
	expect(Number(/238\.\d+/.exec(said('host-python'))?.[0])).toBeCloseTo(238.39339, 4);
});

test('the script learns the plane that the data were made of, and its metric is read', () => {
	expect(said('train-script')).toContain('train:rmse');
	const predicted = Number(/\d+\s*$/.exec(said('host-script'))?.[0]);
	expect(Math.abs(predicted - (20 + 6 * 30 + 45))).toBeLessThan(12);
});

test('the container is trained, answers, refuses and fails in its own words', () => {
	expect(said('train-container')).toContain('means ');
	expect(said('refused')).toContain('ModelError Received client error (400) from primary');
	expect(said('failed')).toContain('there is no column profit in ice-cream.csv, exit code: 1');
});

test('the processing job keeps the hot days', () => {
	expect(Number(said('processed').trim())).toBeGreaterThan(10);
});
