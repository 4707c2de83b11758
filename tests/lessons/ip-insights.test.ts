import { beforeAll, expect, test } from 'vitest';
import { readLesson, runLesson, type LessonOutcome } from '#tests/support/lesson-runner.ts';

let outcome: LessonOutcome;
beforeAll(async () => void (outcome = await runLesson(readLesson('ip-insights'), 'solution')), 60_000);
const said = (id: string): string => outcome.cells.find((cell) => cell.cellId === id)?.text ?? '';
const number = (id: string, name: string): number =>
	Number(new RegExp(`'?${name}'?: (-?[\\d.]+)`).exec(said(id))?.[1]);

test('usual logins score high, attacks low', () => {
	expect(number('means', 'usual')).toBeGreaterThan(1);
	expect(number('means', 'attacks')).toBeLessThan(0);
	expect(number('judge', 'auc')).toBeGreaterThan(0.9592);
});

test('most attacks are caught, and few people bothered', () => {
	expect(number('judge', 'caught')).toBeGreaterThan(6000);
	expect(number('judge', 'bothered')).toBeLessThan(1000);
});
