import { describe, expect, it } from 'vitest';
import { chordOf, parseChord, type KeyPress } from '#ui/notebook/commands/chord.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
	key,
	code: '',
	shiftKey: false,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	...held
});

describe('chordOf', () => {
	it('writes what is held in one order, and letters small', () => {
		expect(chordOf(press('P', { shiftKey: true, ctrlKey: true }))).toBe('Ctrl+Shift+p');
		expect(chordOf(press('Enter', { altKey: true }))).toBe('Alt+Enter');
	});

	it('reads a letter as the letter when Caps Lock is on', () => {
		expect(chordOf(press('B'))).toBe('b');
	});

	it('takes letters of other scripts by their place on the keyboard', () => {
		expect(chordOf(press('и', { code: 'KeyB' }))).toBe('b');
	});

	it('knows the minus key under Shift', () => {
		const split = press('_', { code: 'Minus', ctrlKey: true, shiftKey: true });
		expect(chordOf(split)).toBe(parseChord('Ctrl+Shift+-', false));
	});

	it('is silent on a modifier alone', () => {
		expect(chordOf(press('Shift', { shiftKey: true }))).toBeNull();
	});
});

describe('parseChord', () => {
	it('takes Mod for the key that the system uses', () => {
		expect(parseChord('Mod+Shift+P', false)).toBe('Ctrl+Shift+p');
		expect(parseChord('Mod+Shift+P', true)).toBe('Meta+Shift+p');
	});
});
