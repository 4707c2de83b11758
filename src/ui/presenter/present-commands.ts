import type { NotebookState } from '#state/notebook.svelte.ts';
import type { Command } from '../notebook/commands/command.ts';
import type { Presentation } from './presentation.svelte.ts';

/** The command that shows the notebook as slides, from the selected cell's on. */
export function presentCommands(notebook: NotebookState, presentation: Presentation): readonly Command[] {
	return [
		{
			id: 'view.present',
			title: 'present.start',
			group: 'file',
			keys: ['Alt+P'],
			scope: 'anywhere',
			isEnabled: () => notebook.cells.length > 0 && !presentation.isOpen,
			run: () => presentation.open(notebook.selected)
		}
	];
}
