import type { CellState } from '../cells/cell.svelte.ts';

/** Cells that were started together: an error or a stop ends them together. */
export interface Batch {
	ran: number;
	errors: number;
	isStopped: boolean;
	readonly skipped: CellState[];
}

export interface Turn {
	readonly cell: CellState;
	/** Whether the check of its exercise runs too. */
	readonly check: boolean;
	/** Null for a cell that was started alone. */
	readonly batch: Batch | null;
	settle(): void;
}

/** A batch of which nothing has run yet. */
export function newBatch(): Batch {
	return { ran: 0, errors: 0, isStopped: false, skipped: [] };
}

/** The cells that wait for their turn; each bears the mark of it. */
export class RunQueue {
	#turns: Turn[] = [];
	readonly #onLength: (length: number) => void;

	constructor(onLength: (length: number) => void) {
		this.#onLength = onLength;
	}

	/** Resolves when the turn is over, with a run or without. */
	add(cell: CellState, check: boolean, batch: Batch | null): Promise<void> {
		cell.enqueue();
		return new Promise((settle) => {
			this.#turns.push({ cell, check, batch, settle });
			this.#onLength(this.#turns.length);
		});
	}

	next(): Turn | null {
		const turn = this.#turns.shift() ?? null;
		this.#onLength(this.#turns.length);
		return turn;
	}

	/** Takes turns out; their cells are marked as not run. */
	drop(isDropped: (turn: Turn) => boolean): void {
		const dropped = this.#turns.filter(isDropped);
		this.#turns = this.#turns.filter((turn) => !isDropped(turn));
		this.#onLength(this.#turns.length);
		for (const { cell, batch, settle } of dropped) {
			cell.skip();
			batch?.skipped.push(cell);
			settle();
		}
	}

	/** As {@link drop}, for all that wait, and says to their batches that they were stopped. */
	dropAll(): void {
		for (const { batch } of this.#turns) if (batch) batch.isStopped = true;
		this.drop(() => true);
	}
}
