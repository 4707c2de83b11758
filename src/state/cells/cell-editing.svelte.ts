import { cellClipboard } from './cell-clipboard.svelte.ts';
import { CellChanges, type Change, type ChangesOptions } from './cell-changes.svelte.ts';
import { CellState } from './cell.svelte.ts';
import { ownSeed } from '../documents/saved-notebook.ts';

/** A deleted cell. */
export interface BinnedCell {
	readonly cell: CellState;
	/** Wall-clock milliseconds since the epoch. */
	readonly at: number;
	/** Where it stood, from 0. */
	readonly place: number;
}

export interface EditingOptions extends ChangesOptions {
	/** An id that no cell of the notebook has or had. */
	readonly newId: () => string;
	readonly now: () => number;
}

/** What a learner does to the cells of a notebook. A running cell neither leaves the list nor changes its kind. */
export class CellEditing {
	readonly #options: EditingOptions;
	readonly #changes: CellChanges;
	#binned = $state.raw<readonly BinnedCell[]>([]);
	/** The deletion of which the page tells just now. */
	#deletion = $state.raw<Change | null>(null);

	constructor(options: EditingOptions) {
		this.#options = options;
		this.#changes = new CellChanges(options);
	}

	get canUndo(): boolean {
		return this.#changes.canUndo;
	}

	get canRedo(): boolean {
		return this.#changes.canRedo;
	}

	/** Whether cells were copied or cut. */
	get canPaste(): boolean {
		return cellClipboard.cells.length > 0;
	}

	/** The last deletion, as long as nothing else was changed and nobody dismissed it. */
	get deletion(): Change | null {
		return this.#deletion;
	}

	/** Cells deleted since the notebook was opened that are not back, the last one first. */
	get bin(): readonly BinnedCell[] {
		return this.#binned.filter(({ cell }) => !this.#options.list.has(cell));
	}

	dismissDeletion(): void {
		this.#deletion = null;
	}

	/** A new cell of the learner's own at a place from 0, selected. */
	addAt(place: number, kind: 'markdown' | 'code', source = ''): CellState {
		const added = new CellState(ownSeed(this.#options.newId(), kind, source));
		this.#change('add', [], [added], () => this.#insert(place, [added]));
		return added;
	}

	/** Takes cells out; what runs stays. */
	delete(cells: readonly CellState[]): void {
		const { list, mayChange, now } = this.#options;
		if (!mayChange()) return;
		const gone = list.inOrder(cells).filter((cell) => cell.phase !== 'running');
		if (gone.length === 0) return;
		const at = now();
		const binned = gone.map((cell) => ({ cell, at, place: list.placeOf(cell) }));
		const next = list.placeOf(gone[0]!);
		this.#change('delete', [], gone, () => {
			this.#remove(gone);
			this.#options.selection.select(list.all[Math.min(next, list.all.length - 1)] ?? null);
		});
		this.#binned = [...binned.toReversed(), ...this.#binned.filter(({ cell }) => !gone.includes(cell))];
		this.#deletion = this.#changes.last;
	}

	/** Brings a deleted cell back to its place; nothing where it is here. */
	restore(cell: CellState): void {
		const binned = this.bin.find((one) => one.cell === cell);
		if (binned) this.#change('restore', [], [cell], () => this.#insert(binned.place, [cell]));
	}

	/** Moves cells, together, so that the first stands at `place`, counted from 0 among those that are not moved. */
	moveTo(cells: readonly CellState[], place: number): void {
		const { list, selection } = this.#options;
		const moved = list.inOrder(cells);
		const others = list.all.filter((cell) => !moved.includes(cell));
		const order = others.toSpliced(Math.min(Math.max(0, place), others.length), 0, ...moved);
		if (moved.length === 0 || order.every((cell, i) => cell === list.all[i])) return;
		this.#change('move', [], moved, () => {
			list.set(order);
			selection.selectGroup(moved);
		});
	}

	/** Moves cells up (-1) or down (1) by one place. */
	move(cells: readonly CellState[], step: -1 | 1): void {
		const { list } = this.#options;
		const moved = list.inOrder(cells);
		if (moved.length > 0) this.moveTo(moved, list.placeOf(moved[0]!) + step);
	}

	/** Splits a cell in two at an offset of its text; blank lines around the cut go. The second half is selected. */
	split(cell: CellState, offset: number): CellState | null {
		const { list, newId, selection } = this.#options;
		if (!list.has(cell)) return null;
		const { source, kind } = cell;
		const head = source.slice(0, offset).replace(/\s+$/, '');
		const tail = source.slice(offset).replace(/^[^\S\n]*\n+/, '');
		const second = new CellState(ownSeed(newId(), kind, tail));
		this.#change('split', [cell], [cell], () => {
			cell.replace(head);
			this.#insert(list.placeOf(cell) + 1, [second]);
			selection.select(second);
		});
		return second;
	}

	/** Joins cells, in the order of the page and with an empty line between, into the first of them. */
	merge(cells: readonly CellState[]): void {
		const { list, selection } = this.#options;
		const [first, ...others] = list.inOrder(cells);
		if (!first || others.length === 0 || others.some((cell) => cell.phase === 'running')) return;
		const texts = [first, ...others].map((cell) => cell.source).filter((text) => text.trim() !== '');
		this.#change('merge', [first], [first, ...others], () => {
			first.replace(texts.join('\n\n'));
			this.#remove(others);
			selection.select(first);
		});
	}

	/** Makes code of text cells, or text of code cells. */
	turnInto(cells: readonly CellState[], kind: 'markdown' | 'code'): void {
		const turned = this.#options.list
			.inOrder(cells)
			.filter((cell) => cell.kind !== kind && cell.phase !== 'running');
		if (turned.length === 0) return;
		for (const cell of turned) this.#options.onLeave(cell);
		this.#change('turn', turned, turned, () => turned.forEach((cell) => cell.turnInto(kind)));
	}

	/** Gives cells other texts, as one step. */
	rewrite(texts: ReadonlyMap<CellState, string>): void {
		const cells = this.#options.list.inOrder([...texts.keys()]);
		const changed = cells.filter((cell) => texts.get(cell) !== cell.source);
		if (changed.length === 0) return;
		this.#change('rewrite', changed, changed, () => {
			for (const cell of changed) cell.replace(texts.get(cell) ?? '');
		});
	}

	copy(cells: readonly CellState[]): void {
		cellClipboard.copy(this.#options.list.inOrder(cells));
	}

	cut(cells: readonly CellState[]): void {
		const taken = this.#options.list.inOrder(cells).filter((cell) => cell.phase !== 'running');
		cellClipboard.cut(taken);
		this.delete(taken);
	}

	/** Puts what was copied or cut at a place from 0, selected; a cell that was cut here comes back itself. */
	paste(place: number): readonly CellState[] {
		const { list, newId } = this.#options;
		const pasted = cellClipboard.cells.map(({ kind, source, cut }) => {
			const isOurs = cut !== null && this.#binned.some((one) => one.cell === cut) && !list.has(cut);
			return isOurs ? cut : new CellState(ownSeed(newId(), kind, source));
		});
		if (pasted.length > 0) this.#change('paste', [], pasted, () => this.#insert(place, pasted));
		return pasted;
	}

	/** Takes the last change back; null where there is none. */
	undo(): Change | null {
		this.#deletion = null;
		return this.#changes.undo();
	}

	/** Does the change again that was undone last; null where there is none. */
	redo(): Change | null {
		this.#deletion = null;
		return this.#changes.redo();
	}

	/** The list was replaced as a whole: nothing of what was before can be undone. */
	forget(): void {
		this.#changes.forget();
		this.#deletion = null;
	}

	#change(
		kind: Change['kind'],
		touched: readonly CellState[],
		about: readonly CellState[],
		act: () => void
	): void {
		this.#changes.make(kind, touched, about, act);
		this.#deletion = null;
	}

	#insert(place: number, cells: readonly CellState[]): void {
		const { list, selection } = this.#options;
		list.set(list.all.toSpliced(Math.min(Math.max(0, place), list.all.length), 0, ...cells));
		selection.selectGroup(cells);
	}

	#remove(cells: readonly CellState[]): void {
		const { list, onLeave } = this.#options;
		for (const cell of cells) onLeave(cell);
		list.set(list.all.filter((cell) => !cells.includes(cell)));
	}
}
