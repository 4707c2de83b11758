import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NotebookCopy } from '#notebook/document/notebook-copy.ts';
import type { Lesson } from '#notebook/lesson/lesson.ts';
import { NotebookState } from '#state/notebook.svelte.ts';
import { NotebookAccess } from '#state/documents/notebook-access.svelte.ts';
import type { KeptRun } from '#state/runs/kept-run.ts';
import type { RunChanges } from '#state/runs/run-keeper.ts';
import { FakeKernel } from './fake-kernel.ts';
import { lessonOf } from './lesson-of.ts';

const NOW = Date.UTC(2026, 2, 1, 12);
const EXERCISE = { check: 'print checked', solution: 'print solved', hints: ['first', 'second'] };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function open(
	lesson: Lesson,
	copy: NotebookCopy | null = null,
	runs: ReadonlyMap<string, KeptRun> = new Map()
) {
	const kernel = new FakeKernel();
	const documents: NotebookCopy[] = [];
	const saveDocument = (document: NotebookCopy): Promise<void> => {
		documents.push(document);
		return Promise.resolve();
	};
	const kept = new Map<string, KeptRun | null>();
	const saveRuns = (changes: RunChanges): Promise<void> => {
		for (const [id, run] of changes) kept.set(id, run);
		return Promise.resolve();
	};
	const now = (): number => NOW;
	const source = { key: 'lesson:test', lesson, copy, runs, isTrusted: true, from: 'here' } as const;
	const access = new NotebookAccess({ mayWrite: true }, true);
	const notebook = new NotebookState({ source, access, kernel, saveDocument, saveRuns, now });
	const statuses = (): string[] => notebook.cells.map((cell) => notebook.statusOf(cell));
	return { notebook, kernel, documents, kept, statuses, at: (n: number) => notebook.cells[n - 1]! };
}

describe('NotebookState, running', () => {
	it('runs all code cells in order and counts them, not the texts', async () => {
		const { notebook, kernel, statuses } = open(lessonOf('# Title', 'def a', '# More', 'use a'));
		await notebook.runAll();
		expect(kernel.requests.map(({ cellId, run }) => [cellId, run])).toEqual([
			['c2', 1],
			['c4', 2]
		]);
		expect(notebook.runner.news).toEqual({ kind: 'finished', ran: 2, errors: 0, skipped: [] });
		expect(statuses()).toEqual(['fresh', 'evaluated', 'fresh', 'evaluated']);
	});

	it('stops at the first error and marks the cells after it as not run', async () => {
		const { notebook, statuses } = open(lessonOf('print a', 'fail no', 'print b', 'print c'));
		await notebook.runAll();
		expect(statuses()).toEqual(['evaluated', 'error', 'skipped', 'skipped']);
		expect(notebook.runner.news).toEqual({ kind: 'finished', ran: 2, errors: 1, skipped: [3, 4] });
	});

	it('leads to the cell that failed until a cell is run alone', async () => {
		const { notebook, at } = open(lessonOf('print a', 'fail no', 'print c'));
		await notebook.runAll();
		expect(notebook.runner.lead).toBe(at(2));
		await notebook.run(at(3));
		expect(notebook.runner.lead).toBeNull();
	});

	it('says which cell runs by the number that it bears on the page', async () => {
		const { notebook } = open(lessonOf('# Title', 'hang'));
		const run = notebook.run(notebook.cells[1]!);
		expect(notebook.runner.news).toEqual({ kind: 'running', number: 2, total: 2 });
		await vi.advanceTimersByTimeAsync(0);
		await notebook.runner.stop();
		await run;
	});

	it('stops the running cell and empties the queue', async () => {
		const { notebook, kernel, statuses } = open(lessonOf('hang', 'print b'));
		const all = notebook.runAll();
		await vi.advanceTimersByTimeAsync(0);
		expect(statuses()).toEqual(['running', 'queued']);
		await notebook.runner.stop();
		await all;
		expect(statuses()).toEqual(['aborted', 'skipped']);
		expect(notebook.runner.news).toEqual({ kind: 'stopped', ran: 1, errors: 0, skipped: [2] });
		expect(kernel.requests).toHaveLength(1);
	});

	it('ends the run of a kernel that had to be replaced, and counts anew', async () => {
		const { notebook, kernel, statuses, at } = open(lessonOf('def a', 'hang'));
		kernel.interruption = 'respawned';
		const all = notebook.runAll();
		await vi.advanceTimersByTimeAsync(0);
		await notebook.runner.stop();
		await all;
		expect(statuses()).toEqual(['stale', 'aborted']);
		expect(notebook.whyStale(at(1))).toEqual({ why: 'restarted' });
		await notebook.run(at(1));
		expect(at(1).lastRun?.run).toBe(1);
	});

	it('shows the failure of the kernel itself as an error of the cell', async () => {
		const { notebook, at } = open(lessonOf('die The worker is gone.'));
		await notebook.run(at(1));
		expect(at(1).outputs.error?.message).toBe('The worker is gone.');
		expect(notebook.runner.news).toEqual({ kind: 'failed', number: 1, code: 'Error' });
	});

	it('asks for no second run of a cell that waits or runs', async () => {
		const { notebook, kernel, at } = open(lessonOf('print a'));
		await Promise.all([notebook.run(at(1)), notebook.run(at(1))]);
		expect(kernel.requests).toHaveLength(1);
	});

	it('tells cells the width and the theme of the page', async () => {
		const { notebook, kernel, at } = open(lessonOf('print a'));
		notebook.setCanvas(612.4, true);
		await notebook.run(at(1));
		expect(kernel.requests[0]).toMatchObject({ width: 612, dark: true });
	});
});

describe('NotebookState, staleness', () => {
	it('marks a cell as stale when it was changed since it ran', async () => {
		const { notebook, statuses, at } = open(lessonOf('def a'));
		await notebook.run(at(1));
		notebook.type(at(1), 'def b');
		expect(statuses()).toEqual(['stale']);
		expect(notebook.whyStale(at(1))).toEqual({ why: 'edited' });
	});

	it('marks what was built on a name that was defined anew, and says where', async () => {
		const { notebook, statuses, at } = open(lessonOf('def a', 'use a', 'print c'));
		await notebook.runAll();
		await notebook.run(at(1));
		expect(statuses()).toEqual(['evaluated', 'stale', 'evaluated']);
		expect(notebook.whyStale(at(2))).toEqual({ why: 'newer', name: 'a', number: 1 });
	});

	it('marks everything that ran as stale after a restart of the kernel', async () => {
		const { notebook, statuses } = open(lessonOf('def a', 'print b'));
		await notebook.run(notebook.cells[0]!);
		await notebook.runner.restart();
		expect(statuses()).toEqual(['stale', 'fresh']);
	});
});

describe('NotebookState, exercises', () => {
	it('does not judge an untouched starter', async () => {
		const { notebook, kernel, at } = open(lessonOf(EXERCISE));
		await notebook.checkAnswer(at(1));
		expect(at(1).exercise?.outcome).toEqual({ kind: 'not attempted' });
		expect(kernel.requests).toEqual([]);
	});

	it('runs the cell, then the check, and keeps the pass', async () => {
		const { notebook, kernel, documents, at } = open(lessonOf(EXERCISE));
		notebook.type(at(1), 'print mine');
		await notebook.checkAnswer(at(1));
		expect(kernel.requests.map((request) => request.source)).toEqual(['print mine', 'print checked']);
		expect(at(1).exercise?.outcome).toEqual({ kind: 'pass' });
		await vi.advanceTimersByTimeAsync(1000);
		expect(documents.at(-1)?.passed).toEqual(['c1']);
	});

	it('passes the words of a check that is not content on to the learner, and keeps them out of the output', async () => {
		const { notebook, at } = open(lessonOf({ ...EXERCISE, check: 'fail Half of it is missing.' }));
		notebook.type(at(1), 'print mine');
		await notebook.checkAnswer(at(1));
		expect(at(1).exercise?.outcome).toEqual({ kind: 'fail', message: 'Half of it is missing.' });
		expect(at(1).outputs.items.map((item) => item.kind)).toEqual(['stream']);
	});

	it('tells a cell that does not run through from a wrong answer', async () => {
		const { notebook, kernel, at } = open(lessonOf(EXERCISE));
		notebook.type(at(1), 'fail x is not defined');
		await notebook.checkAnswer(at(1));
		expect(at(1).exercise?.outcome).toEqual({ kind: 'error', message: 'x is not defined' });
		expect(kernel.requests).toHaveLength(1);
	});

	it('shows hints one at a time, and the solution after an attempt only', async () => {
		const { notebook, at } = open(lessonOf({ ...EXERCISE, check: 'fail no' }));
		const exercise = at(1).exercise!;
		notebook.showHint(at(1));
		expect(exercise.hintsShown).toBe(1);
		notebook.showHint(at(1));
		notebook.showHint(at(1));
		expect(exercise.hintsShown).toBe(2);
		exercise.toggleSolution();
		expect(exercise.isSolutionShown).toBe(false);
		notebook.type(at(1), 'print mine');
		await notebook.checkAnswer(at(1));
		exercise.toggleSolution();
		expect(exercise.isSolutionShown).toBe(true);
	});
});

describe('NotebookState, changes', () => {
	it('deletes a cell and puts it back where it was', () => {
		const { notebook, at } = open(lessonOf('print a', 'print b', 'print c'));
		notebook.editing.delete([at(2)]);
		expect(notebook.cells.map((cell) => cell.id)).toEqual(['c1', 'c3']);
		expect(notebook.editing.deletion?.number).toBe(2);
		notebook.editing.undo();
		expect(notebook.cells.map((cell) => cell.id)).toEqual(['c1', 'c2', 'c3']);
		expect(notebook.editing.deletion).toBeNull();
	});

	it('saves within a second of the first change, however long the typing goes on', async () => {
		const { notebook, documents, at } = open(lessonOf('print a'));
		for (let i = 0; i < 10; i++) {
			notebook.type(at(1), `print ${i}`);
			await vi.advanceTimersByTimeAsync(100);
		}
		expect(documents.length).toBeGreaterThan(0);
		expect(notebook.saveStatus.kind).not.toBe('failed');
		await vi.advanceTimersByTimeAsync(1000);
		expect(documents.at(-1)?.cells['c1']).toMatchObject({ source: 'print 9', base: 'print a' });
		expect(notebook.saveStatus).toEqual({ kind: 'saved', at: NOW });
	});

	it('saves at once when the page is left', () => {
		const { notebook, documents, at } = open(lessonOf('print a'));
		notebook.type(at(1), 'print b');
		dispatchEvent(new Event('pagehide'));
		return vi.waitFor(() => expect(documents).toHaveLength(1), 20_000);
	});

	it('opens what was saved as it was left', async () => {
		const lesson = lessonOf('print a', 'print b', EXERCISE);
		const first = open(lesson);
		first.notebook.type(first.at(1), 'print mine');
		first.notebook.addBelow(first.at(1));
		first.notebook.type(first.at(2), 'print own');
		first.notebook.editing.delete([first.at(3)]);
		first.notebook.showHint(first.at(3));
		await first.notebook.close();
		const again = open(lesson, first.documents.at(-1)!);
		expect(again.notebook.cells.map((cell) => cell.source)).toEqual(['print mine', 'print own', 'starter']);
		expect(again.at(3).exercise?.hintsShown).toBe(1);
		expect(first.kernel.isDisposed).toBe(true);
	});

	it('resets the lesson to its text and keeps what was passed', async () => {
		const { notebook, at } = open(lessonOf(EXERCISE));
		notebook.type(at(1), 'print mine');
		await notebook.checkAnswer(at(1));
		await notebook.resetLesson();
		expect(at(1).source).toBe('starter');
		expect(at(1).outputs.items).toEqual([]);
		expect(notebook.progress).toEqual({ passed: 1, total: 1 });
	});

	it('does not delete a running cell', async () => {
		const { notebook, at } = open(lessonOf('hang'));
		const run = notebook.run(at(1));
		await vi.advanceTimersByTimeAsync(0);
		notebook.editing.delete([at(1)]);
		expect(notebook.cells).toHaveLength(1);
		await notebook.runner.stop();
		await run;
	});
});

describe('NotebookState, what an earlier visit left', () => {
	const runsOf = (kept: ReadonlyMap<string, KeptRun | null>): Map<string, KeptRun> =>
		new Map([...kept].flatMap(([id, run]) => (run ? [[id, structuredClone(run)]] : [])));

	it('shows outputs, run counts and errors again, marked as stale', async () => {
		const lesson = lessonOf('print a', 'fail no', 'print never');
		const first = open(lesson);
		await first.notebook.runAll();
		await first.notebook.close();
		const again = open(lesson, first.documents.at(-1), runsOf(first.kept));
		expect(again.statuses()).toEqual(['stale', 'error', 'fresh']);
		expect(again.at(1).outputs.items).toEqual(first.at(1).outputs.items);
		expect(again.at(2).outputs.error?.message).toBe('no');
		expect(again.at(2).lastRun?.run).toBe(2);
		expect(again.notebook.whyStale(again.at(1))).toEqual({ why: 'earlier visit' });
	});

	it('stores within a second what a running cell has shown, and marks it as aborted when it comes back', async () => {
		const lesson = lessonOf('print half\nhang');
		const first = open(lesson);
		void first.notebook.runAll();
		await vi.advanceTimersByTimeAsync(1000);
		const again = open(lesson, null, runsOf(first.kept));
		expect(again.statuses()).toEqual(['aborted']);
		expect(again.at(1).outputs.items).toMatchObject([{ kind: 'stream', text: 'half' }]);
		await first.notebook.runner.stop();
	});

	it('runs of this visit take the place of those of the earlier one', async () => {
		const lesson = lessonOf('print a');
		const first = open(lesson);
		await first.notebook.runAll();
		await first.notebook.close();
		const again = open(lesson, null, runsOf(first.kept));
		await again.notebook.runAll();
		expect(again.statuses()).toEqual(['evaluated']);
		expect(again.at(1).outputs.items).toHaveLength(1);
	});

	it('says again how an exercise was judged, and leaves its solution open', async () => {
		const lesson = lessonOf({ ...EXERCISE, check: 'fail Half of it is missing.' });
		const first = open(lesson);
		first.notebook.type(first.at(1), 'print mine');
		await first.notebook.checkAnswer(first.at(1));
		await first.notebook.close();
		const again = open(lesson, first.documents.at(-1), runsOf(first.kept));
		expect(again.at(1).exercise?.outcome).toEqual({ kind: 'fail', message: 'Half of it is missing.' });
		expect(again.at(1).exercise?.maySeeSolution).toBe(true);
	});

	it('forgets the kept runs when the lesson is reset', async () => {
		const { notebook, kept } = open(lessonOf('print a'));
		await notebook.runAll();
		await notebook.resetLesson();
		await notebook.close();
		expect([...kept]).toEqual([['c1', null]]);
	});
});

describe('NotebookState, a lesson that was updated', () => {
	it('keeps what the learner changed until they decide, and lets the rest follow', async () => {
		const first = open(lessonOf('print a', 'print b'));
		first.notebook.type(first.at(1), 'print mine');
		await first.notebook.close();
		const again = open(lessonOf('print A', 'print B'), first.documents.at(-1));
		expect(again.notebook.cells.map((cell) => cell.source)).toEqual(['print mine', 'print B']);
		expect(again.notebook.cells.map((cell) => cell.isOutdated)).toEqual([true, false]);
		again.notebook.settle(again.at(1), 'print mine');
		expect(again.at(1).isOutdated).toBe(false);
		await again.notebook.close();
		const third = open(lessonOf('print A', 'print B'), again.documents.at(-1));
		expect(third.at(1).isOutdated).toBe(false);
		expect(third.at(1).source).toBe('print mine');
	});

	it('is no conflict where the learner takes the text of the lesson', () => {
		const { notebook, at } = open(lessonOf('print a'));
		notebook.type(at(1), 'print mine');
		notebook.settle(at(1), 'print a');
		expect([at(1).isChanged, at(1).base]).toEqual([false, null]);
	});
});
