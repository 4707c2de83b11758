import { describe, expect, it } from 'vitest';
import type { CellRun } from '#state/cells/cell.svelte.ts';
import { definersOf } from '#ui/notebook/variables/definers.ts';

const cell = (run: number, kernel: number, ...defines: string[]): { lastRun: CellRun } => ({
	lastRun: { run, kernel, defines, uses: [], status: 'ok', durationMs: 1, source: '' }
});

describe('definersOf', () => {
	it('names the cell that defined a name last, wherever it stands', () => {
		const [late, early] = [cell(5, 0, 'a', 'b'), cell(2, 0, 'a', 'c')];
		const definers = definersOf([late, early], 0);
		expect(definers.get('a')).toBe(late);
		expect(definers.get('c')).toBe(early);
		expect(definers.get('z')).toBeUndefined();
	});

	it('knows nothing of cells that ran in another kernel, or never', () => {
		expect(definersOf([cell(1, 0, 'a'), { lastRun: null }], 1).size).toBe(0);
	});
});
