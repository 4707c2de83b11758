import { beforeAll, expect, test } from 'vitest';
import { readLesson, runLesson, type LessonOutcome } from '#tests/support/lesson-runner.ts';

let outcome: LessonOutcome;
beforeAll(
	async () => void (outcome = await runLesson(readLesson('factorization-machines'), 'solution')),
	60_000
);
const said = (id: string): string => outcome.cells.find((cell) => cell.cellId === id)?.text ?? '';
const number = (id: string, name: string): number =>
	Number(new RegExp(`'?${name}'?: ([\\d.]+)`).exec(said(id))?.[1]);

test('CSV is refused', () => {
	expect(said('csv-refused')).toContain('application/x-recordio-protobuf');
});

test('the machine is far better than the mean, and greed makes it worse', () => {
	expect(number('errors', 'machine')).toBeLessThan(1.4);
	expect(number('errors', 'always the mean')).toBeGreaterThan(1.7);
	expect(Number(/([\d.]+)\s*$/.exec(said('greedy'))?.[1])).toBeGreaterThan(
		number('errors', 'machine') + 0.05
	);
});

test('eight films are recommended', () => {
	expect([...said('recommend').matchAll(/score: [\d.]+/g)]).toHaveLength(8);
});
