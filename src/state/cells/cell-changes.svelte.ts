import type { CellList } from './cell-list.svelte.ts';
import type { CellState } from './cell.svelte.ts';
import type { CellSelection } from './selection.svelte.ts';
import { UndoStack } from './undo-stack.svelte.ts';

/** What a change did, and to how many cells. */
export interface Change {
	readonly kind: 'add' | 'delete' | 'move' | 'split' | 'merge' | 'paste' | 'turn' | 'restore' | 'rewrite';
	readonly count: number;
	/** The number of the first of the cells before the change, from 1. */
	readonly number: number;
}

/** How the cells stood: their order, and the text and kind of those that the change touched. */
interface Arrangement {
	readonly cells: readonly CellState[];
	readonly texts: readonly (readonly [CellState, string, 'markdown' | 'code'])[];
	readonly selected: readonly CellState[];
}

export interface ChangesOptions {
	readonly list: CellList;
	readonly selection: CellSelection;
	/** Whether the notebook may be changed now. */
	readonly mayChange: () => boolean;
	/** Cells that leave the list must leave the queue. */
	readonly onLeave: (cell: CellState) => void;
	/** The notebook is to be saved. */
	readonly onChange: () => void;
}

/**
 * Changes of the list of cells that can be undone and done again. Undoing restores order, text and kind as they were
 * before the change; what was typed since in a cell that the change touched comes back with redo.
 */
export class CellChanges {
	readonly #options: ChangesOptions;
	readonly #stack = new UndoStack<Change, Arrangement>();

	constructor(options: ChangesOptions) {
		this.#options = options;
	}

	get canUndo(): boolean {
		return this.#stack.canUndo;
	}

	get canRedo(): boolean {
		return this.#stack.canRedo;
	}

	/** The change that undo would take back. */
	get last(): Change | null {
		return this.#stack.last;
	}

	/**
	 * Makes a change and keeps how things were.
	 *
	 * @param touched cells whose text or kind it changes
	 * @param about cells of which it is told
	 */
	make(
		kind: Change['kind'],
		touched: readonly CellState[],
		about: readonly CellState[],
		act: () => void
	): void {
		if (!this.#options.mayChange()) return;
		const before = this.#arrangement(touched);
		const first = about[0] ? this.#options.list.placeOf(about[0]) : -1;
		act();
		this.#stack.push({ kind, count: about.length, number: Math.max(0, first) + 1 }, before);
		this.#options.onChange();
	}

	/** Takes the last change back; null where there is none. */
	undo(): Change | null {
		if (!this.#options.mayChange()) return null;
		return this.#stack.undo((before) => this.#swap(before));
	}

	/** Does the change again that was undone last; null where there is none. */
	redo(): Change | null {
		if (!this.#options.mayChange()) return null;
		return this.#stack.redo((before) => this.#swap(before));
	}

	/** The list was replaced as a whole: nothing of what was before can be undone. */
	forget(): void {
		this.#stack.clear();
	}

	#arrangement(touched: readonly CellState[]): Arrangement {
		const { list, selection } = this.#options;
		const texts = touched.map((cell) => [cell, cell.source, cell.kind] as const);
		return { cells: list.all, texts, selected: selection.cells };
	}

	/** What runs stays, whatever the arrangement says: it is put at the end. */
	#swap(before: Arrangement): Arrangement {
		const { list, selection, onChange, onLeave } = this.#options;
		const now = this.#arrangement(before.texts.map(([cell]) => cell));
		const leaving = list.all.filter((cell) => !before.cells.includes(cell));
		const running = leaving.filter((cell) => cell.phase === 'running');
		for (const cell of leaving) if (cell.phase !== 'running') onLeave(cell);
		list.set([...before.cells, ...running]);
		for (const [cell, source, kind] of before.texts) {
			if (cell.source !== source) cell.replace(source);
			if (cell.kind !== kind) cell.turnInto(kind);
		}
		selection.selectGroup(list.inOrder(before.selected));
		onChange();
		return now;
	}
}
