import { NotebookAccess } from '#state/documents/notebook-access.svelte.ts';
import { NotebookState } from '#state/notebook.svelte.ts';
import type { CellState } from '#state/cells/cell.svelte.ts';
import { FakeKernel } from './fake-kernel.ts';
import { lessonOf } from './lesson-of.ts';

/** An open lesson of cells written shortly, on a kernel that does what they say; `at` counts from 1. */
export function openNotebook(...cells: readonly string[]): {
	notebook: NotebookState;
	kernel: FakeKernel;
	at: (n: number) => CellState;
	sources: () => string[];
	statuses: () => string[];
	saves: () => number;
} {
	const kernel = new FakeKernel();
	let saves = 0;
	const notebook = new NotebookState({
		source: {
			key: 'lesson:test',
			lesson: lessonOf(...cells),
			copy: null,
			runs: new Map(),
			isTrusted: true,
			from: 'here'
		},
		access: new NotebookAccess({ mayWrite: true }, true),
		kernel,
		saveDocument: () => {
			saves++;
			return Promise.resolve();
		},
		saveRuns: () => Promise.resolve(),
		now: () => Date.UTC(2026, 2, 1, 12)
	});
	return {
		notebook,
		kernel,
		at: (n) => notebook.cells[n - 1]!,
		sources: () => notebook.cells.map((cell) => cell.source),
		statuses: () => notebook.cells.map((cell) => notebook.statusOf(cell)),
		saves: () => saves
	};
}
