import { beforeAll, expect, test } from 'vitest';
import { readLesson, runLesson, type LessonOutcome } from '#tests/support/lesson-runner.ts';

let outcome: LessonOutcome;
beforeAll(async () => void (outcome = await runLesson(readLesson('xgboost'), 'solution')), 60_000);
const said = (id: string): string => outcome.cells.find((cell) => cell.cellId === id)?.text ?? '';
/** All numbers that stand behind a name in what a cell showed. */
const numbers = (id: string, name: string): number[] =>
	[...said(id).matchAll(new RegExp(`${name}'?: ([\\d.]+)`, 'g'))].map(([, value]) => Number(value));

test('left alone the model overfits', () => {
	const [train] = numbers('estimator', 'train:rmse');
	const [validation] = numbers('estimator', 'validation:rmse');
	expect(validation).toBeGreaterThan(3 * train!);
});

test('steps of 1 are worse than steps of 0.3, and so are 60 steps of 0.05', () => {
	const errors = numbers('settings', 'validation');
	expect(errors).toHaveLength(12);
	for (let i = 0; i < 12; i += 3) {
		expect(errors[i]).toBeGreaterThan(errors[i + 1]!);
		expect(errors[i + 2]).toBeGreaterThan(errors[i + 1]!);
	}
});

test('with more rounds the training error falls on, and that of validation turns', () => {
	const errors = numbers('longer', 'error');
	const [train, validation] = [0, 1].map((first) => errors.filter((_, i) => i % 2 === first));
	expect(train).toEqual([...train!].sort((a, b) => b - a));
	expect(validation!.indexOf(Math.min(...validation!))).toBe(2);
});

test('every remedy raises the training error, and all but half of the rows lower that of validation', () => {
	const [plain, ...others] = numbers('against', 'train');
	expect(others).toHaveLength(5);
	for (const other of others) expect(other).toBeGreaterThan(plain!);
	const [before, gamma, shallow, half, stopped, small] = numbers('against', 'validation');
	expect(half).toBeGreaterThan(before!);
	for (const helped of [gamma, shallow, stopped, small]) expect(helped).toBeLessThan(before! * 0.98);
	expect([small, gamma, before, half].map((error) => error!.toFixed(2))).toEqual([
		'2.22',
		'2.23',
		'2.36',
		'2.50'
	]);
});

test('the reasons of one prediction add up to it', () => {
	expect(said('open')).toMatch(/^[^]*\[\s+\{ column: 'shell_weight'/);
	expect(numbers('reasons', 'sum')[0]).toBeCloseTo(numbers('reasons', 'prediction')[0]!, 3);
});

test('trees beat the linear model, and the rule has a bearable price', () => {
	const [trees, dropped, linear] = numbers('boosters', 'validation');
	expect(linear).toBeGreaterThan(trees!);
	expect(linear).toBeGreaterThan(dropped!);
	expect(numbers('constrained', 'ruled')[0]).toBeLessThan(numbers('constrained', 'free')[0]! * 1.4);
});

test('an answer has one probability per class', () => {
	const rows = [...said('classes').matchAll(/'([\d.e-]+),([\d.e-]+),([\d.e-]+)'/g)];
	expect(rows).toHaveLength(3);
	for (const [, ...scores] of rows) expect(scores.map(Number).reduce((a, b) => a + b)).toBeCloseTo(1, 5);
});
