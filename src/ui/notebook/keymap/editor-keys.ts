import type { MessageKey } from '../../text/text.svelte.ts';

/** Keys that the editor of a cell has of its own, beside those of every text field. */
export const EDITOR_KEYS: readonly { readonly title: MessageKey; readonly keys: readonly string[] }[] = [
	{ title: 'keymap.leave', keys: ['Escape'] },
	{ title: 'keymap.complete', keys: ['Ctrl+Space'] },
	{ title: 'keymap.undo', keys: ['Mod+Z'] },
	{ title: 'keymap.redo', keys: ['Mod+Shift+Z'] },
	{ title: 'keymap.comment', keys: ['Mod+/'] },
	{ title: 'keymap.indent', keys: ['Mod+]'] },
	{ title: 'keymap.outdent', keys: ['Mod+['] },
	{ title: 'keymap.moveLine', keys: ['Alt+ArrowUp', 'Alt+ArrowDown'] },
	{ title: 'keymap.copyLine', keys: ['Shift+Alt+ArrowUp', 'Shift+Alt+ArrowDown'] },
	{ title: 'keymap.deleteLine', keys: ['Mod+Shift+K'] },
	{ title: 'keymap.selectMore', keys: ['Mod+I'] }
];
