import { beforeAll, expect, test } from 'vitest';
import { readLesson, runLesson, type LessonOutcome } from '#tests/support/lesson-runner.ts';

let outcome: LessonOutcome;
beforeAll(async () => void (outcome = await runLesson(readLesson('lda'), 'solution')), 60_000);
const said = (id: string): string => outcome.cells.find((cell) => cell.cellId === id)?.text ?? '';
const column = (id: string, name: string): number[] =>
	[...said(id).matchAll(new RegExp(`${name}'?: (-?[\\d.]+)`, 'g'))].map(([, value]) => Number(value));

test('sparse protobuf is far smaller than the others', () => {
	const [csv, dense, sparse] = column('sizes', 'bytes');
	expect(dense).toBeGreaterThan(csv!);
	expect(sparse).toBeLessThan(csv! / 2);
});

test('a corpus smaller than mini_batch_size fails, and the right number makes a model', () => {
	expect(said('trap')).toContain('the mini-batch size is too high');
	expect(said('first')).toContain('test pwll <score>=');
	expect(Number(said('perplexity'))).toBeLessThan(500);
});

test('the topics of the blog are there: the war, the polls', () => {
	const lines = said('topics').split('\n');
	const isTogether = (...words: string[]): boolean =>
		lines.some((line) => words.every((word) => line.includes(word)));
	expect(isTogether('iraq', 'war')).toBe(true);
	expect(isTogether('poll', 'percent')).toBe(true);
});

test('more topics foresee better than one, and little is gained at the end', () => {
	const pwll = column('number', 'pwll');
	expect(pwll).toHaveLength(5);
	expect(pwll[3]).toBeGreaterThan(pwll[0]! + 0.1);
	expect(Math.abs(pwll[4]! - pwll[3]!)).toBeLessThan(pwll[3]! - pwll[0]!);
});

test('the larger alpha0, the evener the mixtures', () => {
	const largest = column('alpha', 'on average');
	expect(largest).toHaveLength(3);
	expect(largest).toEqual([...largest].sort((a, b) => b - a));
});
