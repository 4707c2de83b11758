import type { CellState } from '#state/cells/cell.svelte.ts';
import type { MessageKey } from '../../text/text.svelte.ts';
import type { CommandContext } from '../commands/command-context.ts';
import type { Command } from '../commands/command.ts';
import type { NotebookTools } from './tools.svelte.ts';

/** Commands of the tools around a notebook: finding, formatting, folding, the palette, the panels. */
export function toolCommands({ notebook, stage }: CommandContext, tools: NotebookTools): readonly Command[] {
	const { folds } = tools;
	const view = (id: string, title: MessageKey, run: () => void, keys: readonly string[] = []): Command => ({
		id,
		title,
		group: 'view',
		keys,
		scope: 'anywhere',
		run
	});
	const head = (): CellState | null => (notebook.selected ? folds.headOf(notebook.selected) : null);
	return [
		{
			id: 'edit.find',
			title: 'tools.find',
			group: 'edit',
			keys: ['Mod+F', 'Mod+Shift+F'],
			scope: 'anywhere',
			run: () => tools.find.open(getSelection()?.toString() ?? '')
		},
		{
			id: 'edit.format',
			title: 'tools.format',
			group: 'edit',
			keys: ['Shift+Alt+F'],
			scope: 'anywhere',
			isEnabled: () => notebook.selected !== null && !tools.isFormatting,
			run: () => (notebook.selected ? tools.format([notebook.selected]) : undefined)
		},
		{
			id: 'edit.formatAll',
			title: 'tools.formatAll',
			group: 'edit',
			scope: 'anywhere',
			isEnabled: () => !tools.isFormatting,
			run: () => tools.format(notebook.cells)
		},
		view('view.outline', 'tools.outline', () => tools.togglePanel('outline'), ['Mod+Shift+O']),
		view('view.variables', 'tools.variables', () => tools.togglePanel('variables'), ['Mod+Shift+E']),
		{
			id: 'view.fold',
			title: 'tools.fold',
			group: 'view',
			keys: ['ArrowLeft'],
			scope: 'command',
			isEnabled: () => head() !== null,
			run() {
				const section = head();
				if (!section) return;
				folds.fold(section);
				stage.focus(section);
			}
		},
		{
			id: 'view.unfold',
			title: 'tools.unfold',
			group: 'view',
			keys: ['ArrowRight'],
			scope: 'command',
			isEnabled: () => notebook.selected !== null && folds.isFolded(notebook.selected),
			run() {
				if (notebook.selected) folds.unfold(notebook.selected);
			}
		},
		view('view.foldAll', 'tools.foldAll', () => folds.foldAll(true)),
		view('view.unfoldAll', 'tools.unfoldAll', () => folds.foldAll(false)),
		{
			id: 'help.palette',
			title: 'tools.palette',
			group: 'help',
			keys: ['Mod+Shift+P', 'Mod+K'],
			scope: 'anywhere',
			run: () => tools.openDialog('palette')
		},
		{
			id: 'help.keys',
			title: 'tools.keys',
			group: 'help',
			keys: ['h', 'Shift+?'],
			scope: 'command',
			run: () => tools.openDialog('keymap')
		}
	];
}
