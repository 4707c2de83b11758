import type { NotebookCopy, NotebookHead, NotebookKey } from '#notebook/document/notebook-copy.ts';
import type { Lesson } from '#notebook/lesson/lesson.ts';
import { Autosave, type SaveStatus } from './documents/autosave.svelte.ts';
import { CellEditing } from './cells/cell-editing.svelte.ts';
import { CellList } from './cells/cell-list.svelte.ts';
import { CellStatuses, type CellStatus, type StaleNote } from './cells/cell-status.svelte.ts';
import { CellState } from './cells/cell.svelte.ts';
import type { KernelLike } from './runs/kernel-like.ts';
import type { NotebookAccess } from './documents/notebook-access.svelte.ts';
import { NotebookRuns } from './runs/notebook-runs.svelte.ts';
import { RunKeeper, type RunChanges } from './runs/run-keeper.ts';
import { RunnerState } from './runs/runner.svelte.ts';
import type { NotebookSource } from './documents/notebook-source.ts';
import { layOver, sourceOf, takeDown } from './documents/saved-notebook.ts';
import { CellSelection } from './cells/selection.svelte.ts';

export interface NotebookOptions {
	readonly source: NotebookSource;
	readonly access: NotebookAccess;
	readonly kernel: KernelLike;
	/** Stores the learner's copy; a rejection is shown and tried again. */
	readonly saveDocument: (copy: NotebookCopy) => Promise<void>;
	/** Stores what cells show; a rejection is shown and tried again. */
	readonly saveRuns: (changes: RunChanges) => Promise<void>;
	/** Wall clock in milliseconds since the epoch. */
	readonly now: () => number;
}

/** An open notebook, a lesson or the learner's own: its cells, the learner's changes to them, and the runner. */
export class NotebookState {
	readonly key: NotebookKey;
	/** Null for a notebook of the learner's own. */
	readonly lesson: Lesson | null;
	readonly access: NotebookAccess;
	readonly runner: RunnerState;
	/** What runs, and in which order. */
	readonly runs: NotebookRuns;
	/** Changes of the list of cells, with undo. */
	readonly editing: CellEditing;
	readonly selection: CellSelection;
	readonly #list: CellList;
	readonly #statuses: CellStatuses;
	#canvas = { width: 720, dark: false };
	#added = 0;
	#head = $state.raw<NotebookHead | null>(null);
	readonly #autosave: Autosave;
	readonly #keeper: RunKeeper;
	readonly #now: () => number;

	constructor({ source, access, kernel, saveDocument, saveRuns, now }: NotebookOptions) {
		const { key, lesson, copy } = source;
		this.key = key;
		this.lesson = lesson;
		this.access = access;
		this.#head = lesson ? null : (copy?.head ?? { title: '', metadata: {}, frame: null });
		this.#now = now;
		this.#list = new CellList(layOver(lesson?.cells ?? [], copy).map((seed) => new CellState(seed)));
		this.selection = new CellSelection(this.#list);
		this.#recall(source);
		this.#autosave = new Autosave(() => saveDocument(this.document()), now, copy?.savedAt ?? null);
		this.#keeper = new RunKeeper(saveRuns, now);
		this.runner = new RunnerState({
			kernel,
			now,
			canvas: () => this.#canvas,
			place: (cell) => ({ number: this.numberOf(cell), total: this.#list.all.length }),
			mayRun: () => this.#mayRun(),
			onRun: (cell) => this.#keeper.touch(cell)
		});
		this.#statuses = new CellStatuses(this.#list, this.runner);
		this.runs = new NotebookRuns({
			list: this.#list,
			statuses: this.#statuses,
			runner: this.runner,
			onRun: (cell) => this.#keeper.touch(cell)
		});
		this.editing = this.#openEditing();
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
		if (!this.#head || title.trim() === this.#head.title || !this.#mayWrite()) return;
		this.#head = { ...this.#head, title: title.trim() };
		this.#autosave.touch();
	}

	get cells(): readonly CellState[] {
		return this.#list.all;
	}

	/** The active cell: of several that are selected, the one that was reached last. */
	get selected(): CellState | null {
		return this.selection.active;
	}

	get saveStatus(): SaveStatus {
		const runs = this.#keeper.status;
		return runs.kind === 'failed' ? runs : this.#autosave.status;
	}

	/** Exercises passed and exercises there are. */
	get progress(): { readonly passed: number; readonly total: number } {
		const exercises = this.#list.all.flatMap((cell) => cell.exercise ?? []);
		return { passed: exercises.filter((one) => one.hasPassed).length, total: exercises.length };
	}

	/** The number of a cell on the page, from 1. */
	numberOf(cell: CellState): number {
		return this.#list.placeOf(cell) + 1;
	}

	statusOf(cell: CellState): CellStatus {
		return this.#statuses.of(cell);
	}

	/** Why a cell is stale; null where it is not. */
	whyStale(cell: CellState): StaleNote | null {
		return this.#statuses.whyStale(cell);
	}

	/** Tells the runner how wide a plot may be, and the theme; it holds for the runs that begin after. */
	setCanvas(width: number, dark: boolean): void {
		this.#canvas = { width: Math.max(240, Math.round(width)), dark };
	}

	/** Selects one cell alone; one that is among several selected ones stays so. */
	select(cell: CellState | null): void {
		if (cell === null || !this.selection.has(cell)) this.selection.select(cell);
	}

	/** The cell so many places away, at most the first or last. */
	neighbour(cell: CellState, step: number): CellState | null {
		return this.#list.neighbour(cell, step);
	}

	type(cell: CellState, source: string): void {
		if (source === cell.source || !this.#mayWrite()) return;
		cell.type(source);
		this.#autosave.touch();
	}

	run(cell: CellState): Promise<void> {
		return this.runs.run([cell]);
	}

	runAll(): Promise<void> {
		return this.runs.runAll();
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
		if (!this.#mayWrite()) return;
		cell.exercise?.hint();
		this.#autosave.touch();
	}

	/** Back to the lesson's text; a learner's own cell becomes empty. */
	resetCell(cell: CellState): void {
		if (!this.#mayWrite()) return;
		cell.replace(cell.origin ? sourceOf(cell.origin) : '');
		cell.exercise?.forget();
		this.#keeper.touch(cell);
		this.#autosave.touch();
	}

	/** Gives cells other texts, as replacing and formatting do; one step that can be undone. */
	rewrite(texts: ReadonlyMap<CellState, string>): void {
		this.editing.rewrite(texts);
	}

	useSolution(cell: CellState): void {
		if (!cell.exercise?.maySeeSolution || !this.#mayWrite()) return;
		cell.replace(cell.exercise.solution);
		this.#autosave.touch();
	}

	/** A new cell below `cell` (null: at the top), selected. */
	addBelow(cell: CellState | null, kind: 'markdown' | 'code' = 'code'): CellState {
		return this.editing.addAt(cell ? this.#list.placeOf(cell) + 1 : 0, kind);
	}

	/** The lesson as it was written: the learner's texts, outputs and own cells go, passed exercises stay. */
	async resetLesson(): Promise<void> {
		if (!this.#mayWrite()) return;
		await this.runner.stop();
		const passed = this.#list.all.filter((cell) => cell.exercise?.hasPassed).map((cell) => cell.id);
		this.#forgetRuns();
		this.#list.set(layOver(this.lesson?.cells ?? [], null).map((seed) => new CellState(seed)));
		for (const { id, exercise } of this.#list.all) exercise?.recall(passed.includes(id), 0);
		this.editing.forget();
		this.selection.select(null);
		this.#autosave.touch();
	}

	/** The learner's copy as it is to be stored. */
	document(): NotebookCopy {
		return takeDown(this.lesson?.cells ?? [], this.#list.all, this.#head, this.#now());
	}

	/** Saves at once what is unsaved. */
	async save(): Promise<void> {
		await Promise.all([this.#autosave.flush(), this.#keeper.flush()]);
	}

	/** Decides what a cell says that the learner and the lesson's author both changed. */
	settle(cell: CellState, text: string): void {
		if (!this.#mayWrite()) return;
		cell.settle(text);
		this.#autosave.touch();
	}

	/** Stands from now on as `source` says: as another tab left it, or as it was in an earlier version. */
	become(source: NotebookSource): void {
		const { copy } = source;
		// eslint-disable-next-line svelte/prefer-svelte-reactivity -- lives as long as this call
		const here = new Map(this.#list.all.map((cell) => [cell.id, cell]));
		const cells = layOver(this.lesson?.cells ?? [], copy).map((seed) => {
			const cell = here.get(seed.id);
			if (!cell || cell.origin !== seed.origin) return new CellState(seed);
			cell.turnInto(seed.kind);
			if (cell.source !== seed.source) cell.replace(seed.source);
			return cell;
		});
		const chosen = this.selected;
		this.#list.set(cells);
		this.editing.forget();
		this.selection.select(chosen && cells.includes(chosen) ? chosen : null);
		if (!this.lesson) this.#head = copy?.head ?? this.#head;
		this.#recall(source);
	}

	/** The notebook was changed in another way than by its own methods, e.g. by going back to an earlier version. */
	touch(): void {
		this.#autosave.touch();
	}

	/** Saves what is unsaved and ends the kernel. */
	async close(): Promise<void> {
		this.runner.close();
		await Promise.all([this.#autosave.close(), this.#keeper.close()]);
	}

	#recall({ copy, runs }: NotebookSource): void {
		for (const cell of this.#list.all) {
			const kept = runs.get(cell.id);
			if (kept) cell.recall(kept);
			const passed = copy?.passed.includes(cell.id) ?? false;
			cell.exercise?.recall(passed, copy?.hints[cell.id] ?? 0, kept?.outcome ?? null);
		}
	}

	/** Whether cells may be changed by hand; where not, the page tells why. */
	mayType(): boolean {
		return this.#mayWrite();
	}

	#mayWrite(): boolean {
		if (!this.access.mayWrite) this.access.refuse();
		return this.access.mayWrite;
	}

	#mayRun(): boolean {
		if (!this.access.mayRun) this.access.refuse();
		return this.access.mayRun;
	}

	#forgetRuns(): void {
		for (const cell of this.#list.all) {
			cell.forget();
			this.#keeper.touch(cell);
		}
	}

	#openEditing(): CellEditing {
		return new CellEditing({
			list: this.#list,
			selection: this.selection,
			newId: () => `own-${this.#now().toString(36)}-${++this.#added}`,
			mayChange: () => this.#mayWrite(),
			onLeave: (cell) => this.runner.drop(cell),
			onChange: () => this.#autosave.touch(),
			now: this.#now
		});
	}
}
