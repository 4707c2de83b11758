import type { Executable } from './executable.ts';
import { EventEmitter } from './modules/events.ts';
import { resolveFrom } from './posix-path.ts';
import type { ProgramStart } from './program-contract.ts';

/** Thrown by process.exit, so that nothing behind it runs. */
export class ProcessExit extends Error {
	constructor() {
		super('The process has ended.');
		this.name = 'ProcessExit';
	}
}

interface Hooks {
	exit(code: number): void;
	write(text: string): void;
	now(): number;
}

export interface ProgramProcess extends EventEmitter {
	exitCode: unknown;
	readonly argv: readonly string[];
	cwd(): string;
	nextTick(run: (...given: unknown[]) => void, ...given: unknown[]): void;
}

const VERSION = '20.0.0';

/** `process` as a program in a container sees it. */
export function createProcess(
	{ environment, workingFolder }: ProgramStart,
	main: Executable,
	hooks: Hooks
): ProgramProcess {
	const began = hooks.now();
	let folder = workingFolder;
	const stream = { isTTY: false, write: (text: unknown) => (hooks.write(String(text)), true) };
	class Process extends EventEmitter {
		exitCode: unknown = undefined;
		readonly argv = ['/usr/local/bin/node', main.path, ...main.args];
		readonly argv0 = 'node';
		readonly execPath = '/usr/local/bin/node';
		readonly env: Record<string, string> = { ...environment };
		readonly pid = 1;
		readonly platform = 'linux';
		readonly arch = 'x64';
		readonly version = `v${VERSION}`;
		readonly versions = { node: VERSION };
		readonly stdout = stream;
		readonly stderr = stream;

		exit(code: unknown = this.exitCode): never {
			hooks.exit(Number(code ?? 0) & 255);
			throw new ProcessExit();
		}

		cwd(): string {
			return folder;
		}

		chdir(to: string): void {
			folder = resolveFrom(folder, to);
		}

		uptime(): number {
			return (hooks.now() - began) / 1000;
		}

		nextTick(run: (...given: unknown[]) => void, ...given: unknown[]): void {
			void Promise.resolve().then(() => run(...given));
		}
	}
	return new Process();
}
