import type { Command } from './command.ts';
import { KeyReader } from './key-reader.ts';

/** Keys with which a button or link that has the focus is used. */
const OF_CONTROLS: readonly string[] = ['Enter', ' ', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'Delete'];

/**
 * Hears every key of the page and runs the notebook's commands. It hears them before editors do, so that a command that
 * works anywhere works there too. Returns what ends it.
 */
export function listenForKeys(commands: readonly Command[]): () => void {
	const reader = new KeyReader(commands, /Mac|iPhone|iPad/.test(navigator.platform));
	const hear = (event: KeyboardEvent): void => {
		const mode = modeAt(event);
		if (event.defaultPrevented || event.isComposing || mode === null) return;
		const command = reader.read(event, mode, event.timeStamp);
		if (command === null) return;
		event.preventDefault();
		event.stopPropagation();
		if (command !== 'waiting' && (command.isEnabled?.() ?? true)) void command.run();
	};
	window.addEventListener('keydown', hear, { capture: true });
	return () => window.removeEventListener('keydown', hear, { capture: true });
}

/** Which commands a key may call from where the focus is; null where it belongs to what has the focus. */
function modeAt({ target, key }: KeyboardEvent): 'command' | 'edit' | null {
	if (!(target instanceof Element) || target.closest('dialog, [popover], [data-own-keys]')) return null;
	if (target === document.body || target.matches('[data-cell]')) return 'command';
	// An output's own controls, a table's filter for example, keep their keys.
	const isButton = target.matches('button:not([role]), a') && target.closest('[data-cell]') !== null;
	return isButton && !OF_CONTROLS.includes(key) ? 'command' : 'edit';
}
