import type { CellState } from '#state/cells/cell.svelte.ts';
import type { MessageKey } from '../../text/text.svelte.ts';
import type { CommandContext } from './command-context.ts';
import type { Command } from './command.ts';

/** Commands that run cells, and that stop them. */
export function runCommands(context: CommandContext): readonly Command[] {
	return [...runSelected(context), ...runMany(context), ...controlKernel(context)];
}

function runSelected({ notebook, stage }: CommandContext): readonly Command[] {
	const { selection, runs } = notebook;
	const command = (id: string, title: MessageKey, keys: readonly string[], run: () => void): Command => ({
		id,
		title,
		group: 'run',
		keys,
		scope: 'anywhere',
		isEnabled: () => notebook.selected !== null,
		run
	});
	const start = (): CellState | null => {
		void runs.run(selection.cells);
		return selection.cells.at(-1) ?? null;
	};
	const addBelow = (cell: CellState | null): void => stage.edit(notebook.addBelow(cell));
	return [
		command('run.cell', 'command.runCell', ['Ctrl+Enter', 'Mod+Enter'], () => {
			const last = start();
			if (last?.kind === 'markdown') stage.focus(last);
		}),
		command('run.next', 'command.runNext', ['Shift+Enter'], () => {
			const last = start();
			const next = last && notebook.neighbour(last, 1);
			if (next === last) addBelow(last);
			else select(next);
		}),
		command('run.insert', 'command.runInsert', ['Alt+Enter'], () => addBelow(start()))
	];

	function select(cell: CellState | null): void {
		selection.select(cell);
		stage.focus(cell);
	}
}

function runMany({ notebook }: CommandContext): readonly Command[] {
	const { runs } = notebook;
	const command = (id: string, title: MessageKey, isEnabled: () => boolean, run: () => void): Command => ({
		id,
		title,
		group: 'run',
		scope: 'anywhere',
		isEnabled,
		run
	});
	const onActive = (id: string, title: MessageKey, run: (cell: CellState) => void): Command =>
		command(
			id,
			title,
			() => notebook.selected !== null,
			() => notebook.selected && run(notebook.selected)
		);
	return [
		onActive('run.needed', 'command.runNeeded', (cell) => void runs.runNeeded(cell)),
		onActive('run.above', 'command.runAbove', (cell) => void runs.runAbove(cell)),
		onActive('run.below', 'command.runBelow', (cell) => void runs.runBelow(cell)),
		onActive('run.section', 'command.runSection', (cell) => void runs.runSection(cell)),
		command(
			'run.stale',
			'command.runStale',
			() => runs.stale.length > 0,
			() => void runs.runStale()
		),
		command(
			'run.all',
			'command.runAll',
			() => true,
			() => void runs.runAll()
		),
		command(
			'run.reproduce',
			'command.reproduce',
			() => true,
			() => void runs.restartAndRunAll()
		)
	];
}

function controlKernel({ notebook }: CommandContext): readonly Command[] {
	const { runner, runs, selection } = notebook;
	const hasOutput = (cells: readonly CellState[]): boolean =>
		cells.some((cell) => cell.outputs.items.length > 0);
	return [
		{
			id: 'run.interrupt',
			title: 'command.interrupt',
			group: 'run',
			keys: ['i i'],
			scope: 'command',
			isEnabled: () => runner.isBusy,
			run: () => runner.stop()
		},
		{
			id: 'run.restart',
			title: 'command.restart',
			group: 'run',
			keys: ['0 0'],
			scope: 'command',
			run: () => void runner.restart()
		},
		{
			id: 'run.clear',
			title: 'command.clear',
			group: 'run',
			scope: 'anywhere',
			isEnabled: () => hasOutput(selection.cells),
			run: () => runs.clearOutputs(selection.cells)
		},
		{
			id: 'run.clearAll',
			title: 'command.clearAll',
			group: 'run',
			scope: 'anywhere',
			isEnabled: () => hasOutput(notebook.cells),
			run: () => runs.clearOutputs(notebook.cells)
		}
	];
}
