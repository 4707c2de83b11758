import { describe, expect, it } from 'vitest';
import { staleCells, type RanCell } from '#state/runs/staleness.ts';

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

	it('lets cells below change a name in turn without making those above stale', () => {
		expect(ids(cell('a', 1, 'n'), cell('b', 2, 'n', 'n'), cell('c', 3, 'n', 'n'))).toEqual([]);
	});

	it('finds what used the value that a cell below had left', () => {
		const cells = [cell('a', 1, 'n'), cell('b', 4, '', 'n'), cell('c', 3, 'n')];
		expect(staleCells(cells).get('b')).toEqual({ why: 'elsewhere', name: 'n', by: 'c' });
	});

	it('takes what is only defined below from there', () => {
		expect(ids(cell('a', 2, '', 'x'), cell('b', 1, 'x'))).toEqual([]);
		expect(ids(cell('a', 1, '', 'x'), cell('b', 2, 'x'))).toEqual(['a']);
	});

	it('makes what built on a stale cell stale, through any number of cells', () => {
		const chain = Array.from({ length: 300 }, (_, i) => cell(`c${i}`, i + 1, `x${i + 1}`, `x${i}`, i === 0));
		expect(staleCells(chain).size).toBe(300);
	});
});
