import { describe, expect, it } from 'vitest';
import type { Command } from '#ui/notebook/commands/command.ts';
import { rankCommands } from '#ui/notebook/palette/rank-commands.ts';

const command = (id: string, isEnabled = true): Command => ({
	id,
	title: 'command.runAll',
	group: 'run',
	scope: 'command',
	isEnabled: () => isEnabled,
	run: () => {}
});
const titles = (commands: readonly Command[], query: string): string[] =>
	rankCommands(commands, query, ({ id }) => id).map(({ title }) => title);

describe('rankCommands', () => {
	it('lists all in their order for an empty query', () => {
		expect(titles([command('b'), command('a')], '')).toEqual(['b', 'a']);
	});

	it('puts the best answer first and leaves out what does not answer', () => {
		expect(titles([command('search'), command('run cell'), command('stop')], 'rc')).toEqual([
			'run cell',
			'search'
		]);
	});

	it('puts commands that would do nothing last, and says so', () => {
		const ranked = rankCommands([command('run', false), command('re-run now')], 'run', ({ id }) => id);
		expect(ranked.map(({ title, isEnabled }) => [title, isEnabled])).toEqual([
			['re-run now', true],
			['run', false]
		]);
	});
});
