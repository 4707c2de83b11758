import { findExecutable, NotExecutable } from './executable.ts';
import { FileTree } from './file-tree.ts';
import { LineWriter } from './line-writer.ts';
import { ModuleLoader } from './module-loader.ts';
import { nodeModules } from './node-modules.ts';
import { inspect } from './inspect.ts';
import type { Exchange } from './modules/http.ts';
import { dirname } from './posix-path.ts';
import type { ProgramStart, ToProgram } from './program-contract.ts';
import type { ProgramHost } from './program-host.ts';
import { createProcess, ProcessExit, type ProgramProcess } from './process.ts';
import { Timers } from './timers.ts';

/** Exit code of a process that SIGTERM ended. */
const TERMINATED = 143;
/** Exit code of node for a module that waits at its top for what never comes. */
const NEVER_SETTLED = 13;
/** How long it may wait for what cannot be counted, such as WebAssembly being compiled, ms. */
const UNCOUNTED_MS = 2_000;

/**
 * A program of a learner in its container: a file system in memory, the part of Node's world that such programs use,
 * and an end as Node ends: by process.exit, by an error that nobody caught, or when there is nothing left to do.
 */
export class Program {
	readonly #host: ProgramHost;
	readonly #tree = new FileTree();
	readonly #lines: LineWriter;
	readonly #timers: Timers;
	readonly #servers = new Map<number, (exchange: Exchange) => void>();
	#start: ProgramStart | null = null;
	#process: ProgramProcess | null = null;
	#mainIsDone = false;
	#idleSince: number | null = null;
	#isOver = false;

	constructor(host: ProgramHost) {
		this.#host = host;
		this.#lines = new LineWriter(
			(lines) => host.send({ type: 'lines', lines }),
			() => host.now()
		);
		this.#timers = new Timers(
			host,
			() => this.#look(),
			(run) => this.#guarded(run)
		);
	}

	/** Takes what the host tells. */
	receive(message: ToProgram): void {
		switch (message.type) {
			case 'start':
				void this.#run(message.start);
				return;
			case 'request':
				this.#guarded(() => this.#take(message));
				this.#look();
				return;
			case 'terminate':
				this.#guarded(() => {
					if (!this.#process?.emit('SIGTERM', 'SIGTERM', 15)) this.#exit(TERMINATED);
				});
				this.#look();
		}
	}

	/** Takes a promise's rejection that nobody heard: it ends the program, unless the program listens for such. */
	rejected(reason: unknown): void {
		if (reason instanceof ProcessExit || this.#isOver) return;
		if (!this.#process?.emit('unhandledRejection', reason)) this.crash(reason);
	}

	/** Ends with an error that nobody caught. */
	crash(error: unknown): void {
		if (error instanceof ProcessExit || this.#isOver) return;
		const isFound = error instanceof NotExecutable;
		const said = isFound
			? error.message
			: error instanceof Error
				? (error.stack ?? String(error))
				: `Uncaught ${inspect(error)}`;
		this.#lines.write(`${said}\n`);
		this.#exit(isFound ? error.exitCode : 1);
	}

	async #run(start: ProgramStart): Promise<void> {
		this.#start = start;
		try {
			this.#layOut(start);
			const path = start.environment['PATH'] ?? '/usr/local/bin:/usr/bin:/bin';
			const main = findExecutable(this.#tree, start.command, { folder: start.workingFolder, path });
			const process = createProcess(start, main, {
				exit: (code) => this.#exit(code),
				write: (text) => this.#lines.write(text),
				now: () => this.#host.now()
			});
			this.#process = process;
			const { builtins, globals } = nodeModules({
				tree: this.#tree,
				process,
				timers: this.#timers,
				now: () => this.#host.now(),
				write: (text) => this.#lines.write(text),
				serving: {
					listen: (port, take) => {
						this.#servers.set(port, take);
						this.#host.send({ type: 'listening', port });
					},
					close: (port) => {
						this.#servers.delete(port);
						this.#look();
					},
					later: (run) => void this.#timers.start(0, false, run, [])
				}
			});
			const loader = new ModuleLoader({ tree: this.#tree, host: this.#host, builtins, globals });
			this.#look();
			await loader.run(main.path);
			this.#mainIsDone = true;
			this.#look();
		} catch (error) {
			this.crash(error);
		}
	}

	#layOut({ files, folders, outputFolders, workingFolder }: ProgramStart): void {
		const all = ['/tmp', '/opt/ml', workingFolder, ...folders, ...outputFolders];
		for (const folder of all) this.#tree.makeFolders(folder);
		for (const { path, bytes } of files) {
			this.#tree.makeFolders(dirname(path));
			this.#tree.write(path, bytes);
		}
	}

	#take({ id, port, request }: ToProgram & { type: 'request' }): void {
		const answer: Exchange['answer'] = (response) => {
			this.#lines.flush();
			this.#host.send({ type: 'response', response: { id, ...response } });
		};
		const server = this.#servers.get(port);
		if (server) server({ request, answer });
		else answer({ status: 502, headers: {}, body: new Uint8Array(0) });
	}

	#guarded(run: () => void): void {
		if (this.#isOver) return;
		try {
			run();
		} catch (error) {
			this.crash(error);
		}
	}

	/** Ends the program in a moment, unless something is still to come then; sends what it has written until now. */
	#look(inMs = 0): void {
		this.#host.after(inMs, () => {
			this.#lines.flush();
			if (this.#isOver) return;
			if (this.#timers.active > 0 || this.#servers.size > 0) {
				this.#idleSince = null;
				return;
			}
			if (this.#mainIsDone) return this.#exit(Number(this.#process?.exitCode ?? 0));
			this.#idleSince ??= this.#host.now();
			if (this.#host.now() - this.#idleSince < UNCOUNTED_MS) return this.#look(50);
			this.#lines.write('Warning: Detected unsettled top-level await\n');
			this.#exit(NEVER_SETTLED);
		});
	}

	/** Says that it is over, once; whoever runs it takes it away then. */
	#exit(code: number): void {
		if (this.#isOver) return;
		this.#process?.emit('exit', code);
		this.#isOver = true;
		this.#timers.stopAll();
		this.#servers.clear();
		this.#lines.flush(true);
		const folders = this.#start?.outputFolders ?? [];
		const files = folders.flatMap((folder) => this.#tree.filesWithin(folder));
		// One folder may lie in another.
		const once = new Map(files.map((file) => [file.path, file]));
		this.#host.send({ type: 'exit', code, files: [...once.values()] });
	}
}
