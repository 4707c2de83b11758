import { beforeAll, expect, test } from 'vitest';
import { readLesson, runLesson, type LessonOutcome } from '#tests/support/lesson-runner.ts';

let outcome: LessonOutcome;
beforeAll(async () => void (outcome = await runLesson(readLesson('kmeans'), 'solution')), 60_000);
const said = (id: string): string => outcome.cells.find((cell) => cell.cellId === id)?.text ?? '';
/** All numbers that stand behind a name in what a cell showed. */
const numbers = (id: string, name: string): number[] =>
	[...said(id).matchAll(new RegExp(`${name}'?: ([\\d.]+)`, 'g'))].map(([, value]) => Number(value));

test('CSV that does not say it has no label fails, and then ten clusters are found', () => {
	expect(said('trap')).toContain("u'text/csv' is not one of");
	expect(said('log')).toContain('local kmeans attempt #9');
	expect(numbers('metrics', 'test:msd')[0]).toBeLessThan(720);
});

test('one pass without spare centres is worse than with them, and many rounds are hardly better', () => {
	const [usual, none, , rounds] = numbers('settings', 'train');
	expect(none).toBeGreaterThan(usual! * 1.02);
	expect(Math.abs(rounds! - usual!)).toBeLessThan(usual! * 0.03);
});

test('the squares of the distances are the metric', () => {
	const [ours] = numbers('squares', 'ours');
	expect(ours! / numbers('squares', 'log')[0]!).toBeCloseTo(1, 3);
});

test('the clusters show digits, until one column has other units', () => {
	const share = (id: string): number => Number(/(\d+) %/.exec(said(id))![1]);
	expect(share('purity')).toBeGreaterThan(70);
	expect(share('scale-purity')).toBeLessThan(share('purity') - 25);
});
