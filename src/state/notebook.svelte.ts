import type { NotebookCopy, NotebookHead, NotebookKey } from '#notebook/document/notebook-copy.ts';
import type { Lesson } from '#notebook/lesson/lesson.ts';
import { Autosave, type SaveStatus } from './autosave.svelte.ts';
import { CellState, EARLIER_VISIT } from './cell.svelte.ts';
import type { KernelLike } from './kernel-like.ts';
import { RunKeeper, type RunChanges } from './run-keeper.ts';
import { RunnerState } from './runner.svelte.ts';
import type { NotebookSource } from './notebook-source.ts';
import { layOver, ownSeed, sourceOf, takeDown } from './saved-notebook.ts';
import { staleCells, type StaleReason } from './staleness.ts';

export interface NotebookOptions {
	readonly source: NotebookSource;
	readonly kernel: KernelLike;
	/** Stores the learner's copy; a rejection is shown and tried again. */
	readonly saveDocument: (copy: NotebookCopy) => Promise<void>;
	/** Stores what cells show; a rejection is shown and tried again. */
	readonly saveRuns: (changes: RunChanges) => Promise<void>;
	/** Wall clock in milliseconds since the epoch. */
	readonly now: () => number;
}

/** What a cell's mark says. */
export type CellStatus =
	'fresh' | 'queued' | 'running' | 'skipped' | 'evaluated' | 'stale' | 'error' | 'aborted';

interface Deletion {
	readonly cell: CellState;
	readonly index: number;
	/** Bears its number no longer, so the toast keeps it. */
	readonly number: number;
}

/** An open notebook, a lesson or the learner's own: its cells, the learner's changes to them, and the runner. */
export class NotebookState {
	readonly key: NotebookKey;
	/** Null for a notebook of the learner's own. */
	readonly lesson: Lesson | null;
	readonly runner: RunnerState;
	#cells = $state.raw<readonly CellState[]>([]);
	#selected = $state.raw<CellState | null>(null);
	#deletion = $state.raw<Deletion | null>(null);
	#canvas = { width: 720, dark: false };
	#added = 0;
	#head = $state.raw<NotebookHead | null>(null);
	readonly #autosave: Autosave;
	readonly #keeper: RunKeeper;
	readonly #now: () => number;
	readonly #stale = $derived.by(() => this.#judgeStaleness());

	constructor({ source, kernel, saveDocument, saveRuns, now }: NotebookOptions) {
		const { key, lesson, copy, runs } = source;
		this.key = key;
		this.lesson = lesson;
		this.#head = lesson ? null : (copy?.head ?? { title: '', metadata: {}, frame: null });
		this.#now = now;
		this.#cells = layOver(lesson?.cells ?? [], copy).map((seed) => new CellState(seed));
		for (const cell of this.#cells) {
			const kept = runs.get(cell.id);
			if (kept) cell.recall(kept);
			const passed = copy?.passed.includes(cell.id) ?? false;
			cell.exercise?.recall(passed, copy?.hints[cell.id] ?? 0, kept?.outcome ?? null);
		}
		this.#autosave = new Autosave(() => saveDocument(this.document()), now, copy?.savedAt ?? null);
		this.#keeper = new RunKeeper(saveRuns, now);
		this.runner = new RunnerState({
			kernel,
			now,
			canvas: () => this.#canvas,
			place: (cell) => ({ number: this.numberOf(cell), total: this.#cells.length }),
			onRun: (cell) => this.#keeper.touch(cell)
		});
	}

	/** The lesson's title, or the one that the learner gave; empty for a notebook without a name yet. */
	get title(): string {
		return this.lesson?.title ?? this.#head?.title ?? '';
	}

	/** Title and metadata of the learner's own notebook; null over a lesson. */
	get head(): NotebookHead | null {
		return this.#head;
	}

	/** Gives the learner's own notebook another name; a lesson keeps its own. */
	rename(title: string): void {
		if (!this.#head || title.trim() === this.#head.title) return;
		this.#head = { ...this.#head, title: title.trim() };
		this.#autosave.touch();
	}

	get cells(): readonly CellState[] {
		return this.#cells;
	}

	get selected(): CellState | null {
		return this.#selected;
	}

	/** The last deletion that can still be undone. */
	get deletion(): { readonly number: number } | null {
		return this.#deletion;
	}

	get saveStatus(): SaveStatus {
		const runs = this.#keeper.status;
		return runs.kind === 'failed' ? runs : this.#autosave.status;
	}

	/** Exercises passed and exercises there are. */
	get progress(): { readonly passed: number; readonly total: number } {
		const exercises = this.#cells.flatMap((cell) => cell.exercise ?? []);
		return { passed: exercises.filter((one) => one.hasPassed).length, total: exercises.length };
	}

	/** The number of a cell on the page, from 1. */
	numberOf(cell: CellState): number {
		return this.#cells.indexOf(cell) + 1;
	}

	statusOf(cell: CellState): CellStatus {
		if (cell.phase !== 'idle') return cell.phase;
		const run = cell.lastRun;
		if (!run) return 'fresh';
		if (run.status === 'error') return 'error';
		if (run.status === 'interrupted') return 'aborted';
		if (run.kernel !== this.runner.kernelNumber || this.#stale.has(cell.id)) return 'stale';
		return 'evaluated';
	}

	/** Why a cell is stale, one sentence; null where it is not. */
	whyStale(cell: CellState): string | null {
		if (this.statusOf(cell) !== 'stale') return null;
		const reason = this.#stale.get(cell.id);
		if (reason) return this.#sentenceOn(reason);
		return cell.lastRun?.kernel === EARLIER_VISIT
			? 'This ran in an earlier visit; the kernel has started anew since.'
			: 'The kernel was restarted since this ran.';
	}

	/** Tells the runner how wide a plot may be, and the theme; it holds for the runs that begin after. */
	setCanvas(width: number, dark: boolean): void {
		this.#canvas = { width: Math.max(240, Math.round(width)), dark };
	}

	select(cell: CellState | null): void {
		this.#selected = cell;
	}

	/** The cell so many places away, at most the first or last. */
	neighbour(cell: CellState, step: number): CellState | null {
		const at = this.#cells.indexOf(cell);
		if (at < 0) return null;
		return this.#cells[Math.min(Math.max(at + step, 0), this.#cells.length - 1)] ?? null;
	}

	type(cell: CellState, source: string): void {
		if (source === cell.source) return;
		cell.type(source);
		this.#autosave.touch();
	}

	run(cell: CellState): Promise<void> {
		return cell.isRunnable ? this.runner.run(cell) : Promise.resolve();
	}

	runAll(): Promise<void> {
		return this.runner.runAll(this.#cells.filter((cell) => cell.isRunnable));
	}

	/** Runs the cell of an exercise and its check; an untouched starter is not judged. */
	async checkAnswer(cell: CellState): Promise<void> {
		const { exercise } = cell;
		if (!exercise) return;
		if (!cell.isChanged) {
			exercise.judge({ kind: 'not attempted' });
			this.#keeper.touch(cell);
			return;
		}
		const hadPassed = exercise.hasPassed;
		await this.runner.run(cell, true);
		if (exercise.hasPassed !== hadPassed) this.#autosave.touch();
	}

	showHint(cell: CellState): void {
		cell.exercise?.hint();
		this.#autosave.touch();
	}

	/** Back to the lesson's text; a learner's own cell becomes empty. */
	resetCell(cell: CellState): void {
		cell.replace(cell.origin ? sourceOf(cell.origin) : '');
		cell.exercise?.forget();
		this.#keeper.touch(cell);
		this.#autosave.touch();
	}

	useSolution(cell: CellState): void {
		if (!cell.exercise?.maySeeSolution) return;
		cell.replace(cell.exercise.solution);
		this.#autosave.touch();
	}

	/** A new code cell below `cell` (null: at the top), selected. */
	addBelow(cell: CellState | null): CellState {
		const id = `own-${this.#now().toString(36)}-${++this.#added}`;
		const added = new CellState(ownSeed(id, 'code'));
		this.#cells = this.#cells.toSpliced(cell ? this.#cells.indexOf(cell) + 1 : 0, 0, added);
		this.#selected = added;
		this.#autosave.touch();
		return added;
	}

	/** Takes a cell out; a running one stays. */
	delete(cell: CellState): void {
		const index = this.#cells.indexOf(cell);
		if (index < 0 || cell.phase === 'running') return;
		this.runner.drop(cell);
		this.#deletion = { cell, index, number: index + 1 };
		this.#cells = this.#cells.toSpliced(index, 1);
		this.#selected = this.#cells[Math.min(index, this.#cells.length - 1)] ?? null;
		this.#autosave.touch();
	}

	/** Puts the last deleted cell back where it was; returns it. */
	undoDelete(): CellState | null {
		const undone = this.#deletion;
		if (!undone) return null;
		this.#cells = this.#cells.toSpliced(Math.min(undone.index, this.#cells.length), 0, undone.cell);
		this.#deletion = null;
		this.#selected = undone.cell;
		this.#autosave.touch();
		return undone.cell;
	}

	/** The deletion is final as far as the toast goes. */
	dismissDeletion(): void {
		this.#deletion = null;
	}

	/** The lesson as it was written: the learner's texts, outputs and own cells go, passed exercises stay. */
	async resetLesson(): Promise<void> {
		await this.runner.stop();
		const passed = this.#cells.filter((cell) => cell.exercise?.hasPassed).map((cell) => cell.id);
		this.#forgetRuns();
		this.#cells = layOver(this.lesson?.cells ?? [], null).map((seed) => new CellState(seed));
		for (const { id, exercise } of this.#cells) exercise?.recall(passed.includes(id), 0);
		this.#deletion = null;
		this.#selected = null;
		this.#autosave.touch();
	}

	/** The learner's copy as it is to be stored. */
	document(): NotebookCopy {
		return takeDown(this.lesson?.cells ?? [], this.#cells, this.#head, this.#now());
	}

	/** Saves what is unsaved and ends the kernel. */
	async close(): Promise<void> {
		this.runner.close();
		await Promise.all([this.#autosave.close(), this.#keeper.close()]);
	}

	#forgetRuns(): void {
		for (const cell of this.#cells) {
			cell.forget();
			this.#keeper.touch(cell);
		}
	}

	#judgeStaleness(): ReadonlyMap<string, StaleReason> {
		const kernel = this.runner.kernelNumber;
		return staleCells(
			this.#cells.map(({ id, source, lastRun }) => ({
				id,
				run: lastRun?.kernel === kernel && lastRun.status === 'ok' ? lastRun.run : null,
				defines: lastRun?.defines ?? [],
				uses: lastRun?.uses ?? [],
				edited: lastRun !== null && lastRun.source !== source
			}))
		);
	}

	#sentenceOn(reason: StaleReason): string {
		if (reason.why === 'edited') return 'Changed since it ran.';
		const definer = this.#cells.find((cell) => cell.id === reason.by);
		const where = definer ? ` in cell ${this.numberOf(definer)}` : '';
		return `\`${reason.name}\` has changed${where} since this ran.`;
	}
}
