import { beforeAll, describe, expect, test } from 'vitest';
import { BOSTON_TEST_RMSE } from '#tests/support/boston-rmse.ts';
import { readLesson, runLesson, type LessonOutcome } from '#tests/support/lesson-runner.ts';

describe('Boston Housing: train, deploy, predict', () => {
	let outcome: LessonOutcome;
	beforeAll(
		async () => void (outcome = await runLesson(readLesson('boston-housing-deploy'), 'starter')),
		60_000
	);

	const textOf = (id: string): string => outcome.cells.find((cell) => cell.cellId === id)?.text ?? '';

	test('shows the error on the test set, the same on both roads', () => {
		expect(textOf('rmse')).toBe(`RMSE on the test set: ${BOSTON_TEST_RMSE}\n`);
		expect(textOf('invoke')).toBe(`RMSE, command by command: ${BOSTON_TEST_RMSE}\n`);
	});

	test('prints the training as the Python SDK does: statuses, log lines between them, seconds', () => {
		const lines = textOf('fit')
			.split('\n')
			.filter((line) => !/^\.*$/.test(line))
			.map((line) => line.replace(/\.+$/, ''));
		const training = lines.findIndex((line) => line.includes('Training - Training image download completed'));
		const uploading = lines.findIndex((line) => line.includes('Uploading - '));
		const rounds = lines.flatMap((line, i) => (/^\[\d+\]#011train-rmse:/.test(line) ? i : []));
		expect(lines[0]).toMatch(/^INFO:sagemaker:Creating training-job with name: sagemaker-xgboost-/);
		expect(lines[1]).toBe('2026-03-01 12:00:00 Starting - Starting the training job');
		expect(rounds.length).toBeGreaterThan(20);
		expect(training).toBeLessThan(rounds[0]!);
		expect(uploading).toBeGreaterThan(rounds.at(-1)!);
		expect(lines.slice(-3)).toEqual([
			expect.stringMatching(/Completed - /),
			'Training seconds: 60',
			'Billable seconds: 60'
		]);
	});

	test('stops early, since the validation error stops falling', () => {
		expect(textOf('fit').match(/validation-rmse/g)!.length).toBeLessThan(200);
	});

	test('leaves no endpoint behind', () => {
		expect(textOf('clean-up')).toMatch(/^\[\s*'[^']+: Deleting'(,\s*'[^']+: Deleting')*\s*\]\n$|^\[\]\n$/);
	});
});
