import type { CommandContext } from './command-context.ts';
import type { Command } from './command.ts';

/** Commands that run cells, and that stop them. */
export function runCommands({ notebook, stage }: CommandContext): readonly Command[] {
	const { runner } = notebook;
	return [
		{
			id: 'run.cell',
			title: 'command.runCell',
			group: 'run',
			keys: ['Ctrl+Enter', 'Mod+Enter'],
			scope: 'anywhere',
			isEnabled: () => notebook.selected !== null,
			run() {
				const cell = notebook.selected;
				if (cell?.kind === 'markdown') stage.focus(cell);
				else if (cell) void notebook.run(cell);
			}
		},
		{
			id: 'run.next',
			title: 'command.runNext',
			group: 'run',
			keys: ['Shift+Enter'],
			scope: 'anywhere',
			isEnabled: () => notebook.selected !== null,
			run() {
				const cell = notebook.selected;
				if (!cell) return;
				void notebook.run(cell);
				stage.focus(notebook.neighbour(cell, 1));
			}
		},
		{
			id: 'run.all',
			title: 'command.runAll',
			group: 'run',
			scope: 'anywhere',
			run: () => void notebook.runAll()
		},
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
			run: () => runner.restart()
		}
	];
}
