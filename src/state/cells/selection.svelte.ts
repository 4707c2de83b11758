import type { CellList } from './cell-list.svelte.ts';
import type { CellState } from './cell.svelte.ts';

/** The cells that commands act upon: one that is active, and perhaps those between it and another. */
export class CellSelection {
	#active = $state.raw<CellState | null>(null);
	/** Where a selection of several began. */
	#anchor = $state.raw<CellState | null>(null);
	readonly #list: CellList;
	// Made anew with each selection, never changed.
	// eslint-disable-next-line svelte/prefer-svelte-reactivity
	readonly #chosen = $derived.by(() => new Set(this.#range()));

	constructor(list: CellList) {
		this.#list = list;
	}

	get active(): CellState | null {
		return this.#active;
	}

	/** In the order of the page; empty before anything is selected. */
	get cells(): readonly CellState[] {
		return [...this.#chosen];
	}

	has(cell: CellState): boolean {
		return this.#chosen.has(cell);
	}

	/** Selects one cell alone, or none. */
	select(cell: CellState | null): void {
		this.#active = cell;
		this.#anchor = null;
	}

	/** Selects from where the selection began to this cell. */
	extendTo(cell: CellState): void {
		this.#anchor ??= this.#active;
		this.#active = cell;
	}

	/** Takes the cell above (-1) or below (1) in, or lets the last one go. */
	extend(step: -1 | 1): void {
		const next = this.#active && this.#list.neighbour(this.#active, step);
		if (next) this.extendTo(next);
	}

	/** Selects a group that stands together; the last one becomes active. */
	selectGroup(cells: readonly CellState[]): void {
		this.#active = cells.at(-1) ?? null;
		this.#anchor = cells.length > 1 ? (cells[0] ?? null) : null;
	}

	#range(): readonly CellState[] {
		if (!this.#active) return [];
		const to = this.#list.placeOf(this.#active);
		if (to < 0) return [];
		const begin = this.#anchor ? this.#list.placeOf(this.#anchor) : to;
		const from = begin < 0 ? to : begin;
		return this.#list.all.slice(Math.min(from, to), Math.max(from, to) + 1);
	}
}
