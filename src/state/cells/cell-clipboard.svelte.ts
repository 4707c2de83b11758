import type { CellState } from './cell.svelte.ts';

/** A cell that was copied or cut. */
export interface CopiedCell {
	readonly kind: 'markdown' | 'code';
	readonly source: string;
	/** The cell itself where it was cut: pasted into its own notebook it comes back with all it had. */
	readonly cut: CellState | null;
}

/** Cells that were copied or cut, for any notebook of this page. */
export class CellClipboard {
	#cells = $state.raw<readonly CopiedCell[]>([]);

	get cells(): readonly CopiedCell[] {
		return this.#cells;
	}

	copy(cells: readonly CellState[]): void {
		this.#cells = cells.map(({ kind, source }) => ({ kind, source, cut: null }));
	}

	cut(cells: readonly CellState[]): void {
		this.#cells = cells.map((cell) => ({ kind: cell.kind, source: cell.source, cut: cell }));
	}
}

/** The page's one clipboard for cells. */
export const cellClipboard = new CellClipboard();
