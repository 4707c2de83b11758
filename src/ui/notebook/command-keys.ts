/** What a key means while a cell, not its editor, has the focus. */
export type Command =
	'run' | 'runAndMoveOn' | 'edit' | 'up' | 'down' | 'first' | 'last' | 'addBelow' | 'delete' | 'undo';

/** The part of a KeyboardEvent that decides. */
export interface KeyPress {
	readonly key: string;
	readonly shiftKey: boolean;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	readonly altKey: boolean;
}

const PLAIN: Readonly<Record<string, Command>> = {
	Enter: 'edit',
	ArrowUp: 'up',
	k: 'up',
	ArrowDown: 'down',
	j: 'down',
	Home: 'first',
	End: 'last',
	b: 'addBelow',
	Delete: 'delete',
	z: 'undo'
};

/** The command of a key press in command mode, null where it means nothing here. */
export function commandOf({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyPress): Command | null {
	if (altKey) return null;
	if (key === 'Enter' && shiftKey && !ctrlKey && !metaKey) return 'runAndMoveOn';
	if (key === 'Enter' && (ctrlKey || metaKey)) return 'run';
	if (shiftKey || ctrlKey || metaKey) return null;
	return Object.hasOwn(PLAIN, key) ? PLAIN[key]! : null;
}

/** The keys, for those who look them up. */
export const COMMAND_HELP: readonly { readonly keys: string; readonly what: string }[] = [
	{ keys: 'Shift Enter', what: 'run the cell and move on' },
	{ keys: 'Ctrl/⌘ Enter', what: 'run the cell' },
	{ keys: 'Esc', what: 'leave the editor' },
	{ keys: 'Enter', what: 'edit the cell' },
	{ keys: '↑ ↓ or k j', what: 'move between cells' },
	{ keys: 'b', what: 'add a cell below' },
	{ keys: 'Delete', what: 'delete the cell' },
	{ keys: 'z', what: 'undo the deletion' }
];
