import { beforeAll, describe, expect, test } from 'vitest';
import { BOSTON_TEST_RMSE } from '#tests/support/boston-rmse.ts';
import { readLesson, runLesson, type LessonOutcome } from '#tests/support/lesson-runner.ts';

describe('Boston Housing: batch transform', () => {
	let outcome: LessonOutcome;
	beforeAll(
		async () => void (outcome = await runLesson(readLesson('boston-housing-batch-transform'), 'solution')),
		60_000
	);

	const textOf = (id: string): string => outcome.cells.find((cell) => cell.cellId === id)?.text ?? '';

	test('predicts as the endpoint of the same model does, on both roads', () => {
		expect(textOf('read')).toMatch(/^test\.csv\.out has 167 lines for 167 houses\n/);
		expect(textOf('rmse')).toBe(`RMSE of the batch: ${BOSTON_TEST_RMSE}\n`);
		expect(textOf('again')).toBe(`RMSE, command by command: ${BOSTON_TEST_RMSE}\n`);
	});

	test('puts each prediction behind the line of its house, and stores two columns of them', () => {
		expect(textOf('join')).toMatch(/'house-0(,[-\d.]+){13}'/);
		expect(textOf('short')).toMatch(/'house-0,\d+\.\d+',\s*'house-1,\d+\.\d+',\s*'house-2,\d+\.\d+'/);
	});

	test('shows why a job with a header in its data fails', () => {
		expect(textOf('bad')).toMatch(/Failed\. Reason: ClientError: See job logs for more information\./);
		expect(textOf('bad')).toMatch(/header\.csv: the container answered 415: Unable to parse the payload/);
	});

	test('leaves nothing behind that costs by the hour but what is stored', () => {
		const { meter } = outcome.region.snapshot();
		expect(meter.filter(({ service, endedAt }) => service !== 'Storage' && endedAt === null)).toEqual([]);
		const jobs = meter.filter(({ service }) => service === 'Transform');
		expect(jobs).toHaveLength(5);
	});
});
