import type { CellState } from '#state/cells/cell.svelte.ts';
import type { MessageKey } from '../../text/text.svelte.ts';
import type { CommandContext } from './command-context.ts';
import type { Command } from './command.ts';

/** Commands that change the list of cells. */
export function cellCommands(context: CommandContext): readonly Command[] {
	return [
		...adding(context),
		...moving(context),
		...copying(context),
		...reshaping(context),
		...undoing(context)
	];
}

type Build = (
	id: string,
	title: MessageKey,
	keys: readonly string[],
	run: () => void,
	isEnabled?: () => boolean
) => Command;

/** A command on the selected cells, in command mode. */
function builder({ notebook }: CommandContext): Build {
	return (id, title, keys, run, isEnabled = () => notebook.selected !== null) => ({
		id,
		title,
		group: 'cell',
		keys,
		scope: 'command',
		isEnabled,
		run
	});
}

function adding(context: CommandContext): readonly Command[] {
	const { notebook, stage } = context;
	const build = builder(context);
	const always = (): boolean => true;
	const above = (): CellState => notebook.editing.addAt(Math.max(0, firstPlace(context)), 'code');
	const below = (kind: 'markdown' | 'code'): CellState =>
		notebook.addBelow(notebook.selected ?? notebook.cells.at(-1) ?? null, kind);
	return [
		build('cell.addAbove', 'command.addAbove', ['a'], () => stage.edit(above()), always),
		build('cell.addBelow', 'command.addBelow', ['b'], () => stage.edit(below('code')), always),
		build('cell.addText', 'command.addText', [], () => stage.edit(below('markdown')), always)
	];
}

function moving(context: CommandContext): readonly Command[] {
	const { notebook, stage } = context;
	const build = builder(context);
	const move = (step: -1 | 1) => (): void => {
		notebook.editing.move(notebook.selection.cells, step);
		stage.focus(notebook.selected);
	};
	const upKeys = ['Alt+ArrowUp', 'Ctrl+Shift+ArrowUp', 'Mod+Shift+ArrowUp'];
	const downKeys = ['Alt+ArrowDown', 'Ctrl+Shift+ArrowDown', 'Mod+Shift+ArrowDown'];
	return [
		build('cell.moveUp', 'command.moveUp', upKeys, move(-1), () => firstPlace(context) > 0),
		build('cell.moveDown', 'command.moveDown', downKeys, move(1), () => {
			const last = notebook.selection.cells.at(-1);
			return last !== undefined && last !== notebook.cells.at(-1);
		})
	];
}

function copying(context: CommandContext): readonly Command[] {
	const { notebook, stage } = context;
	const { editing, selection } = notebook;
	const build = builder(context);
	const paste = (place: () => number) => (): void => {
		editing.paste(place());
		stage.focus(notebook.selected);
	};
	const hasCopied = (): boolean => editing.canPaste;
	return [
		build('cell.cut', 'command.cut', ['x'], () => {
			editing.cut(selection.cells);
			stage.focus(notebook.selected);
		}),
		build('cell.copy', 'command.copy', ['c'], () => editing.copy(selection.cells)),
		build(
			'cell.paste',
			'command.paste',
			['v'],
			paste(() => lastPlace(context) + 1),
			hasCopied
		),
		build(
			'cell.pasteAbove',
			'command.pasteAbove',
			['Shift+V'],
			paste(() => Math.max(0, firstPlace(context))),
			hasCopied
		),
		build('cell.delete', 'command.delete', ['d d', 'Delete'], () => {
			editing.delete(selection.cells);
			stage.focus(notebook.selected);
		})
	];
}

function reshaping(context: CommandContext): readonly Command[] {
	const { notebook, stage } = context;
	const { editing, selection } = notebook;
	const build = builder(context);
	const turn = (kind: 'markdown' | 'code') => (): void => {
		editing.turnInto(selection.cells, kind);
		stage.focus(notebook.selected);
	};
	const split = async (): Promise<void> => {
		const cell = notebook.selected;
		const at = cell && (await stage.cursorOf(cell));
		const second = cell && at !== null ? editing.split(cell, at) : null;
		if (second) stage.edit(second);
	};
	const merge = (): void => {
		const cells = selection.cells.length > 1 ? selection.cells : withNext(context);
		editing.merge(cells);
		stage.focus(notebook.selected);
	};
	return [
		{ ...build('cell.split', 'command.split', ['Ctrl+Shift+-'], () => void split()), scope: 'anywhere' },
		build('cell.merge', 'command.merge', ['Shift+M'], merge),
		build('cell.toText', 'command.toText', ['m'], turn('markdown')),
		build('cell.toCode', 'command.toCode', ['y'], turn('code'))
	];
}

function undoing(context: CommandContext): readonly Command[] {
	const { notebook, stage } = context;
	const { editing } = notebook;
	const build = builder(context);
	return [
		build(
			'cell.undo',
			'command.undo',
			['z'],
			() => {
				editing.undo();
				stage.focus(notebook.selected);
			},
			() => editing.canUndo
		),
		build(
			'cell.redo',
			'command.redo',
			['Shift+Z'],
			() => {
				editing.redo();
				stage.focus(notebook.selected);
			},
			() => editing.canRedo
		),
		{
			...build(
				'cell.bin',
				'command.bin',
				[],
				() => stage.openBin(),
				() => editing.bin.length > 0
			),
			scope: 'anywhere'
		}
	];
}

function firstPlace({ notebook }: CommandContext): number {
	const first = notebook.selection.cells[0];
	return first ? notebook.numberOf(first) - 1 : -1;
}

function lastPlace({ notebook }: CommandContext): number {
	const last = notebook.selection.cells.at(-1);
	return last ? notebook.numberOf(last) - 1 : notebook.cells.length - 1;
}

function withNext({ notebook }: CommandContext): readonly CellState[] {
	const cell = notebook.selected;
	const next = cell && notebook.neighbour(cell, 1);
	return cell && next && next !== cell ? [cell, next] : [];
}
