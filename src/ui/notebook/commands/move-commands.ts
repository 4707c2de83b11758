import type { MessageKey } from '../../text/text.svelte.ts';
import type { CommandContext } from './command-context.ts';
import type { Command } from './command.ts';

/** Commands that walk from cell to cell, select several, and look. */
export function moveCommands({ notebook, stage }: CommandContext): readonly Command[] {
	const { selection } = notebook;
	const go = (id: string, title: MessageKey, keys: readonly string[], run: () => void): Command => ({
		id,
		title,
		group: 'view',
		keys,
		scope: 'command',
		isEnabled: () => notebook.cells.length > 0,
		run
	});
	const to = (cell: typeof notebook.selected): void => {
		selection.select(cell);
		stage.focus(cell);
	};
	const step = (by: 1 | -1) => (): void => {
		const from = notebook.selected;
		to(from ? stage.neighbour(from, by) : (notebook.cells[0] ?? null));
	};
	const extend = (by: -1 | 1) => (): void => {
		selection.extend(by);
		stage.focus(notebook.selected);
	};
	const selectAll = (): void => {
		selection.selectGroup(notebook.cells);
		stage.focus(notebook.selected);
	};
	const foldOutputs = (): void => {
		for (const cell of selection.cells) cell.toggleOutput();
	};
	return [
		go('view.edit', 'command.edit', ['Enter'], () => notebook.selected && stage.edit(notebook.selected)),
		go('view.up', 'command.up', ['ArrowUp', 'k'], step(-1)),
		go('view.down', 'command.down', ['ArrowDown', 'j'], step(1)),
		go('view.first', 'command.first', ['Home'], () => to(notebook.cells[0] ?? null)),
		go('view.last', 'command.last', ['End'], () => to(notebook.cells.at(-1) ?? null)),
		go('view.extendUp', 'command.extendUp', ['Shift+ArrowUp', 'Shift+K'], extend(-1)),
		go('view.extendDown', 'command.extendDown', ['Shift+ArrowDown', 'Shift+J'], extend(1)),
		go('view.selectAll', 'command.selectAll', ['Mod+A'], selectAll),
		go('view.output', 'command.output', ['o'], foldOutputs),
		go('view.scrollDown', 'command.scrollDown', ['Space'], () => stage.scroll(1)),
		go('view.scrollUp', 'command.scrollUp', ['Shift+Space'], () => stage.scroll(-1)),
		{
			id: 'file.save',
			title: 'command.save',
			group: 'file',
			keys: ['Mod+S'],
			scope: 'anywhere',
			run: () => notebook.save()
		}
	];
}
