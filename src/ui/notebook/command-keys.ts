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
