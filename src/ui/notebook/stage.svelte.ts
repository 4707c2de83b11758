import { tick } from 'svelte';
import type { CellState } from '#state/cell.svelte.ts';
import type { NotebookState } from '#state/notebook.svelte.ts';
import type { NotebookStage } from './commands/command-context.ts';

/** Moves the focus through the list of cells as it stands on the page. */
export class CellStage implements NotebookStage {
	#wanted = $state.raw<CellState | null>(null);
	#writing = $state.raw<CellState | null>(null);
	readonly #notebook: NotebookState;

	constructor(notebook: NotebookState) {
		this.#notebook = notebook;
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
		this.#notebook.select(cell);
		void this.#show(cell);
	}

	edit(cell: CellState): void {
		this.#notebook.select(cell);
		this.#wanted = cell;
		this.#writing = cell.kind === 'markdown' ? cell : null;
	}

	/** A cell that was added just now is on the page only after the next tick. */
	async #show(cell: CellState): Promise<void> {
		await tick();
		const article = document.getElementById(`cell-${cell.id}`);
		article?.focus({ preventScroll: true });
		article?.scrollIntoView({ block: 'nearest' });
	}
}
