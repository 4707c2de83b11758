import { toErrorRecord } from '#base/errors.ts';
import type { RunRequest, RunResult } from '#notebook/kernel/contract.ts';
import type { Variable } from '#notebook/kernel/variables.ts';
import type { Output } from '#notebook/outputs.ts';
import type { Answer, Question } from '#notebook/values/questions.ts';
import { askKernel } from './ask-kernel.ts';
import type { CellRun, CellState } from '../cells/cell.svelte.ts';
import { checkExercise } from '../cells/exercise-check.ts';
import type { KernelLike, KernelStatus } from './kernel-like.ts';
import type { RunNews } from './run-news.ts';
import { newBatch, RunQueue, type Batch, type Turn } from './run-queue.ts';

export interface RunnerOptions {
	readonly kernel: KernelLike;
	/** Width in CSS pixels for plots, and whether the page is dark. */
	readonly canvas: () => { readonly width: number; readonly dark: boolean };
	/** The number that the cell bears on the page, and how many cells there are. */
	readonly place: (cell: CellState) => { readonly number: number; readonly total: number };
	readonly now: () => number;
	/** Whether cells may run now; asked for each cell, and told to the learner elsewhere where they may not. */
	readonly mayRun: () => boolean;
	/** A cell began or ended a run, or was judged: what is kept of it is to be stored anew. */
	readonly onRun: (cell: CellState) => void;
}

/** A kernel that nobody wanted to lose, and the cells whose variables went with it. */
export interface KernelLoss {
	readonly why: 'replaced' | 'died';
	readonly cells: readonly CellState[];
}

/** Runs the cells of a notebook one after another in its kernel. */
export class RunnerState {
	#kernelStatus = $state.raw<KernelStatus>('starting');
	#news = $state.raw<RunNews>({ kind: 'none' });
	#running = $state.raw<CellState | null>(null);
	#waiting = $state.raw(0);
	#lead = $state.raw<CellState | null>(null);
	#loss = $state.raw<KernelLoss | null>(null);
	/** Counts kernels from 0: a restart makes a new one. */
	#kernelNumber = $state.raw(0);
	#runs = 0;
	/** What ran through in this kernel. */
	#known: readonly CellState[] = [];
	readonly #queue = new RunQueue((length) => (this.#waiting = length));
	#isDraining = false;
	#abandon: ((result: RunResult) => void) | null = null;
	readonly #options: RunnerOptions;
	readonly #unlisten: () => void;

	constructor(options: RunnerOptions) {
		this.#options = options;
		this.#kernelStatus = options.kernel.status;
		this.#unlisten = options.kernel.statusChanged.on((status) => this.#hear(status));
	}

	get kernelStatus(): KernelStatus {
		return this.#kernelStatus;
	}

	get kernelNumber(): number {
		return this.#kernelNumber;
	}

	/** Where the run stands, for the status region. */
	get news(): RunNews {
		return this.#news;
	}

	/** The cell at which a run of several cells is, or at which the last one ended; null when a cell was run alone since. */
	get lead(): CellState | null {
		return this.#lead;
	}

	/** Whether a cell runs or waits. */
	get isBusy(): boolean {
		return this.#running !== null || this.#waiting > 0;
	}

	/** The kernel that was lost last, until its cells were run again or the learner has let it go. */
	get loss(): KernelLoss | null {
		return this.#loss;
	}

	forgetLoss(): void {
		this.#loss = null;
	}

	/** Runs one cell after those that wait already; nothing if it waits or runs itself. Resolves when it has ended. */
	run(cell: CellState, check = false): Promise<void> {
		if (cell.phase === 'queued' || cell.phase === 'running' || !this.#options.mayRun())
			return Promise.resolve();
		return this.#enqueue(cell, check, null);
	}

	/**
	 * Runs cells in order until the first error; those after it are marked as not run. Those that wait or run already are
	 * left out. Resolves at the end of all: true where all ran through.
	 */
	async runAll(cells: readonly CellState[]): Promise<boolean> {
		if (!this.#options.mayRun()) return false;
		const batch = newBatch();
		const idle = cells.filter((cell) => cell.phase === 'idle' || cell.phase === 'skipped');
		await Promise.all(idle.map((cell) => this.#enqueue(cell, false, batch)));
		const { ran, errors, isStopped } = batch;
		const skipped = batch.skipped.map((cell) => this.#options.place(cell).number).sort((a, b) => a - b);
		this.#news = { kind: isStopped ? 'stopped' : 'finished', ran, errors, skipped };
		return errors === 0 && !isStopped;
	}

	/** Asks the kernel about a value that is shown; «gone» where it cannot say. Never rejects. */
	async inspect(question: Question): Promise<Answer> {
		return (await this.#options.kernel.inspect?.(question)) ?? { kind: 'gone' };
	}

	/** The kernel's variables; null while it is not idle. Never rejects. */
	async variables(): Promise<readonly Variable[] | null> {
		return (await this.#options.kernel.variables?.()) ?? null;
	}

	/** Empties the queue and interrupts the running cell; variables stay where the kernel manages it. */
	async stop(): Promise<void> {
		this.#queue.dropAll();
		if (!this.#running) return;
		this.#news = { kind: 'stopping' };
		try {
			const how = await this.#options.kernel.interrupt();
			if (how === 'respawned') this.#lose('replaced');
		} catch (error) {
			this.#news = { kind: 'stuck', doing: 'stop', message: toErrorRecord(error).message };
		}
	}

	/** A new kernel: variables are gone, cells and the cloud stay. False where there is none. */
	async restart(): Promise<boolean> {
		this.#queue.dropAll();
		this.#news = { kind: 'restarting' };
		try {
			await this.#options.kernel.restart();
			this.#renewKernel();
			this.#loss = null;
			this.#news = { kind: 'restarted' };
			return true;
		} catch (error) {
			this.#news = { kind: 'stuck', doing: 'restart', message: toErrorRecord(error).message };
			return false;
		}
	}

	/** Takes a cell out of the queue. */
	drop(cell: CellState): void {
		this.#queue.drop((turn) => turn.cell === cell);
		if (cell.phase !== 'running') cell.rest();
	}

	/** Ends the kernel. */
	close(): void {
		this.#queue.dropAll();
		this.#unlisten();
		this.#options.kernel.dispose?.();
	}

	#enqueue(cell: CellState, check: boolean, batch: Batch | null): Promise<void> {
		const turn = this.#queue.add(cell, check, batch);
		void this.#drain();
		return turn;
	}

	async #drain(): Promise<void> {
		if (this.#isDraining) return;
		this.#isDraining = true;
		for (let turn = this.#queue.next(); turn; turn = this.#queue.next()) {
			const { cell, check, batch } = turn;
			this.#running = cell;
			this.#lead = batch ? cell : null;
			this.#news = { kind: 'running', ...this.#options.place(cell) };
			const run = await this.#execute(cell);
			if (check)
				await checkExercise(cell, run, (source, hear) => this.#ask(`${cell.id}:check`, source, hear));
			this.#options.onRun(cell);
			this.#running = null;
			this.#account(turn, run);
			turn.settle();
		}
		this.#isDraining = false;
	}

	#account({ cell, check, batch }: Turn, run: CellRun): void {
		if (!batch) {
			this.#news = this.#newsOf(cell, check, run);
			return;
		}
		batch.ran++;
		if (run.status === 'interrupted') batch.isStopped = true;
		if (run.status === 'error') batch.errors++;
		if (run.status !== 'ok') this.#queue.drop((turn) => turn.batch === batch);
	}

	#newsOf(cell: CellState, check: boolean, run: CellRun): RunNews {
		const { number } = this.#options.place(cell);
		if (run.status === 'interrupted') return { kind: 'aborted', number };
		if (run.status === 'error') return { kind: 'failed', number, code: cell.outputs.error?.code ?? 'error' };
		if (!check) return { kind: 'done', number };
		return { kind: 'checked', number, passed: cell.exercise?.outcome?.kind === 'pass' };
	}

	async #execute(cell: CellState): Promise<CellRun> {
		const source = cell.source;
		const kernel = this.#kernelNumber;
		cell.begin(this.#options.now());
		this.#options.onRun(cell);
		const run = this.#runs + 1;
		const result = await this.#ask(cell.id, source, (output) => cell.outputs.push(output));
		const done: CellRun = { ...result, run, kernel, source };
		cell.end(done);
		if (done.status === 'ok' && kernel === this.#kernelNumber)
			this.#known = [...this.#known.filter((one) => one !== cell), cell];
		return done;
	}

	#ask(cellId: string, source: string, onOutput: (output: Output) => void): Promise<RunResult> {
		const { kernel, canvas, now } = this.#options;
		const request: RunRequest = { cellId, run: ++this.#runs, source, ...canvas() };
		const abandoned = new Promise<RunResult>((resolve) => (this.#abandon = resolve));
		return askKernel(kernel, request, onOutput, { abandoned, now });
	}

	#hear(status: KernelStatus): void {
		const died = status === 'stopped' && this.#kernelStatus !== 'stopped' && this.#runs > 0;
		this.#kernelStatus = status;
		if (died) this.#lose('died');
	}

	/** The kernel is gone against the learner's will. */
	#lose(why: KernelLoss['why']): void {
		const cells = this.#known;
		this.#queue.dropAll();
		this.#renewKernel();
		this.#loss = cells.length > 0 ? { why, cells } : null;
		this.#news = { kind: why };
	}

	#renewKernel(): void {
		this.#kernelNumber++;
		this.#runs = 0;
		this.#known = [];
		this.#abandon?.({ status: 'interrupted', defines: [], uses: [], durationMs: 0 });
	}
}
