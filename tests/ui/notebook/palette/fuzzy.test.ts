import { describe, expect, it } from 'vitest';
import { fuzzyMatch } from '#ui/notebook/palette/fuzzy.ts';

const ranked = (query: string, texts: readonly string[]): string[] =>
	texts
		.flatMap((text) => {
			const match = fuzzyMatch(query, text);
			return match ? [{ text, score: match.score }] : [];
		})
		.sort((a, b) => b.score - a.score)
		.map(({ text }) => text);

describe('fuzzyMatch', () => {
	it('takes characters in their order, wherever they stand', () => {
		expect(fuzzyMatch('rall', 'Run all cells')?.positions).toEqual([0, 4, 5, 6]);
		expect(fuzzyMatch('llar', 'Run all cells')).toBeNull();
	});

	it('minds neither case nor spaces', () => {
		expect(fuzzyMatch('RUN  ALL', 'Run all cells')?.positions).toEqual([0, 1, 2, 4, 5, 6]);
	});

	it('lets an empty query match all alike', () => {
		expect(fuzzyMatch(' ', 'a')).toEqual({ score: 0, positions: [] });
		expect(fuzzyMatch('a', '')).toBeNull();
	});

	it('prefers beginnings of words to their middles', () => {
		expect(ranked('rc', ['Search', 'Run cell', 'Force'])[0]).toBe('Run cell');
	});

	it('prefers characters in a row to scattered ones', () => {
		expect(ranked('cell', ['Clear the table list', 'Run cell'])[0]).toBe('Run cell');
	});

	it('finds the best place, not the first', () => {
		expect(fuzzyMatch('cell', 'Cancel the cell')?.positions).toEqual([11, 12, 13, 14]);
	});

	it('prefers the shorter of two equal answers', () => {
		expect(ranked('run', ['Run all cells', 'Run'])).toEqual(['Run', 'Run all cells']);
	});
});
