import { Autosave, type SaveStatus } from '../documents/autosave.svelte.ts';
import type { CellState } from '../cells/cell.svelte.ts';
import type { KeptRun } from './kept-run.ts';
import type { OutputItem } from '../outputs/output-log.svelte.ts';

/** What to store of cells' runs, by cell id; null where a run is to be forgotten. */
export type RunChanges = ReadonlyMap<string, KeptRun | null>;

/**
 * Stores what the cells show soon after it changed, so that a reload or a killed tab takes no output away. Of a cell
 * that still runs, what it has shown so far is stored again and again.
 */
export class RunKeeper {
	readonly #write: (changes: RunChanges) => Promise<void>;
	readonly #now: () => number;
	readonly #autosave: Autosave;
	readonly #touched = new Set<CellState>();
	/** Of the cells that still run: what was stored of them last. */
	readonly #written = new WeakMap<CellState, readonly OutputItem[]>();

	/** @param now wall-clock milliseconds since the epoch */
	constructor(write: (changes: RunChanges) => Promise<void>, now: () => number) {
		this.#write = write;
		this.#now = now;
		this.#autosave = new Autosave(() => this.#store(), now, null);
	}

	/** Whether what was touched is stored; a failed attempt is repeated. */
	get status(): SaveStatus {
		return this.#autosave.status;
	}

	/** A cell's run began, went on, ended, was judged or forgotten. */
	touch(cell: CellState): void {
		this.#touched.add(cell);
		this.#autosave.touch();
	}

	/** Stores at once what was touched. */
	flush(): Promise<void> {
		return this.#autosave.flush();
	}

	/** Stores what is left and stops listening. */
	close(): Promise<void> {
		return this.#autosave.close();
	}

	async #store(): Promise<void> {
		const cells = [...this.#touched];
		const changed = cells.filter((cell) => !this.#isStored(cell));
		this.#touched.clear();
		try {
			if (changed.length > 0) await this.#write(this.#changes(changed));
		} catch (error) {
			for (const cell of cells) this.#touched.add(cell);
			throw error;
		}
		for (const cell of changed) if (cell.phase === 'running') this.#written.set(cell, cell.outputs.items);
		for (const cell of cells) if (cell.phase === 'running') this.touch(cell);
	}

	/** A run that goes on and has shown nothing new. */
	#isStored(cell: CellState): boolean {
		return cell.phase === 'running' && this.#written.get(cell) === cell.outputs.items;
	}

	#changes(cells: readonly CellState[]): RunChanges {
		return new Map(cells.map((cell) => [cell.id, cell.keep(this.#now())]));
	}
}
