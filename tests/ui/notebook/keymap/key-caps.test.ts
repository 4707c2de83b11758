import { describe, expect, it } from 'vitest';
import { keyCaps } from '#ui/notebook/keymap/key-caps.ts';

describe('keyCaps', () => {
	it.each([
		['d d', [['D'], ['D']]],
		['Mod+Shift+P', [['Ctrl', 'Shift', 'P']]],
		['Ctrl+Shift+-', [['Ctrl', 'Shift', '-']]],
		['ArrowUp', [['↑']]],
		['Shift+Enter', [['Shift', 'Enter']]]
	])('names the keys of %j as a PC does', (keys, caps) => {
		expect(keyCaps(keys, false)).toEqual(caps);
	});

	it.each([
		['Mod+Shift+P', [['⌘', '⇧', 'P']]],
		['Ctrl+Enter', [['⌃', 'Enter']]],
		['Shift+Alt+F', [['⇧', '⌥', 'F']]]
	])('names the keys of %j as a Mac does', (keys, caps) => {
		expect(keyCaps(keys, true)).toEqual(caps);
	});
});
