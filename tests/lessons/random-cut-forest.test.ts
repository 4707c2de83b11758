import { beforeAll, expect, test } from 'vitest';
import { readLesson, runLesson, type LessonOutcome } from '#tests/support/lesson-runner.ts';

let outcome: LessonOutcome;
beforeAll(async () => void (outcome = await runLesson(readLesson('random-cut-forest'), 'solution')), 60_000);
const said = (id: string): string => outcome.cells.find((cell) => cell.cellId === id)?.text ?? '';
const numbers = (id: string, name: string): number[] =>
	[...said(id).matchAll(new RegExp(`'?${name}'?: ([\\d.]+)`, 'g'))].map(([, value]) => Number(value));

test('CSV without a label_size is refused, and the log says what was grown', () => {
	expect(said('trap')).toContain("u'text/csv;label_size=0'");
	expect(said('first')).toContain('INFO: 100 trees of 256 rows each, from 10320 rows with 1 features');
	expect(said('ask')).toContain('{"scores":[{"score":0.');
});

test('the strangest days are the storm and the marathon, and a day tells more than one number', () => {
	const days = [...said('strangest').matchAll(/day: '([\d-]+)'/g)].map(([, day]) => day);
	expect(days).toHaveLength(8);
	expect(days[0]).toBe('2015-01-27');
	expect(days.slice(0, 3)).toContain('2014-11-02');
	expect(days.some((day) => day!.startsWith('2014-12-2'))).toBe(true);
	expect(days.filter((day) => day === '2014-11-27' || day === '2015-01-01')).toEqual([]);
	const [single, day] = [numbers('auc', 'one number')[0]!, numbers('auc', 'a day')[0]!];
	expect(single).toBeLessThan(0.6);
	expect(day).toBeGreaterThan(single + 0.05);
});

test('the labelled channel shows a high accuracy beside a low recall', () => {
	expect(numbers('test', 'test:accuracy')[0]).toBeGreaterThan(0.88);
	expect(numbers('test', 'test:recall')[0]).toBeLessThan(0.4);
	expect(numbers('settings', 'auc')).toHaveLength(3);
});
