import type { CommandContext } from './command-context.ts';
import type { Command } from './command.ts';
import { cellCommands } from './cell-commands.ts';
import { moveCommands } from './move-commands.ts';
import { runCommands } from './run-commands.ts';

/** Every command of an open notebook: the one list that keys, palette, key map and menus read. Ids are unique. */
export function notebookCommands(context: CommandContext): readonly Command[] {
	return [...runCommands(context), ...cellCommands(context), ...moveCommands(context)];
}
