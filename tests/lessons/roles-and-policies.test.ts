import { beforeAll, expect, test } from 'vitest';
import { readLesson, runLesson, type LessonOutcome } from '#tests/support/lesson-runner.ts';

let outcome: LessonOutcome;
beforeAll(async () => void (outcome = await runLesson(readLesson('roles-and-policies'), 'solution')), 60_000);
const said = (id: string): string => outcome.cells.find((cell) => cell.cellId === id)?.text ?? '';

test('each refusal names its own reason, and the last attempt succeeds', () => {
	expect(said('wrong-trust')).toMatch(
		/^ValidationException: Could not assume role .* 'sagemaker\.amazonaws\.com'/
	);
	expect(said('base-policy')).toMatch(
		/not authorized to perform: s3:ListBucket .* no identity-based policy allows/
	);
	expect(said('full-access')).toMatch(
		/not authorized to perform: s3:GetObject .* no identity-based policy allows/
	);
	expect(said('read-policy')).toMatch(
		/not authorized to perform: s3:PutObject .* no identity-based policy allows/
	);
	expect(said('write-policy')).toContain('Completed');
	expect(said('deny')).toMatch(/s3:ListBucket|s3:GetObject/);
	expect(said('deny')).toContain('with an explicit deny in a policy');
});

test('a job that fails costs the seconds that it worked', () => {
	expect(said('cost')).toMatch(/list and read.*Failed.*seconds: [1-9]/s);
});

test('AssumeRole makes the caller another, where the role trusts it', () => {
	expect(said('as-reader')).toMatch(/assumed-role\/reader-.*\/look-around/);
	expect(said('as-reader')).toMatch(/read the training data: allowed\n.*write there: implicitDeny/);
	expect(said('not-for-you')).toMatch(/^AccessDenied.*sts:AssumeRole/);
});

test('only the role of the beginning and no bucket is left', () => {
	expect(said('clean-up')).toContain("[ 'AmazonSageMaker-ExecutionRole' ]");
	expect(outcome.region.snapshot().objects).toEqual([]);
});
