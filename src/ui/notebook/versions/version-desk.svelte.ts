import type { CellState } from '#state/cells/cell.svelte.ts';
import type { DocumentSession } from '#state/documents/document-session.ts';

/** Which dialog about versions is open. */
export class VersionDesk {
	readonly session: DocumentSession;
	#isListOpen = $state.raw(false);
	#compared = $state.raw<CellState | null>(null);

	constructor(session: DocumentSession) {
		this.session = session;
	}

	get isListOpen(): boolean {
		return this.#isListOpen;
	}

	/** The cell that is compared with its lesson; null for none. */
	get compared(): CellState | null {
		return this.#compared;
	}

	/** Cells that the learner changed and whose text in the lesson is another one since. */
	get outdated(): readonly CellState[] {
		return this.session.notebook.cells.filter((cell) => cell.isOutdated);
	}

	openList(): void {
		this.#isListOpen = true;
	}

	compare(cell: CellState): void {
		this.#compared = cell;
	}

	close(): void {
		this.#isListOpen = false;
		this.#compared = null;
	}
}
