import { describe, expect, it } from 'vitest';
import { neededAbove, type PlannedCell } from '#state/runs/run-plans.ts';

const cell = (defines: string, uses = '', holds = false): PlannedCell => ({
	defines: defines.split(' ').filter(Boolean),
	uses: uses.split(' ').filter(Boolean),
	holds
});

describe('neededAbove', () => {
	it('finds what defines the names that a cell uses, and what these use in turn', () => {
		const cells = [cell('a'), cell('unused'), cell('b', 'a'), cell('', 'b')];
		expect(neededAbove(cells, 3)).toEqual([0, 2, 3]);
	});

	it('leaves out what holds, with all that only it needs', () => {
		expect(neededAbove([cell('a'), cell('b', 'a', true), cell('', 'b')], 2)).toEqual([2]);
	});

	it('takes the nearest definition above, never one below', () => {
		expect(neededAbove([cell('x'), cell('x'), cell('', 'x'), cell('x')], 2)).toEqual([1, 2]);
	});

	it('goes from a cell that changes a name to the one that declared it', () => {
		expect(neededAbove([cell('n'), cell('n', 'n'), cell('', 'n')], 2)).toEqual([0, 1, 2]);
	});

	it('leaves names that no cell defines to the kernel', () => {
		expect(neededAbove([cell('a'), cell('', 'Math console')], 1)).toEqual([1]);
	});
});
