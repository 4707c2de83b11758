import { beforeAll, expect, test } from 'vitest';
import { readLesson, runLesson, type LessonOutcome } from '#tests/support/lesson-runner.ts';

let outcome: LessonOutcome;
beforeAll(async () => void (outcome = await runLesson(readLesson('kinesis-shards'), 'solution')), 60_000);
const said = (id: string): string => outcome.cells.find((cell) => cell.cellId === id)?.text ?? '';

test('too much for both shards is refused as Kinesis refuses it', () => {
	expect(said('storm')).toMatch(/^\d+ of 250 were refused: ProvisionedThroughputExceededException\n/);
});

test('all that was refused is stored in the end', () => {
	expect(Number(said('send-all'))).toBeGreaterThan(1);
});

test('the parent names its children, and only neighbours merge', () => {
	expect(said('read-all')).toMatch(/^shard [01] ends here; go on with shard 2 and shard 3\n/);
	expect(said('merge')).toMatch(/^InvalidArgumentException: .* are not an adjacent pair/);
	expect(said('retention')).toContain('72');
});

test('Firehose writes one object after a minute, with a line for each record', () => {
	expect(said('delivered')).toMatch(/^after (60|65) seconds: weather\/2026\/03\/01\/\d\d\//);
	expect(said('delivered')).toContain('200 lines, the first: {"station":"station-');
});

test('nothing is left that costs by the hour', () => {
	const { meter } = outcome.region.snapshot();
	const running = meter.filter(
		({ service, endedAt, timed }) => service !== 'Storage' && timed && endedAt === null
	);
	expect(running.filter(({ quantity }) => quantity > 0)).toEqual([]);
	expect(said('clean-up')).toContain('[]');
});
