import { tick } from 'svelte';
import type { CellState } from '#state/cells/cell.svelte.ts';
import type { NotebookState } from '#state/notebook.svelte.ts';
import type { NotebookStage } from './commands/command-context.ts';
import type { FoldState } from './outline/folds.svelte.ts';
import { CellDrag } from './drag-cells.svelte.ts';

/** Of the window's height; the rest is the last that was seen, to go on from. */
const PAGE = 0.85;

/** Moves the focus through the list of cells as it stands on the page. */
export class CellStage implements NotebookStage {
	readonly drag: CellDrag;
	#wanted = $state.raw<CellState | null>(null);
	#writing = $state.raw<CellState | null>(null);
	#isBinOpen = $state.raw(false);
	readonly #notebook: NotebookState;
	readonly #folds: FoldState;

	constructor(notebook: NotebookState, folds: FoldState) {
		this.#notebook = notebook;
		this.#folds = folds;
		this.drag = new CellDrag(notebook);
	}

	/** The cell whose editor is to take the cursor; the cell calls {@link arrived} when it has. */
	get wanted(): CellState | null {
		return this.#wanted;
	}

	/** The text cell whose source is shown, not what it becomes; one at a time. */
	get writing(): CellState | null {
		return this.#writing;
	}

	arrived(): void {
		this.#wanted = null;
	}

	focus(cell: CellState | null): void {
		if (!cell) return;
		this.#writing = null;
		this.#folds.reveal(cell);
		this.#notebook.select(cell);
		void this.#show(cell);
	}

	edit(cell: CellState): void {
		this.#notebook.select(cell);
		this.#wanted = cell;
		this.#writing = cell.kind === 'markdown' ? cell : null;
	}

	neighbour(cell: CellState, step: 1 | -1): CellState | null {
		let at = cell;
		for (;;) {
			const next = this.#notebook.neighbour(at, step);
			if (next === null || next === at) return cell;
			if (!this.#folds.isHidden(next)) return next;
			at = next;
		}
	}

	async cursorOf(cell: CellState): Promise<number | null> {
		const content = document.querySelector<HTMLElement>(`#${CSS.escape(`cell-${cell.id}`)} .cm-content`);
		if (!content) return null;
		const { EditorView } = await import('@codemirror/view');
		return EditorView.findFromDOM(content)?.state.selection.main.head ?? null;
	}

	scroll(direction: 1 | -1): void {
		const frame = document.querySelector('[data-cells]');
		frame?.scrollBy({ top: direction * frame.clientHeight * PAGE });
	}

	/** Whether the list of deleted cells is open. */
	get isBinOpen(): boolean {
		return this.#isBinOpen;
	}

	openBin(): void {
		this.#isBinOpen = true;
	}

	closeBin(): void {
		this.#isBinOpen = false;
	}

	/** A cell that was added just now is on the page only after the next tick. */
	async #show(cell: CellState): Promise<void> {
		await tick();
		const article = document.getElementById(`cell-${cell.id}`);
		article?.focus({ preventScroll: true });
		article?.scrollIntoView({ block: 'nearest' });
	}
}
