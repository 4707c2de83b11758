import type { CellList } from '../cells/cell-list.svelte.ts';
import type { CellState } from '../cells/cell.svelte.ts';
import type { CellStatuses } from '../cells/cell-status.svelte.ts';
import type { OutputItem } from '../outputs/output-log.svelte.ts';
import { outputText } from './reproduction.ts';
import { neededAbove } from './run-plans.ts';
import type { RunnerState } from './runner.svelte.ts';
import { sectionAt } from '../cells/sections.ts';

/** Whether a restart and a run of all cells gave the same outputs as before. */
export interface Reproduction {
	/** Cells that had an output before and ran again. */
	readonly compared: number;
	readonly different: readonly DifferentOutput[];
	/** False where an error or a stop ended the run before its end. */
	readonly isComplete: boolean;
}

/** A cell that shows something else than before. */
export interface DifferentOutput {
	readonly cell: CellState;
	readonly before: readonly OutputItem[];
	readonly after: readonly OutputItem[];
}

export interface RunsOptions {
	readonly list: CellList;
	readonly statuses: CellStatuses;
	readonly runner: RunnerState;
	/** What is kept of a cell's run is to be stored anew. */
	readonly onRun: (cell: CellState) => void;
}

/** Which cells of a notebook run, and in which order: always that of the page, up to the first error. */
export class NotebookRuns {
	#reproduction = $state.raw<Reproduction | null>(null);
	readonly #options: RunsOptions;

	constructor(options: RunsOptions) {
		this.#options = options;
	}

	/** The outcome of the last {@link restartAndRunAll}, until the next one begins or the learner lets it go. */
	get reproduction(): Reproduction | null {
		return this.#reproduction;
	}

	forgetReproduction(): void {
		this.#reproduction = null;
	}

	/** Runs these cells; one alone as such, several as a batch. */
	async run(cells: readonly CellState[]): Promise<void> {
		const runnable = this.#options.list.inOrder(cells).filter((cell) => cell.isRunnable);
		if (runnable.length === 1) await this.#options.runner.run(runnable[0]!);
		else if (runnable.length > 1) await this.#options.runner.runAll(runnable);
	}

	async runAll(): Promise<void> {
		await this.#runFromTo(0, Infinity);
	}

	/** All before a cell, without it. */
	async runAbove(cell: CellState): Promise<void> {
		await this.#runFromTo(0, this.#options.list.placeOf(cell));
	}

	/** A cell and all after it. */
	async runBelow(cell: CellState): Promise<void> {
		await this.#runFromTo(this.#options.list.placeOf(cell), Infinity);
	}

	/** The cells of the section in which a cell stands, as headings bound it. */
	async runSection(cell: CellState): Promise<void> {
		const { list } = this.#options;
		const { from, to } = sectionAt(list.all, list.placeOf(cell));
		await this.#runFromTo(from, to);
	}

	async runStale(): Promise<void> {
		await this.#runBatch(this.stale);
	}

	/** In the order of the page. */
	get stale(): readonly CellState[] {
		const { list, statuses } = this.#options;
		return list.all.filter((cell) => cell.isRunnable && statuses.of(cell) === 'stale');
	}

	/**
	 * A cell, and before it those above that it needs: that define what it uses and have not run or no longer hold, and what
	 * these need in turn.
	 */
	async runNeeded(cell: CellState): Promise<void> {
		const { cellNames } = await import('#notebook/compile/cell-names.ts');
		const { list, statuses } = this.#options;
		const code = list.all.filter((one) => one.isRunnable);
		const at = code.indexOf(cell);
		if (at < 0) return;
		const planned = code.map((one) => ({
			...(cellNames(one.source) ?? { defines: [], uses: [] }),
			holds: statuses.of(one) === 'evaluated'
		}));
		await this.#runBatch(neededAbove(planned, at).map((place) => code[place]!));
	}

	/** Runs again, in the order of the page, what had run in the kernel that was lost. */
	async runLost(): Promise<void> {
		const { runner, list } = this.#options;
		const lost = list.inOrder(runner.loss?.cells ?? []);
		runner.forgetLoss();
		await this.#runBatch(lost);
	}

	/** Runs everything in a new kernel and says whether the outputs are those of before. */
	async restartAndRunAll(): Promise<void> {
		const { list, runner } = this.#options;
		this.#reproduction = null;
		const before = list.all
			.filter((cell) => cell.isRunnable && cell.outputs.items.length > 0)
			.map((cell) => ({ cell, items: cell.outputs.items }));
		if (!(await runner.restart())) return;
		const kernel = runner.kernelNumber;
		const isComplete = await this.#runFromTo(0, Infinity);
		const again = before.filter(({ cell }) => cell.lastRun?.kernel === kernel && list.has(cell));
		const different = again
			.filter(({ cell, items }) => outputText(items) !== outputText(cell.outputs.items))
			.map(({ cell, items }) => ({ cell, before: items, after: cell.outputs.items }));
		this.#reproduction = { compared: again.length, different, isComplete };
	}

	/** Takes the outputs away; the variables stay, and so does what is known of the runs. */
	clearOutputs(cells: readonly CellState[]): void {
		for (const cell of cells) {
			cell.outputs.clear();
			this.#options.onRun(cell);
		}
	}

	#runFromTo(from: number, to: number): Promise<boolean> {
		return this.#runBatch(this.#options.list.all.slice(Math.max(0, from), Math.max(0, to)));
	}

	#runBatch(cells: readonly CellState[]): Promise<boolean> {
		return this.#options.runner.runAll(cells.filter((cell) => cell.isRunnable));
	}
}
