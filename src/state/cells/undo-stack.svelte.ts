/** What can be undone: how things stood before, and what was done then. */
export interface Step<What, Before> {
	readonly what: What;
	readonly before: Before;
}

/** Steps that can be undone, and those that were undone and can be done again. */
export class UndoStack<What, Before> {
	#past = $state.raw<readonly Step<What, Before>[]>([]);
	#future = $state.raw<readonly Step<What, Before>[]>([]);
	readonly #most: number;

	/** @param most steps that are kept; older ones are forgotten */
	constructor(most = 100) {
		this.#most = most;
	}

	/** The step that undo would take back. */
	get last(): What | null {
		return this.#past.at(-1)?.what ?? null;
	}

	get canUndo(): boolean {
		return this.#past.length > 0;
	}

	get canRedo(): boolean {
		return this.#future.length > 0;
	}

	/** Keeps a step that was done now; what was undone before is forgotten. */
	push(what: What, before: Before): void {
		this.#past = [...this.#past, { what, before }].slice(-this.#most);
		this.#future = [];
	}

	/** Takes the last step back: `swap` restores how things stood before and gives how they stand now. */
	undo(swap: (before: Before) => Before): What | null {
		const step = this.#past.at(-1);
		if (!step) return null;
		this.#past = this.#past.slice(0, -1);
		this.#future = [...this.#future, { what: step.what, before: swap(step.before) }];
		return step.what;
	}

	/** Does the step again that was undone last. */
	redo(swap: (before: Before) => Before): What | null {
		const step = this.#future.at(-1);
		if (!step) return null;
		this.#future = this.#future.slice(0, -1);
		this.#past = [...this.#past, { what: step.what, before: swap(step.before) }];
		return step.what;
	}

	clear(): void {
		this.#past = [];
		this.#future = [];
	}
}
