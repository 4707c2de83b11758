import { beforeAll, expect, test } from 'vitest';
import { readLesson, runLesson, type LessonOutcome } from '#tests/support/lesson-runner.ts';

let outcome: LessonOutcome;
beforeAll(async () => void (outcome = await runLesson(readLesson('linear-learner'), 'solution')), 60_000);
const said = (id: string): string => outcome.cells.find((cell) => cell.cellId === id)?.text ?? '';
/** The number behind a name in what a cell showed, from a place on. */
function number(id: string, name: string, from = ''): number {
	const text = said(id);
	return Number(
		text
			.slice(text.indexOf(from))
			.split(`${name}: `)[1]
			?.match(/^[\d.e-]+/)?.[0]
	);
}
const loss = (name: string): number => number('settings', 'loss', `name: '${name}'`);
const judged = (name: string, metric: string): number => number('criteria', `'${metric}'`, `name: '${name}'`);

test('a job with fewer rows than a mini-batch fails, and a smaller one makes a good model', () => {
	expect(said('trap')).toContain('the mini-batch size is too high');
	expect(said('first')).toContain('4 model(s) side by side');
	expect(number('metrics', "'test:binary_classification_accuracy'")).toBeGreaterThan(0.93);
});

test('the log shows the qualities of the finished model, and the settings that won', () => {
	expect(said('log').trim().split('\n')).toHaveLength(12);
	expect(said('log')).toContain('test roc_auc_score <score>=');
	expect(said('winner')).toMatch(/"learning_rate":.*"wd":.*"l1":/);
});

test('32 models find a smaller loss than one, and of four the most accurate wins, whatever its loss', () => {
	const column = (name: string): number[] =>
		[...said('num-models').matchAll(new RegExp(`${name}: ([\\d.]+)`, 'g'))].map(([, value]) => Number(value));
	const [losses, accuracies] = [column('loss'), column('accuracy')];
	expect(losses).toHaveLength(3);
	expect(losses[2]).toBeLessThan(losses[0]!);
	expect(losses[1]).toBeGreaterThan(losses[0]!);
	expect(accuracies[1]).toBeGreaterThan(accuracies[0]!);
});

test('without normalisation, and with much of a penalty, the loss is higher', () => {
	for (const worse of ['no normalisation', 'much l1', 'much wd']) {
		expect(loss(worse), worse).toBeGreaterThan(2 * loss('plain'));
	}
});

test('the targets are held on the validation rows, and not all of them on the test rows', () => {
	expect(judged('your wish', 'validation recall')).toBeGreaterThanOrEqual(0.98);
	expect(judged('hold precision', 'validation precision')).toBeGreaterThanOrEqual(0.95);
	expect(judged('hold precision', 'test precision')).toBeLessThan(0.95);
});

test('the endpoint’s answer shows a threshold that is not 0.5, and the recall that the job measured', () => {
	const [below, above] = [number('threshold', 'highestOf0'), number('threshold', 'lowestOf1')];
	expect(below).toBeLessThan(above);
	expect(above).toBeLessThan(0.4);
	expect(number('own-rates', 'recall')).toBeCloseTo(judged('your wish', 'test recall'), 4);
	expect(said('refused')).toContain('unable to evaluate payload provided');
});

test('with l1 some features do not count', () => {
	const [, used] = /(\d+) of 30 features count/.exec(said('weights')) ?? [];
	expect(Number(used)).toBeGreaterThan(5);
	expect(Number(used)).toBeLessThan(30);
});

test('a circle is for trees', () => {
	const [linear, trees] = [...said('circle').matchAll(/accuracy: ([\d.]+)/g)].map(([, value]) =>
		Number(value)
	);
	expect(linear).toBeLessThan(0.7);
	expect(trees).toBeGreaterThan(0.85);
});
