import type { CellState } from '#state/cells/cell.svelte.ts';

/** Whether the notebook is being presented, and where it began. */
export class Presentation {
	#start = $state.raw<{ readonly cell: CellState | null } | null>(null);

	get isOpen(): boolean {
		return this.#start !== null;
	}

	/** The cell on whose slide the show begins; null for the first slide. */
	get start(): CellState | null {
		return this.#start?.cell ?? null;
	}

	open(cell: CellState | null): void {
		this.#start = { cell };
	}

	close(): void {
		this.#start = null;
	}
}
