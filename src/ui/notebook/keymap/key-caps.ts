const MAC: Readonly<Record<string, string>> = { Mod: '⌘', Meta: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' };
const SIGNS: Readonly<Record<string, string>> = {
	ArrowUp: '↑',
	ArrowDown: '↓',
	ArrowLeft: '←',
	ArrowRight: '→',
	Escape: 'Esc',
	Delete: 'Del'
};

/**
 * What stands on the keys of a command, for one of its notations (`d d`, `Mod+Shift+P`): chords one after the other, each
 * the caps that are held together, modifiers in the platform's names.
 */
export function keyCaps(keys: string, isMac: boolean): string[][] {
	return keys.split(' ').map((chord) => chord.split('+').map((key) => capOf(key, isMac)));
}

function capOf(key: string, isMac: boolean): string {
	if (isMac && MAC[key]) return MAC[key];
	if (key === 'Mod') return 'Ctrl';
	if (SIGNS[key]) return SIGNS[key];
	return key.length === 1 ? key.toUpperCase() : key;
}

/** Whether the learner's keyboard has ⌘. */
export function isMac(): boolean {
	return /Mac|iPhone|iPad/.test(navigator.platform);
}
