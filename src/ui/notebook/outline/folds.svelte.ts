import { SvelteSet } from 'svelte/reactivity';
import type { CellState } from '#state/cells/cell.svelte.ts';
import type { NotebookState } from '#state/notebook.svelte.ts';
import { headingLevel, sectionAt } from '#state/cells/sections.ts';

/** Which sections of a notebook are folded: their heading stays, their cells are hidden. Nothing of it is saved. */
export class FoldState {
	readonly #folded = new SvelteSet<CellState>();
	readonly #notebook: NotebookState;
	readonly #hidden = $derived([...this.#folded].flatMap((head) => this.cellsBelow(head)));

	constructor(notebook: NotebookState) {
		this.#notebook = notebook;
	}

	/** Whether a cell begins a section that can be folded. */
	isHead(cell: CellState): boolean {
		return cell.kind === 'markdown' && headingLevel(cell.source) !== null && this.cellsBelow(cell).length > 0;
	}

	isFolded(cell: CellState): boolean {
		return this.#folded.has(cell) && this.isHead(cell);
	}

	isHidden(cell: CellState): boolean {
		return this.#hidden.includes(cell);
	}

	/** The cells of the section that a heading begins, without itself; none for a cell that has no heading. */
	cellsBelow(head: CellState): readonly CellState[] {
		const { cells } = this.#notebook;
		const at = cells.indexOf(head);
		if (at < 0 || head.kind !== 'markdown' || headingLevel(head.source) === null) return [];
		return cells.slice(at + 1, sectionAt(cells, at).to);
	}

	/** The heading of the innermost section in which a cell stands, the cell itself where it is one; null above the first. */
	headOf(cell: CellState): CellState | null {
		const { cells } = this.#notebook;
		const at = cells.indexOf(cell);
		return cells.slice(0, at + 1).findLast((one) => this.isHead(one)) ?? null;
	}

	fold(head: CellState): void {
		if (this.isHead(head)) this.#folded.add(head);
	}

	unfold(head: CellState): void {
		this.#folded.delete(head);
	}

	toggle(head: CellState): void {
		if (this.isFolded(head)) this.unfold(head);
		else this.fold(head);
	}

	/** Folds every section, or unfolds them all. */
	foldAll(isFolded: boolean): void {
		for (const cell of this.#notebook.cells) {
			if (isFolded) this.fold(cell);
			else this.unfold(cell);
		}
	}

	/** Unfolds whatever hides a cell. */
	reveal(cell: CellState): void {
		if (!this.isHidden(cell)) return;
		for (const head of [...this.#folded]) if (this.cellsBelow(head).includes(cell)) this.unfold(head);
	}
}
