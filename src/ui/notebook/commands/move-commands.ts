import type { MessageKey } from '../../text/text.svelte.ts';
import type { CommandContext } from './command-context.ts';
import type { Command } from './command.ts';

/** Commands that walk from cell to cell and into an editor. */
export function moveCommands({ notebook, stage }: CommandContext): readonly Command[] {
	const go = (id: string, title: MessageKey, keys: readonly string[], run: () => void): Command => ({
		id,
		title,
		group: 'view',
		keys,
		scope: 'command',
		isEnabled: () => notebook.cells.length > 0,
		run
	});
	const step = (by: number): void => {
		const from = notebook.selected ?? notebook.cells[0];
		if (from) stage.focus(notebook.neighbour(from, by));
	};
	return [
		go('view.edit', 'command.edit', ['Enter'], () => notebook.selected && stage.edit(notebook.selected)),
		go('view.up', 'command.up', ['ArrowUp', 'k'], () => step(-1)),
		go('view.down', 'command.down', ['ArrowDown', 'j'], () => step(1)),
		go('view.first', 'command.first', ['Home'], () => stage.focus(notebook.cells[0] ?? null)),
		go('view.last', 'command.last', ['End'], () => stage.focus(notebook.cells.at(-1) ?? null))
	];
}
