/** The part of a KeyboardEvent that decides. */
export interface KeyPress {
	readonly key: string;
	/** The place on the keyboard, e.g. `KeyA`. */
	readonly code: string;
	readonly shiftKey: boolean;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	readonly altKey: boolean;
}

const SHIFTED: Readonly<Record<string, string>> = { Minus: '-', Digit0: '0' };
const MODIFIERS: readonly string[] = ['Shift', 'Control', 'Alt', 'Meta', 'CapsLock', 'AltGraph'];

/**
 * One normal form of a key press: modifiers in the order Ctrl, Meta, Alt, Shift, then the key, letters small. Letters of
 * other scripts count by their place on the keyboard. Null for a modifier alone.
 */
export function chordOf(press: KeyPress): string | null {
	if (MODIFIERS.includes(press.key)) return null;
	return joined(press.ctrlKey, press.metaKey, press.altKey, press.shiftKey, keyOf(press));
}

/** The normal form of a written chord such as `Mod+Shift+P`; `Mod` is Meta on a Mac, Ctrl elsewhere. */
export function parseChord(written: string, isMac: boolean): string {
	const parts = written.split('+');
	const key = parts.pop()!;
	const holds = (name: string): boolean => parts.includes(name);
	const ctrl = holds('Ctrl') || (holds('Mod') && !isMac);
	const meta = holds('Meta') || (holds('Mod') && isMac);
	return joined(ctrl, meta, holds('Alt'), holds('Shift'), small(key));
}

function joined(ctrl: boolean, meta: boolean, alt: boolean, shift: boolean, key: string): string {
	return `${ctrl ? 'Ctrl+' : ''}${meta ? 'Meta+' : ''}${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`;
}

function keyOf({ key, code, shiftKey }: KeyPress): string {
	if (key === ' ') return 'Space';
	if (shiftKey && Object.hasOwn(SHIFTED, code)) return SHIFTED[code]!;
	const isForeign = key.length === 1 && key.charCodeAt(0) > 127 && /^Key[A-Z]$/.test(code);
	return small(isForeign ? code.slice(3) : key);
}

function small(key: string): string {
	return key.length === 1 ? key.toLowerCase() : key;
}
