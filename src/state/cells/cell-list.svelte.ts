import type { CellState } from './cell.svelte.ts';

/** The cells of a notebook in the order of the page. */
export class CellList {
	#cells = $state.raw<readonly CellState[]>([]);
	// Made anew with each list, never changed.
	// eslint-disable-next-line svelte/prefer-svelte-reactivity
	readonly #places = $derived(new Map(this.#cells.map((cell, i) => [cell, i])));

	constructor(cells: readonly CellState[]) {
		this.#cells = cells;
	}

	get all(): readonly CellState[] {
		return this.#cells;
	}

	/** Puts these cells in the place of all. */
	set(cells: readonly CellState[]): void {
		this.#cells = cells;
	}

	has(cell: CellState): boolean {
		return this.#places.has(cell);
	}

	/** From 0; -1 for a cell that is not here. */
	placeOf(cell: CellState): number {
		return this.#places.get(cell) ?? -1;
	}

	/** The cell so many places away, at most the first or last; null where the cell is not here. */
	neighbour(cell: CellState, step: number): CellState | null {
		const at = this.placeOf(cell);
		if (at < 0) return null;
		return this.#cells[Math.min(Math.max(at + step, 0), this.#cells.length - 1)] ?? null;
	}

	/** Cells of this list, whatever their order was, in that of the page. */
	inOrder(cells: readonly CellState[]): CellState[] {
		return cells.filter((cell) => this.has(cell)).sort((a, b) => this.placeOf(a) - this.placeOf(b));
	}
}
