import { beforeAll, expect, test } from 'vitest';
import { readLesson, runLesson, type LessonOutcome } from '#tests/support/lesson-runner.ts';

let outcome: LessonOutcome;
beforeAll(async () => void (outcome = await runLesson(readLesson('knn'), 'solution')), 60_000);
const said = (id: string): string => outcome.cells.find((cell) => cell.cellId === id)?.text ?? '';
const accuracies = (id: string): number[] =>
	[...said(id).matchAll(/accuracy: ([\d.]+)/g)].map(([, value]) => Number(value));

test('most digits are read, few are in doubt, and a verbose answer says who voted', () => {
	expect(said('train')).toMatch(/#quality_metric: host=algo-1, test accuracy <score>=0\.9[78]/);
	const [, doubtful, wrong] = /(\d+) of 360 in doubt, (\d+) wrong/.exec(said('doubts'))!.map(Number);
	expect(wrong).toBeLessThan(12);
	expect(doubtful).toBeGreaterThan(wrong!);
	expect(said('verbose')).toMatch(/distances: .*labels: /);
});

test('with many neighbours the answer becomes worse', () => {
	const [one, five, fifty, most] = accuracies('ks');
	expect(Math.abs(five! - one!)).toBeLessThan(0.02);
	expect(fifty).toBeLessThan(five!);
	expect(most).toBeLessThan(0.85);
});

test('cells and short forms cost nothing, fewer or shorter rows do', () => {
	const [all, few, signs, fast, cells, coded] = accuracies('smaller');
	expect(cells).toBeGreaterThan(all! - 0.01);
	expect(coded).toBeGreaterThan(all! - 0.015);
	for (const worse of [few, signs, fast]) expect(worse).toBeLessThan(all! - 0.01);
});
