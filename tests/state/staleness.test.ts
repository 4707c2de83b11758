import { describe, expect, it } from 'vitest';
import { staleCells, type RanCell } from '#state/staleness.ts';

const cell = (id: string, run: number | null, defines = '', uses = '', edited = false): RanCell => ({
	id,
	run,
	defines: defines.split(' ').filter(Boolean),
	uses: uses.split(' ').filter(Boolean),
	edited
});

const ids = (...cells: RanCell[]): string[] => [...staleCells(cells).keys()].sort();

describe('staleCells', () => {
	it('finds nothing stale after a run from top to bottom', () => {
		expect(ids(cell('a', 1, 'x'), cell('b', 2, 'y', 'x'), cell('c', 3, '', 'x y'))).toEqual([]);
	});

	it('finds what used a name before it was defined anew', () => {
		expect(ids(cell('a', 3, 'x'), cell('b', 2, '', 'x'))).toEqual(['b']);
	});

	it('follows names from cell to cell', () => {
		expect(ids(cell('a', 4, 'x'), cell('b', 2, 'y', 'x'), cell('c', 3, '', 'y'))).toEqual(['b', 'c']);
	});

	it('takes the last definition before the run as the one that was used', () => {
		expect(ids(cell('old', 1, 'x', '', true), cell('new', 2, 'x'), cell('c', 3, '', 'x'))).toEqual(['old']);
	});

	it('says which name changed, and where', () => {
		expect(staleCells([cell('a', 2, 'x'), cell('b', 1, '', 'x')]).get('b')).toEqual({
			why: 'newer',
			name: 'x',
			by: 'a'
		});
	});

	it('never calls a cell stale that did not run', () => {
		expect(ids(cell('a', 1, 'x'), cell('b', null, '', 'x', true))).toEqual([]);
	});

	it('does not make a cell stale by its own names', () => {
		expect(ids(cell('a', 2, 'x', 'x'))).toEqual([]);
	});
});
