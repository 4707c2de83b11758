import type { FileTree } from './file-tree.ts';
import { inspect } from './inspect.ts';
import { Buffer } from './modules/buffer.ts';
import { EventEmitter } from './modules/events.ts';
import { fsModules } from './modules/fs.ts';
import { httpModule, type Serving } from './modules/http.ts';
import { TextDecoder, TextEncoder } from './modules/text-coders.ts';
import { format, parseArgs } from './modules/util.ts';
import { basename, dirname, extname, join, normalize, relative, resolveFrom } from './posix-path.ts';
import type { ProgramProcess } from './process.ts';
import type { Timers } from './timers.ts';

interface Parts {
	readonly tree: FileTree;
	readonly process: ProgramProcess;
	readonly timers: Timers;
	readonly serving: Serving;
	now(): number;
	write(text: string): void;
}

type Run = (...given: never[]) => unknown;

/** The modules of Node that a program may import, and what it finds without importing. */
export function nodeModules(parts: Parts): {
	readonly builtins: Readonly<Record<string, Record<string, unknown>>>;
	readonly globals: Readonly<Record<string, unknown>>;
} {
	const { tree, process, timers, serving, now } = parts;
	const resolve = (...given: readonly string[]): string => resolveFrom(process.cwd(), ...given);
	const { fs, promises } = fsModules(tree, (path) => resolve(path));
	const posix = {
		basename,
		dirname,
		extname,
		join,
		normalize,
		relative: (from: string, to: string) => relative(resolve(from), resolve(to)),
		resolve,
		isAbsolute: (path: string) => path.startsWith('/'),
		sep: '/'
	};
	const timing = {
		setTimeout: (run: Run, ms?: unknown, ...given: unknown[]) => timers.start(ms, false, run, given),
		setInterval: (run: Run, ms?: unknown, ...given: unknown[]) => timers.start(ms, true, run, given),
		setImmediate: (run: Run, ...given: unknown[]) => timers.start(0, false, run, given),
		clearTimeout: (handle: unknown) => timers.stop(handle),
		clearInterval: (handle: unknown) => timers.stop(handle),
		clearImmediate: (handle: unknown) => timers.stop(handle)
	};
	const sleep = (ms?: unknown, value?: unknown): Promise<unknown> =>
		new Promise((wake) => void timers.start(ms, false, () => wake(value), []));
	const performance = { now };
	const write = (...given: readonly unknown[]): void => parts.write(`${format(...given)}\n`);
	const builtins = {
		buffer: { Buffer },
		events: { EventEmitter },
		fs,
		'fs/promises': promises,
		http: httpModule(serving),
		path: { ...posix, posix },
		perf_hooks: { performance },
		process: process as unknown as Record<string, unknown>,
		timers: timing,
		'timers/promises': { setTimeout: sleep, setImmediate: () => sleep(0) },
		url: {
			fileURLToPath: (url: unknown) => decodeURIComponent(String(url).replace(/^file:\/\//, '')),
			pathToFileURL: (path: string) => ({ href: `file://${resolve(path)}` })
		},
		util: {
			format,
			inspect: (value: unknown) => inspect(value, 1),
			parseArgs: (config?: object) => parseArgs(process.argv.slice(2), config),
			TextDecoder,
			TextEncoder
		}
	};
	const console = {
		log: write,
		info: write,
		debug: write,
		warn: write,
		error: write,
		table: write,
		trace: write,
		assert: (isTrue: unknown, ...given: unknown[]) => {
			if (!isTrue) write('Assertion failed:', ...given);
		}
	};
	return {
		builtins,
		globals: {
			...timing,
			Buffer,
			TextDecoder,
			TextEncoder,
			console,
			performance,
			process,
			queueMicrotask: (run: () => void) => void Promise.resolve().then(run)
		}
	};
}
