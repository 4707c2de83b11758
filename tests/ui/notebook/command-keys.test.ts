import { describe, expect, it } from 'vitest';
import { commandOf, type KeyPress } from '#ui/notebook/command-keys.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
	key,
	shiftKey: false,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	...held
});

describe('commandOf', () => {
	it('runs on Enter with a modifier, and edits without', () => {
		expect(commandOf(press('Enter', { shiftKey: true }))).toBe('runAndMoveOn');
		expect(commandOf(press('Enter', { ctrlKey: true }))).toBe('run');
		expect(commandOf(press('Enter', { metaKey: true }))).toBe('run');
		expect(commandOf(press('Enter'))).toBe('edit');
	});

	it('moves by arrows and by letters', () => {
		expect(['j', 'ArrowDown', 'k', 'ArrowUp'].map((key) => commandOf(press(key)))).toEqual([
			'down',
			'down',
			'up',
			'up'
		]);
	});

	it('leaves the keys of the browser and of assistive technology alone', () => {
		expect(commandOf(press('z', { ctrlKey: true }))).toBeNull();
		expect(commandOf(press('ArrowDown', { altKey: true }))).toBeNull();
		expect(commandOf(press('Tab'))).toBeNull();
		expect(commandOf(press('toString'))).toBeNull();
	});
});
