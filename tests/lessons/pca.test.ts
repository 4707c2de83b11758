import { beforeAll, expect, test } from 'vitest';
import { readLesson, runLesson, type LessonOutcome } from '#tests/support/lesson-runner.ts';

let outcome: LessonOutcome;
beforeAll(async () => void (outcome = await runLesson(readLesson('pca'), 'solution')), 60_000);
const said = (id: string): string => outcome.cells.find((cell) => cell.cellId === id)?.text ?? '';
/** All numbers that stand behind a name in what a cell showed. */
const numbers = (id: string, name: string): number[] =>
	[...said(id).matchAll(new RegExp(`${name}'?: ([\\d.]+)`, 'g'))].map(([, value]) => Number(value));

test('the components keep what the reference keeps of these counties', () => {
	// scikit-learn 1.2.1: the first keeps 0.3210, the first seven 0.8017.
	expect(numbers('shares', 'share').slice(0, 2)).toEqual([0.321, 0.142]);
	for (const kept of numbers('modes', 'kept')) expect(Math.abs(kept - 0.8017)).toBeLessThan(0.001);
	expect(said('enough')).toContain('7');
});

test('the answer lists projections, the greatest component last', () => {
	expect(said('answer')).toContain('projections · projection');
	expect(said('weights')).toContain('ChildPoverty');
});

test('the raw table’s first component looks better than it is', () => {
	const [raw, scaled] = numbers('raw', 'keeps').concat(numbers('raw', 'table'));
	expect(raw).toBeGreaterThan(0.99);
	expect(scaled).toBeCloseTo(0.321, 3);
});

test('K-Means finds eight segments of the seven components', () => {
	const sizes = numbers('segments', 'counties');
	expect(sizes).toHaveLength(8);
	expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(3218);
});
