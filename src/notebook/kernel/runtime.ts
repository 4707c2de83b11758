import type { WireRequest, WireResponse } from '#base/wire.ts';
import { CellSyntaxError } from '../compile/cell-syntax-error.ts';
import { compileCell, type CompiledCell } from '../compile/compile-cell.ts';
import type { Output } from '../outputs.ts';
import type { Answer, Question } from '../values/questions.ts';
import type { Bridge } from './bridge.ts';
import { stackText, toCellError, withLineText } from './cell-error.ts';
import { CellFiles, fileName } from './cell-frames.ts';
import { CellOutput } from './cell-output.ts';
import type { RunRequest, RunResult } from './contract.ts';
import { checkExports } from './import-module.ts';
import { Interrupted, untilStopped } from './interrupted.ts';
import { NotebookScope } from './scope.ts';
import { Showing } from './showing.ts';
import { createLoopWatch, type LoopWatch } from './loop-watch.ts';
import { trackTimers, type OwnedTimers } from './timers.ts';
import { listVariables, type Variable } from './variables.ts';

// Cells may define names of their own over these.
const { setTimeout } = globalThis;
const AsyncFunction = (async () => {}).constructor as FunctionConstructor;

export interface RuntimeOptions {
	/** The global object of the realm in which cells run. */
	readonly scope: object;
	/** Loads a module that cells may import; rejects with a UserError for any other. */
	importModule(specifier: string): Promise<object>;
	/** Takes the outputs of a cell, in order; also those that come after its run has ended. */
	send(outputs: readonly Output[], cellId: string): void;
	/** Real time in ms from any beginning; never runs backwards. */
	now(): number;
	/** Time in whole ms from any beginning, which costs little to ask and may jump; default {@link now}. */
	coarseNow?(): number;
	/** The region's door. `stop` is aborted when the cell is stopped. */
	request(request: WireRequest, stop: AbortSignal): Promise<WireResponse>;
	clock(): Promise<{ readonly now: number; readonly speed: number }>;
	file(name: string): Promise<Uint8Array>;
	/** Whether the running cell is to stop; asked every {@link pollMs} by loops that let no event through. */
	isStopped?(): boolean;
	/** How often to ask, ms; default 100. */
	readonly pollMs?: number;
	/** Tells what this kernel keeps for its reader from what others kept; random, where there is more than one. */
	readonly token?: string;
	/** Whether timers belong to the cells that set them: they are cleared on stop, and speak for their cell. */
	readonly ownsTimers?: boolean;
}

export interface Runtime {
	/** What imported modules need; the host hangs it up with `provideBridge`. */
	readonly bridge: Bridge;
	/** Compiles and runs a cell; settles when it has ended, failed or been stopped. One at a time. Never rejects. */
	run(request: RunRequest): Promise<RunResult>;
	/** Stops the running cell where it waits, and all timers. Variables stay. */
	interrupt(): void;
	/** Answers what the reader asks about values that are shown; only a getter asked for runs code of cells. */
	inspect(question: Question): Promise<Answer>;
	/** The names that cells have defined, in order. */
	variables(): readonly Variable[];
	/** Shows an error that nobody caught, such as one of a timer. */
	report(error: unknown): void;
	/** Takes everything away that the runtime and its cells put on the global object. */
	dispose(): void;
}

/** A kernel without its worker: it runs cells in whatever realm it stands in. */
export function createRuntime(options: RuntimeOptions): Runtime {
	return new CellRuntime(options);
}

interface Run {
	readonly request: RunRequest;
	readonly file: string;
	readonly output: CellOutput;
	readonly stop: AbortController;
}

class CellRuntime implements Runtime {
	readonly bridge: Bridge;
	readonly #options: RuntimeOptions;
	readonly #scope: NotebookScope;
	readonly #files = new CellFiles(headerLines());
	readonly #timers: OwnedTimers | null;
	/** Stack traces of the places in cells whose calls outside failed with an error. */
	readonly #callers = new WeakMap<object, string>();
	readonly #importPlaces = new WeakMap<object, { line: number; column: number }>();
	#current: Run;
	#running = false;
	readonly #watch: LoopWatch;
	readonly #showing: Showing;

	constructor(options: RuntimeOptions) {
		this.#options = options;
		this.#scope = new NotebookScope(options.scope);
		this.#current = this.#open({ cellId: '', run: 0, source: '', width: 640, dark: false });
		const clock = options.coarseNow ?? options.now;
		this.#watch = createLoopWatch(
			() => clock(),
			options.pollMs ?? 100,
			() => this.#look()
		);
		this.bridge = this.#createBridge();
		this.#showing = this.#createShowing(options);
		this.#provideGlobals();
		this.#timers = options.ownsTimers
			? trackTimers<Run>(options.scope, {
					owner: () => this.#current,
					as: (run, callback) => this.#as(run, callback)
				})
			: null;
	}

	async run(request: RunRequest): Promise<RunResult> {
		const start = this.#options.now();
		const run = this.#open(request);
		this.#current = run;
		this.#running = true;
		this.#watch.begin();
		let compiled: CompiledCell | null = null;
		let result: Output[] = [];
		let status: RunResult['status'] = 'ok';
		try {
			compiled = compileCell(request.source);
			this.#files.add(request.cellId, request.run, compiled);
			await untilStopped(
				this.#execute(compiled, run, (outputs) => (result = outputs)),
				run.stop.signal
			);
			if (run.stop.signal.aborted) throw run.stop.signal.reason;
		} catch (error) {
			const cause: unknown = run.stop.signal.aborted ? run.stop.signal.reason : error;
			status = cause instanceof Interrupted ? 'interrupted' : 'error';
			result = [this.#errorOutput(cause, run)];
		}
		this.#running = false;
		run.output.end(result);
		this.#showing.ended({ cellId: request.cellId, run: request.run });
		const durationMs = this.#options.now() - start;
		const { defines = [], uses = [], assigns = [] } = compiled ?? {};
		return { status, defines, uses, assigns, durationMs };
	}

	interrupt(): void {
		this.#timers?.clear();
		if (!this.#running) return;
		this.#current.stop.abort(new Interrupted());
		this.#watch.lookNext();
	}

	report(error: unknown): void {
		if (error instanceof Interrupted) return;
		this.#current.output.write(this.#errorOutput(error, this.#current));
	}

	variables(): readonly Variable[] {
		return listVariables(this.#options.scope, this.#scope.names());
	}

	inspect(question: Question): Promise<Answer> {
		return this.#showing.inspect(question);
	}

	dispose(): void {
		this.#timers?.clear();
		this.#scope.dispose();
	}

	#open(request: RunRequest): Run {
		const send = (outputs: readonly Output[]): void => this.#options.send(outputs, request.cellId);
		return {
			request,
			file: fileName(request.cellId, request.run),
			output: new CellOutput(send, this.#options.now),
			stop: new AbortController()
		};
	}

	async #execute(compiled: CompiledCell, run: Run, setResult: (outputs: Output[]) => void): Promise<void> {
		const { hooks } = compiled;
		const take = (value: unknown): void => {
			const data = this.#showing.result(value);
			if (data) setResult([{ type: 'result', data }]);
		};
		const bound: readonly (readonly [name: string, value: unknown])[] = [
			[hooks.tick, this.#watch.tick],
			[hooks.define, this.#scope.define],
			[hooks.declare, this.#scope.declare],
			[hooks.hoist, this.#scope.hoist],
			[hooks.result, take],
			[hooks.import, this.#import]
		];
		const body = `${compiled.code}\n//# sourceURL=${run.file}`;
		const cell = construct(
			bound.map(([name]) => name),
			body
		);
		await (cell(...bound.map(([, value]) => value)) as Promise<void>);
	}

	/** What a loop hears of outside. */
	#look(): void {
		const { stop, output } = this.#current;
		if (stop.signal.aborted) throw stop.signal.reason;
		output.flushIfDue();
		if (!this.#options.isStopped?.()) return;
		this.interrupt();
		throw new Interrupted();
	}

	readonly #import = (
		specifier: unknown,
		names: readonly string[] = [],
		line?: number,
		column?: number
	): Promise<object> =>
		this.#outside(async () => {
			try {
				const module = await this.#options.importModule(String(specifier));
				checkExports(module, String(specifier), names);
				return module;
			} catch (error) {
				const isPlaced = line !== undefined && column !== undefined && error instanceof Error;
				if (isPlaced) this.#importPlaces.set(error, { line, column });
				throw error;
			}
		});

	#errorOutput(thrown: unknown, run: Run): Output {
		const key = typeof thrown === 'object' && thrown !== null ? thrown : {};
		const own = this.#files.frames(thrown instanceof Error ? thrown.stack : undefined);
		const frames = own.length > 0 ? own : this.#files.frames(this.#callers.get(key));
		const found = toCellError(thrown, { frames, file: run.file });
		const error = { ...found, ...this.#importPlaces.get(key) };
		return { type: 'error', error: withLineText(error, run.request.source) };
	}

	#createBridge(): Bridge {
		const { request, clock, file } = this.#options;
		const sleep = async (simulatedMs: number, signal: AbortSignal): Promise<void> => {
			const { speed } = await clock();
			const realMs = speed === Infinity ? 0 : Math.max(0, simulatedMs) / speed;
			await untilStopped(new Promise((resolve) => setTimeout(resolve, realMs)), signal);
		};
		return {
			request: (wire) => this.#outside((signal) => request(wire, signal)),
			clock: () => this.#outside(() => clock()),
			sleep: (simulatedMs) => this.#outside((signal) => sleep(simulatedMs, signal)),
			file: (name) => this.#outside(() => file(name)),
			emit: (output) => this.#current.output.write(output),
			display: (value, displayId) => this.#showing.show(value, displayId)
		};
	}

	/** A call out of the kernel on behalf of the running cell: ends with it, and remembers who called. */
	async #outside<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
		const { signal } = this.#current.stop;
		const caller = new Error('caller').stack ?? '';
		try {
			return await untilStopped(call(signal), signal);
		} catch (error) {
			if (typeof error === 'object' && error !== null) this.#callers.set(error, caller);
			throw error;
		}
	}

	#createShowing({ now, token }: RuntimeOptions): Showing {
		const host = {
			current: () => ({ cellId: this.#current.request.cellId, run: this.#current.request.run }),
			write: (output: Output) => this.#current.output.write(output),
			now: () => now(),
			stack: () => stackText(this.#files.frames(new Error('trace').stack))
		};
		return new Showing(host, token ?? 'kernel');
	}

	#provideGlobals(): void {
		for (const [name, value] of Object.entries(this.#showing.globals())) {
			this.#scope.provide(name, { value, writable: true, enumerable: false });
		}
		this.#scope.provide('width', { get: () => this.#current.request.width });
		this.#scope.provide('dark', { get: () => this.#current.request.dark });
	}

	#as(run: Run, callback: () => void): void {
		const before = this.#current;
		// The running cell keeps its own stop signal; only what is said meanwhile belongs to the other.
		this.#current = this.#running && run !== before ? { ...run, stop: before.stop } : run;
		try {
			callback();
		} finally {
			this.#current = before;
		}
	}
}

/** What the parser reads and the engine does not is newer than the browser. */
function construct(names: readonly string[], body: string): (...values: unknown[]) => unknown {
	try {
		return new AsyncFunction(...names, body) as (...values: unknown[]) => unknown;
	} catch (error) {
		const message = `This browser does not know some of the cell's syntax: ${(error as Error).message}.`;
		const hint = 'Write it in an older way, or bring the browser up to date.';
		throw new CellSyntaxError('UnsupportedSyntax', message, null, hint);
	}
}

/** Lines that this engine puts before the body of a constructed function: engines differ, so one is made and asked. */
function headerLines(): number {
	let stack = '';
	const probe = (): void => {
		stack = String(new Error('probe').stack);
	};
	// An async function runs at once up to its first await.
	void new AsyncFunction('probe', 'probe()\n//# sourceURL=cell-probe-1.ts')(probe);
	return Number(/cell-probe-1\.ts:(\d+)/.exec(stack)?.[1] ?? 3) - 1;
}
