import type { CellState } from '#state/cell.svelte.ts';
import type { NotebookState } from '#state/notebook.svelte.ts';

/** What commands do to the page itself; the list of cells does it. */
export interface NotebookStage {
	/** Gives a cell the focus and brings it into sight; null does nothing. */
	focus(cell: CellState | null): void;
	/** Puts the cursor into a cell's editor. */
	edit(cell: CellState): void;
}

/** What commands act upon. */
export interface CommandContext {
	readonly notebook: NotebookState;
	readonly stage: NotebookStage;
}
