import type { CellState } from '#state/cells/cell.svelte.ts';
import type { NotebookState } from '#state/notebook.svelte.ts';

const EDGE = 60;
const SCROLL_STEP = 14;

/** A group of cells that a finger or mouse drags to another place of the list. */
export class CellDrag {
	/** The cell before which the group would be dropped; the string for the end of the list. */
	#target = $state.raw<CellState | 'end' | null>(null);
	#moved = $state.raw<readonly CellState[]>([]);
	#clientY = 0;
	#timer: ReturnType<typeof setInterval> | null = null;
	readonly #notebook: NotebookState;

	constructor(notebook: NotebookState) {
		this.#notebook = notebook;
	}

	get isDragging(): boolean {
		return this.#moved.length > 0;
	}

	/** Whether the group would be dropped before this cell, or, for null, at the end. */
	dropsBefore(cell: CellState | null): boolean {
		return this.#target === (cell ?? 'end');
	}

	/** Whether the cell is one of those that are dragged. */
	moves(cell: CellState): boolean {
		return this.#moved.includes(cell);
	}

	/** Begins on a cell's handle; a cell of a selected group takes the group with it. Keys and pointer end it. */
	begin(event: PointerEvent, cell: CellState): void {
		const handle = event.currentTarget;
		if (event.button !== 0 || !(handle instanceof HTMLElement)) return;
		const { selection } = this.#notebook;
		if (!selection.has(cell)) selection.select(cell);
		handle.setPointerCapture(event.pointerId);
		const over = new AbortController();
		const { signal } = over;
		const finish = (isDropped: boolean): void => {
			over.abort();
			this.#end(isDropped);
		};
		const move = (moving: PointerEvent): void => this.#move(moving.clientY, selection.cells);
		handle.addEventListener('pointermove', move, { signal });
		handle.addEventListener('pointerup', () => finish(true), { signal });
		handle.addEventListener('pointercancel', () => finish(false), { signal });
		const leave = (pressed: KeyboardEvent): void => {
			if (pressed.key === 'Escape') finish(false);
		};
		addEventListener('keydown', leave, { signal, capture: true });
		const frame = handle.closest('[data-cells]');
		this.#timer = setInterval(() => frame && this.#scroll(frame), 16);
	}

	#move(clientY: number, cells: readonly CellState[]): void {
		this.#moved = cells;
		this.#clientY = clientY;
		this.#target = this.#targetAt(clientY);
	}

	#targetAt(clientY: number): CellState | 'end' {
		const below = this.#notebook.cells.find((cell) => {
			const box = document.getElementById(`cell-${cell.id}`)?.getBoundingClientRect();
			return box !== undefined && clientY < box.top + box.height / 2;
		});
		return below ?? 'end';
	}

	#scroll(frame: Element): void {
		if (!this.isDragging) return;
		const { top, bottom } = frame.getBoundingClientRect();
		const up = this.#clientY < top + EDGE;
		if (!up && this.#clientY < bottom - EDGE) return;
		frame.scrollBy({ top: up ? -SCROLL_STEP : SCROLL_STEP });
		this.#target = this.#targetAt(this.#clientY);
	}

	#end(isDropped: boolean): void {
		if (this.#timer !== null) clearInterval(this.#timer);
		this.#timer = null;
		const target = this.#target;
		const moved = this.#moved;
		this.#target = null;
		this.#moved = [];
		if (!isDropped || target === null) return;
		const { cells, editing } = this.#notebook;
		const before = target === 'end' ? cells : cells.slice(0, cells.indexOf(target));
		editing.moveTo(moved, before.filter((cell) => !moved.includes(cell)).length);
	}
}
