import { toErrorRecord } from '#base/errors.ts';
import type { RunRequest, RunResult } from '#notebook/kernel/contract.ts';
import type { CellError, Output } from '#notebook/outputs.ts';
import type { Answer, Question } from '#notebook/values/questions.ts';
import type { CellRun, CellState } from './cell.svelte.ts';
import type { CheckOutcome } from './check-outcome.ts';
import type { KernelLike, KernelStatus } from './kernel-like.ts';

export interface RunnerOptions {
	readonly kernel: KernelLike;
	/** Width in CSS pixels for plots, and whether the page is dark. */
	readonly canvas: () => { readonly width: number; readonly dark: boolean };
	/** The number that the cell bears on the page, and how many cells there are. */
	readonly place: (cell: CellState) => { readonly number: number; readonly total: number };
	readonly now: () => number;
	/** A cell began or ended a run, or was judged: what is kept of it is to be stored anew. */
	readonly onRun: (cell: CellState) => void;
}

/** Cells that were started together: an error ends them together. */
interface Batch {
	ran: number;
	errors: number;
	isStopped: boolean;
}

interface Turn {
	readonly cell: CellState;
	readonly check: boolean;
	readonly batch: Batch | null;
	settle(): void;
}

/** Runs the cells of a notebook one after another in its kernel. */
export class RunnerState {
	#kernelStatus = $state.raw<KernelStatus>('starting');
	#announcement = $state.raw('');
	#running = $state.raw<CellState | null>(null);
	#waiting = $state.raw(0);
	#lead = $state.raw<CellState | null>(null);
	/** Counts kernels from 0: a restart makes a new one. */
	#kernelNumber = $state.raw(0);
	#runs = 0;
	#turns: Turn[] = [];
	#isDraining = false;
	#abandon: ((result: RunResult) => void) | null = null;
	readonly #options: RunnerOptions;
	readonly #unlisten: () => void;

	constructor(options: RunnerOptions) {
		this.#options = options;
		this.#kernelStatus = options.kernel.status;
		this.#unlisten = options.kernel.statusChanged.on((status) => (this.#kernelStatus = status));
	}

	get kernelStatus(): KernelStatus {
		return this.#kernelStatus;
	}

	get kernelNumber(): number {
		return this.#kernelNumber;
	}

	/** One sentence on where the run stands, for the status region; empty before the first run. */
	get announcement(): string {
		return this.#announcement;
	}

	/** The cell at which a run of all cells is, or at which the last one ended; null when a cell was run alone since. */
	get lead(): CellState | null {
		return this.#lead;
	}

	/** Whether a cell runs or waits. */
	get isBusy(): boolean {
		return this.#running !== null || this.#waiting > 0;
	}

	/** Runs one cell after those that wait already; nothing if it waits or runs itself. Resolves when it has ended. */
	run(cell: CellState, check = false): Promise<void> {
		if (cell.phase === 'queued' || cell.phase === 'running') return Promise.resolve();
		return this.#enqueue(cell, check, null);
	}

	/** Runs cells in order until the first error; those after it are marked as not run. Resolves at the end of all. */
	async runAll(cells: readonly CellState[]): Promise<void> {
		if (cells.length === 0) {
			this.#announcement = 'Run finished: 0 cells, 0 errors';
			return;
		}
		const batch: Batch = { ran: 0, errors: 0, isStopped: false };
		const waiting = cells.filter((cell) => cell.phase === 'idle' || cell.phase === 'skipped');
		await Promise.all(waiting.map((cell) => this.#enqueue(cell, false, batch)));
		const verb = batch.isStopped ? 'Run stopped' : 'Run finished';
		this.#announcement = `${verb}: ${batch.ran} cells, ${batch.errors} errors`;
	}

	/** Asks the kernel about a value that is shown; «gone» where it cannot say. Never rejects. */
	async inspect(question: Question): Promise<Answer> {
		return (await this.#options.kernel.inspect?.(question)) ?? { kind: 'gone' };
	}

	/** Empties the queue and interrupts the running cell; variables stay where the kernel manages it. */
	async stop(): Promise<void> {
		this.#dropAll();
		if (!this.#running) return;
		this.#announcement = 'Stopping…';
		try {
			const how = await this.#options.kernel.interrupt();
			if (how === 'respawned')
				this.#renewKernel('The cell did not stop by itself, so the kernel was replaced');
		} catch (error) {
			this.#announcement = `The kernel could not be stopped: ${toErrorRecord(error).message}`;
		}
	}

	/** A new kernel: variables are gone, cells and the cloud stay. */
	async restart(): Promise<void> {
		this.#dropAll();
		this.#announcement = 'Restarting the kernel…';
		try {
			await this.#options.kernel.restart();
			this.#renewKernel('Kernel restarted: variables are gone, the cloud is as it was');
		} catch (error) {
			this.#announcement = `The kernel could not be restarted: ${toErrorRecord(error).message}`;
		}
	}

	/** Takes a cell out of the queue. */
	drop(cell: CellState): void {
		this.#dropWhere((turn) => turn.cell === cell);
		if (cell.phase !== 'running') cell.rest();
	}

	/** Ends the kernel. */
	close(): void {
		this.#dropAll();
		this.#unlisten();
		this.#options.kernel.dispose?.();
	}

	#enqueue(cell: CellState, check: boolean, batch: Batch | null): Promise<void> {
		cell.enqueue();
		return new Promise((settle) => {
			this.#turns.push({ cell, check, batch, settle });
			this.#waiting = this.#turns.length;
			void this.#drain();
		});
	}

	async #drain(): Promise<void> {
		if (this.#isDraining) return;
		this.#isDraining = true;
		for (let turn = this.#turns.shift(); turn; turn = this.#turns.shift()) {
			this.#running = turn.cell;
			this.#waiting = this.#turns.length;
			this.#lead = turn.batch ? turn.cell : null;
			const { number, total } = this.#options.place(turn.cell);
			this.#announcement = `Running cell ${number} of ${total}`;
			const run = await this.#execute(turn.cell);
			if (turn.check) await this.#check(turn.cell, run);
			this.#options.onRun(turn.cell);
			this.#running = null;
			this.#account(turn, run);
			turn.settle();
		}
		this.#isDraining = false;
	}

	#account({ cell, check, batch }: Turn, run: CellRun): void {
		if (!batch) {
			this.#announcement = this.#sentenceOn(cell, check, run);
			return;
		}
		batch.ran++;
		if (run.status === 'interrupted') batch.isStopped = true;
		if (run.status === 'error') batch.errors++;
		if (run.status !== 'ok') this.#dropWhere((turn) => turn.batch === batch);
	}

	#sentenceOn(cell: CellState, check: boolean, run: CellRun): string {
		const { number } = this.#options.place(cell);
		if (run.status === 'interrupted') return `Cell ${number} stopped`;
		if (run.status === 'error') return `Cell ${number} failed: ${cell.outputs.error?.code ?? 'error'}`;
		if (!check) return `Cell ${number} finished`;
		const passed = cell.exercise?.outcome?.kind === 'pass';
		return passed ? `Cell ${number}: your answer is right` : `Cell ${number}: your answer is not right yet`;
	}

	async #execute(cell: CellState): Promise<CellRun> {
		const source = cell.source;
		const kernel = this.#kernelNumber;
		cell.begin(this.#options.now());
		this.#options.onRun(cell);
		const { run, result } = await this.#ask(cell.id, source, (output) => cell.outputs.push(output));
		const done: CellRun = { ...result, run, kernel, source };
		cell.end(done);
		return done;
	}

	async #check(cell: CellState, run: CellRun): Promise<void> {
		const exercise = cell.exercise;
		if (!exercise) return;
		if (run.status !== 'ok') {
			const message = cell.outputs.error?.message ?? 'The cell was stopped before its end.';
			exercise.judge({ kind: 'error', message });
			return;
		}
		let complaint: CellError | null = null;
		const { result } = await this.#ask(`${cell.id}:check`, exercise.check, (output) => {
			if (output.type === 'error') complaint ??= output.error;
		});
		exercise.judge(outcomeOf(result, complaint));
	}

	/** Every call settles: with the kernel's result, its failure as an error output, or the kernel's replacement. */
	async #ask(
		cellId: string,
		source: string,
		onOutput: (output: Output) => void
	): Promise<{ run: number; result: RunResult }> {
		const run = ++this.#runs;
		const request: RunRequest = { cellId, run, source, ...this.#options.canvas() };
		const startedAt = this.#options.now();
		let isOver = false;
		const hear = (output: Output): void => {
			if (!isOver) onOutput(output);
		};
		const abandoned = new Promise<RunResult>((resolve) => (this.#abandon = resolve));
		try {
			const result = await Promise.race([this.#options.kernel.run(request, hear), abandoned]);
			return { run, result };
		} catch (error) {
			onOutput({ type: 'error', error: kernelError(error) });
			const durationMs = this.#options.now() - startedAt;
			return { run, result: { status: 'error', defines: [], uses: [], durationMs } };
		} finally {
			isOver = true;
			this.#abandon = null;
		}
	}

	#renewKernel(announcement: string): void {
		this.#kernelNumber++;
		this.#runs = 0;
		this.#abandon?.({ status: 'interrupted', defines: [], uses: [], durationMs: 0 });
		this.#announcement = announcement;
	}

	#dropAll(): void {
		for (const turn of this.#turns) if (turn.batch) turn.batch.isStopped = true;
		this.#dropWhere(() => true);
	}

	#dropWhere(isDropped: (turn: Turn) => boolean): void {
		const dropped = this.#turns.filter(isDropped);
		this.#turns = this.#turns.filter((turn) => !isDropped(turn));
		this.#waiting = this.#turns.length;
		for (const turn of dropped) {
			turn.cell.skip();
			turn.settle();
		}
	}
}

function outcomeOf(result: RunResult, complaint: CellError | null): CheckOutcome {
	switch (result.status) {
		case 'ok':
			return { kind: 'pass' };
		case 'error':
			return {
				kind: 'fail',
				message: complaint?.message ?? 'The check was not content, and did not say why.'
			};
		case 'interrupted':
			return { kind: 'error', message: 'The check was stopped before its end.' };
	}
}

function kernelError(error: unknown): CellError {
	const { kind, code, message, hint } = toErrorRecord(error);
	return { kind, code, message, hint: hint ?? null, line: null, column: null, stack: '' };
}
