import { beforeAll, expect, test } from 'vitest';
import { readLesson, runLesson, type LessonOutcome } from '#tests/support/lesson-runner.ts';

let outcome: LessonOutcome;
beforeAll(
	async () => void (outcome = await runLesson(readLesson('s3-and-data-formats'), 'solution')),
	60_000
);
const said = (id: string): string => outcome.cells.find((cell) => cell.cellId === id)?.text ?? '';

test('three formats of the same rows give the same model', () => {
	const losses = [...said('train-all').matchAll(/0\.\d{3,}/g)].map(([text]) => text);
	expect(losses).toHaveLength(3);
	expect(new Set(losses).size).toBe(1);
	expect(Number(losses[0])).toBeLessThan(0.15);
});

test('the wrong content type and Pipe fail the job with their reasons', () => {
	expect(said('wrong')).toContain('byte 0: the frame begins with 0x');
	expect(said('pipe')).toContain('Pipe mode is not supported by xgboost');
});

test('FastFile trains, a range reads three bytes, and the notes are gone at the end', () => {
	expect(said('fastfile')).toContain('Completed');
	expect(said('range')).toMatch(/sec.*bytes 0-2\/6/);
	expect(said('tidy')).toContain('0');
});
