import type { CellState } from '#state/cells/cell.svelte.ts';

/** What is asked of a cell. */
export type DefiningCell = Pick<CellState, 'lastRun'>;

/** The cell whose run in this kernel gave each name its present value: of several, the one that ran last. */
export function definersOf<C extends DefiningCell>(
	cells: readonly C[],
	kernel: number
): ReadonlyMap<string, C> {
	const ran = cells
		.filter((cell) => cell.lastRun?.kernel === kernel)
		.sort((a, b) => (a.lastRun?.run ?? 0) - (b.lastRun?.run ?? 0));
	return new Map(ran.flatMap((cell) => (cell.lastRun?.defines ?? []).map((name) => [name, cell] as const)));
}
