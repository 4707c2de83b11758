import type { DocumentCell } from '#notebook/document/notebook-document.ts';
import type { RunResult } from '#notebook/kernel/contract.ts';
import type { LessonCell } from '#notebook/lesson/lesson.ts';
import { ExerciseState } from './exercise.svelte.ts';
import { keepRun, type KeptRun } from '../runs/kept-run.ts';
import { fileItems } from '../outputs/file-outputs.ts';
import { OutputLog, type OutputItem } from '../outputs/output-log.svelte.ts';
import { sourceOf, type CellSeed } from '../documents/saved-notebook.ts';

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
	#kind = $state.raw<'markdown' | 'code'>('code');
	/** The lesson's cell; null for one that the learner added. */
	readonly origin: LessonCell | null;
	/** What a file brought besides the text; null for a cell of a lesson and for one made here. */
	readonly document: DocumentCell | null;
	/** `ts` and `js` can be run; anything else that a file brought (`python`, `raw`) is shown and kept. */
	readonly language: string;
	readonly outputs = new OutputLog();
	readonly exercise: ExerciseState | null;
	#source = $state.raw('');
	#base = $state.raw<string | null>(null);
	readonly #fromFile: readonly OutputItem[];
	#phase = $state.raw<CellPhase>('idle');
	#lastRun = $state.raw<CellRun | null>(null);
	#startedAt = $state.raw(0);
	#isFolded = $state.raw(false);
	/** Replaced from outside (reset, solution): an editor that shows the cell must take the new text over. */
	#replacements = $state.raw(0);

	constructor(seed: CellSeed) {
		this.id = seed.id;
		this.origin = seed.origin;
		this.#kind = seed.kind;
		this.document = seed.document;
		this.language = languageOf(seed);
		const exercise = seed.origin?.kind === 'code' ? seed.origin.exercise : null;
		this.exercise = exercise ? new ExerciseState(exercise) : null;
		this.#source = seed.source;
		this.#base = seed.base;
		this.#fromFile = fileItems(seed.document);
	}

	get kind(): 'markdown' | 'code' {
		return this.#kind;
	}

	get source(): string {
		return this.#source;
	}

	/** The lesson's text from which the learner set out; null for an unchanged cell and for their own. */
	get base(): string | null {
		return this.#base;
	}

	/** Its outputs; as long as it has not run here, those that a file brought. */
	get shown(): readonly OutputItem[] {
		const { items } = this.outputs;
		return items.length > 0 || this.#lastRun || this.#phase === 'running' ? items : this.#fromFile;
	}

	/** Whether the learner changed it and the lesson was changed since, too: both texts wait for a decision. */
	get isOutdated(): boolean {
		if (!this.origin || this.#base === null) return false;
		return this.isChanged && this.#base !== sourceOf(this.origin);
	}

	/** Whether a kernel can run it. */
	get isRunnable(): boolean {
		return this.kind === 'code' && (this.language === 'ts' || this.language === 'js');
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
		this.#settleBase();
	}

	replace(source: string): void {
		this.#source = source;
		this.#replacements++;
		this.#settleBase();
	}

	/** Whether the output is folded away. */
	get isFolded(): boolean {
		return this.#isFolded;
	}

	toggleOutput(): void {
		this.#isFolded = !this.#isFolded;
	}

	/** Makes text of code or code of text; what it showed goes. */
	turnInto(kind: 'markdown' | 'code'): void {
		if (kind === this.#kind) return;
		this.#kind = kind;
		this.#phase = 'idle';
		this.#lastRun = null;
		this.outputs.clear();
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

	/** Goes on with this text, as one set out from the lesson of today. */
	settle(source: string): void {
		if (!this.origin) return;
		this.#base = sourceOf(this.origin);
		if (source !== this.#source) this.replace(source);
		else this.#settleBase();
	}

	#settleBase(): void {
		if (!this.origin) return;
		this.#base = this.isChanged ? (this.#base ?? sourceOf(this.origin)) : null;
	}

	/** As if it had never run. */
	forget(): void {
		this.#phase = 'idle';
		this.#lastRun = null;
		this.outputs.clear();
		this.exercise?.forget();
	}
}

function languageOf({ origin, document }: CellSeed): string {
	if (origin?.kind === 'code') return origin.language;
	if (document?.kind === 'code') return document.language;
	return document?.kind === 'raw' ? 'raw' : 'ts';
}
