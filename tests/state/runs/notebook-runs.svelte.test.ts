import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openNotebook } from '../open-notebook.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const ids = (kernel: { requests: readonly { cellId: string }[] }): string =>
	kernel.requests.map(({ cellId }) => cellId.slice(1)).join('');

describe('NotebookRuns', () => {
	it('runs above, below and a section in the order of the page', async () => {
		const { notebook, kernel, at } = openNotebook('# # One', 'a', 'b', '# # Two', 'c', 'd');
		await notebook.runs.runAbove(at(5));
		expect(ids(kernel)).toBe('23');
		await notebook.runs.runBelow(at(5));
		expect(ids(kernel)).toBe('2356');
		await notebook.runs.runSection(at(2));
		expect(ids(kernel)).toBe('235623');
	});

	it('runs what a cell needs, and no more', async () => {
		const { notebook, kernel, at } = openNotebook('const x = 1', 'const unused = 2', 'let y = x', 'y');
		await notebook.runs.runNeeded(at(4));
		expect(ids(kernel)).toBe('134');
		await notebook.runs.runNeeded(at(4));
		expect(ids(kernel)).toBe('1344');
	});

	it('runs stale cells alone', async () => {
		const { notebook, kernel, at } = openNotebook('def a', 'def b', 'use a');
		await notebook.runAll();
		notebook.type(at(1), 'def a\nprint changed');
		expect(notebook.runs.stale).toEqual([at(1), at(3)]);
		await notebook.runs.runStale();
		expect(ids(kernel)).toBe('12313');
		expect(notebook.runs.stale).toEqual([]);
	});

	it('says that outputs were reproduced', async () => {
		const { notebook } = openNotebook('print 5', 'def a');
		await notebook.runAll();
		await notebook.runs.restartAndRunAll();
		expect(notebook.runs.reproduction).toEqual({ compared: 1, different: [], isComplete: true });
	});

	it('names the cells whose outputs differ, with what they showed before', async () => {
		const { notebook, at } = openNotebook('print 5', 'print 6');
		await notebook.runAll();
		notebook.type(at(2), 'print 7');
		await notebook.runs.restartAndRunAll();
		const found = notebook.runs.reproduction;
		expect(found?.compared).toBe(2);
		expect(found?.different.map(({ cell }) => cell)).toEqual([at(2)]);
		expect(found?.different[0]?.before).toMatchObject([{ text: '6' }]);
		expect(found?.different[0]?.after).toMatchObject([{ text: '7' }]);
	});

	it('offers to run again what had run in a kernel that was lost', async () => {
		const { notebook, kernel, at } = openNotebook('def a', 'fail no', 'def b', 'hang');
		kernel.interruption = 'respawned';
		await notebook.run(at(3));
		await notebook.run(at(1));
		await notebook.run(at(2));
		const run = notebook.run(at(4));
		await vi.advanceTimersByTimeAsync(0);
		await notebook.runner.stop();
		await run;
		expect(notebook.runner.loss).toEqual({ why: 'replaced', cells: [at(3), at(1)] });
		await notebook.runs.runLost();
		expect(ids(kernel)).toBe('312413');
		expect(notebook.runner.loss).toBeNull();
	});

	it('tells of a kernel that died, and calls what ran in it stale', async () => {
		const { notebook, kernel, at, statuses } = openNotebook('def a');
		await notebook.run(at(1));
		kernel.statusChanged.emit('stopped');
		expect(notebook.runner.loss).toEqual({ why: 'died', cells: [at(1)] });
		expect(statuses()).toEqual(['stale']);
	});

	it('clears outputs and keeps what is known of the runs', async () => {
		const { notebook, at, statuses } = openNotebook('print a', 'print b');
		await notebook.runAll();
		notebook.runs.clearOutputs([at(1)]);
		expect(at(1).outputs.items).toEqual([]);
		expect(at(2).outputs.items).toHaveLength(1);
		expect(statuses()).toEqual(['evaluated', 'evaluated']);
	});
});
