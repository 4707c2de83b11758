import type { CommandContext } from './command-context.ts';
import type { Command } from './command.ts';

/** Commands that add cells and take them out. */
export function cellCommands({ notebook, stage }: CommandContext): readonly Command[] {
	return [
		{
			id: 'cell.addBelow',
			title: 'command.addBelow',
			group: 'cell',
			keys: ['b'],
			scope: 'command',
			run: () => stage.edit(notebook.addBelow(notebook.selected ?? notebook.cells.at(-1) ?? null))
		},
		{
			id: 'cell.delete',
			title: 'command.delete',
			group: 'cell',
			keys: ['d d', 'Delete'],
			scope: 'command',
			isEnabled: () => notebook.selected !== null,
			run() {
				if (notebook.selected) notebook.delete(notebook.selected);
				stage.focus(notebook.selected);
			}
		},
		{
			id: 'cell.undo',
			title: 'command.undo',
			group: 'cell',
			keys: ['z'],
			scope: 'command',
			isEnabled: () => notebook.deletion !== null,
			run: () => stage.focus(notebook.undoDelete())
		}
	];
}
