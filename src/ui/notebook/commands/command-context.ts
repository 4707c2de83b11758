import type { CellState } from '#state/cells/cell.svelte.ts';
import type { NotebookState } from '#state/notebook.svelte.ts';

/** What commands do to the page itself; the list of cells does it. */
export interface NotebookStage {
	/** Gives a cell the focus and brings it into sight; null does nothing. */
	focus(cell: CellState | null): void;
	/** Puts the cursor into a cell's editor. */
	edit(cell: CellState): void;
	/** The cell before (-1) or after it (1) that is not folded away; the cell itself at the end. */
	neighbour(cell: CellState, step: 1 | -1): CellState | null;
	/** Where the cursor stands, or stood last, in a cell's editor; null where it has none. */
	cursorOf(cell: CellState): Promise<number | null>;
	/** Scrolls by most of a window: down (1) or up (-1). */
	scroll(direction: 1 | -1): void;
	/** Opens the list of deleted cells. */
	openBin(): void;
}

/** What commands act upon. */
export interface CommandContext {
	readonly notebook: NotebookState;
	readonly stage: NotebookStage;
}
