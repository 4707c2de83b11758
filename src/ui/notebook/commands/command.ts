import type { MessageKey } from '../../text/text.svelte.ts';

/** Where a command stands in the palette, the key map and the menus. */
export type CommandGroup = 'run' | 'cell' | 'edit' | 'view' | 'file' | 'help';

/** One thing that can be done with an open notebook. Keys, palette, key map and menus all read the one list of these. */
export interface Command {
	/** Lasting, e.g. `run.cell`. */
	readonly id: string;
	readonly title: MessageKey;
	readonly group: CommandGroup;
	/** In {@link KeyReader}'s notation: `a`, `d d`, `Shift+Enter`, `Mod+Shift+P`. The first is the one that is shown. */
	readonly keys?: readonly string[];
	/** Whether the keys work while a cell has the focus only, or in its editor too. */
	readonly scope: 'command' | 'anywhere';
	/** Whether it would do anything now; always where it is left out. Reads reactive state. */
	isEnabled?(): boolean;
	run(): void | Promise<void>;
}
