import type { RunResult } from '#notebook/kernel/contract.ts';
import type { LessonCell } from '#notebook/lesson/lesson.ts';
import { ExerciseState } from './exercise.svelte.ts';
import { keepRun, type KeptRun } from './kept-run.ts';
import { OutputLog } from './output-log.svelte.ts';
import { sourceOf, type CellSeed } from './saved-notebook.ts';

/** How the last run of a cell ended. */
export interface CellRun extends RunResult {
	/** The [n] beside the cell. */
	readonly run: number;
	/** The kernel that it ran in, counted from 0: another one does not know its variables. {@link EARLIER_VISIT} too. */
	readonly kernel: number;
	/** What was run, to tell an edit afterwards. */
	readonly source: string;
}

/** The kernel of a run that an earlier visit left. */
export const EARLIER_VISIT = -1;

export type CellPhase = 'idle' | 'queued' | 'running' | 'skipped';

/** One cell of an open notebook. Only its {@link NotebookState} changes it. */
export class CellState {
	readonly id: string;
	readonly kind: 'markdown' | 'code';
	/** The lesson's cell; null for one that the learner added. */
	readonly origin: LessonCell | null;
	readonly outputs = new OutputLog();
	readonly exercise: ExerciseState | null;
	#source = $state.raw('');
	#phase = $state.raw<CellPhase>('idle');
	#lastRun = $state.raw<CellRun | null>(null);
	#startedAt = $state.raw(0);
	/** Replaced from outside (reset, solution): an editor that shows the cell must take the new text over. */
	#replacements = $state.raw(0);

	constructor(seed: CellSeed) {
		this.id = seed.id;
		this.origin = seed.origin;
		this.kind = seed.origin?.kind ?? 'code';
		const exercise = seed.origin?.kind === 'code' ? seed.origin.exercise : null;
		this.exercise = exercise ? new ExerciseState(exercise) : null;
		this.#source = seed.source;
	}

	get source(): string {
		return this.#source;
	}

	get phase(): CellPhase {
		return this.#phase;
	}

	get lastRun(): CellRun | null {
		return this.#lastRun;
	}

	/** Wall-clock milliseconds when the running run began. */
	get startedAt(): number {
		return this.#startedAt;
	}

	get replacements(): number {
		return this.#replacements;
	}

	/** Whether the text differs from the lesson's; always for a learner's own cell. */
	get isChanged(): boolean {
		return this.origin === null || this.#source !== sourceOf(this.origin);
	}

	type(source: string): void {
		this.#source = source;
	}

	replace(source: string): void {
		this.#source = source;
		this.#replacements++;
	}

	enqueue(): void {
		this.#phase = 'queued';
	}

	begin(at: number): void {
		this.#phase = 'running';
		this.#startedAt = at;
		this.outputs.renew();
	}

	end(run: CellRun): void {
		this.outputs.settle();
		this.#lastRun = run;
		this.#phase = 'idle';
	}

	/** Out of the queue without a run. */
	skip(): void {
		this.#phase = 'skipped';
	}

	rest(): void {
		this.#phase = 'idle';
	}

	/** Shows what an earlier visit left of its last run. */
	recall(kept: KeptRun): void {
		this.#lastRun = kept.run && { ...kept.run, kernel: EARLIER_VISIT };
		this.outputs.recall(kept.items, kept.leftOutBytes);
	}

	/** What to keep of its last run, or of one that has not ended; null where it never ran. Times in milliseconds. */
	keep(now: number): KeptRun | null {
		const outcome = this.exercise?.outcome ?? null;
		const run = this.#phase === 'running' ? this.#unfinishedRun(now) : this.#lastRun;
		if (!run && !outcome && this.outputs.items.length === 0) return null;
		return keepRun(run, this.outputs.items, outcome);
	}

	/** A page that is closed now ends the run. */
	#unfinishedRun(now: number): CellRun {
		const { defines = [], uses = [], run = 0 } = this.#lastRun ?? {};
		const durationMs = Math.max(0, now - this.#startedAt);
		const source = this.#source;
		return { status: 'interrupted', run, kernel: EARLIER_VISIT, source, defines, uses, durationMs };
	}

	/** As if it had never run. */
	forget(): void {
		this.#phase = 'idle';
		this.#lastRun = null;
		this.outputs.clear();
		this.exercise?.forget();
	}
}
