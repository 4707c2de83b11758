import { describe, expect, it } from 'vitest';
import type { Command } from '#ui/notebook/commands/command.ts';
import type { KeyPress } from '#ui/notebook/commands/chord.ts';
import { KeyReader } from '#ui/notebook/commands/key-reader.ts';

const command = (id: string, keys: readonly string[], scope: Command['scope'] = 'command'): Command => ({
	id,
	title: 'command.runCell',
	group: 'cell',
	keys,
	scope,
	run() {}
});

const COMMANDS = [
	command('delete', ['d d', 'Delete']),
	command('run', ['Shift+Enter'], 'anywhere'),
	command('a', ['a'])
];

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
	key,
	code: '',
	shiftKey: false,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	...held
});

/** What each press gives, half a second apart. */
function read(mode: 'command' | 'edit', ...presses: KeyPress[]): (string | null)[] {
	const reader = new KeyReader(COMMANDS, false);
	return presses.map((one, i) => {
		const found = reader.read(one, mode, i * 500);
		return typeof found === 'object' ? (found?.id ?? null) : found;
	});
}

describe('KeyReader', () => {
	it('waits for the second key of a pair', () => {
		expect(read('command', press('d'), press('d'))).toEqual(['waiting', 'delete']);
		expect(read('command', press('Delete'))).toEqual(['delete']);
	});

	it('takes the second key for itself where the two make no pair', () => {
		expect(read('command', press('d'), press('a'), press('d'))).toEqual(['waiting', 'a', 'waiting']);
	});

	it('forgets the first key after a second', () => {
		const reader = new KeyReader(COMMANDS, false);
		reader.read(press('d'), 'command', 0);
		expect(reader.read(press('d'), 'command', 1001)).toBe('waiting');
	});

	it('leaves letters to the editor, and finds there what works anywhere', () => {
		expect(read('edit', press('a'), press('Enter', { shiftKey: true }))).toEqual([null, 'run']);
	});

	it('leaves the keys of the browser and of assistive technology alone', () => {
		expect(
			read('command', press('a', { ctrlKey: true }), press('Tab'), press('a', { altKey: true }))
		).toEqual([null, null, null]);
	});
});
