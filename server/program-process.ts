import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { OpenSandbox } from '#engine/program/sandbox.ts';

const HEAP_MB = 512;
/** What a process may have in memory altogether; looked at where the system tells it (Linux). */
const MEMORY_BYTES = 1024 * 1024 * 1024;
const LOOK_MS = 250;
const PAGE_BYTES = 4096;

const at = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Opens a process of its own for each program, which may do nothing but compute. @see program-child.ts */
export const openProgramProcess: OpenSandbox = (onMessage, onEnd) => openProcess(at('./'), onMessage, onEnd);

/** @param folder where the built child and its runtime lie, with a slash at its end */
export async function openProcess(
	folder: string,
	...[onMessage, onEnd]: Parameters<OpenSandbox>
): ReturnType<OpenSandbox> {
	const [entry, runtime] = [`${folder}program-child.mjs`, `${folder}program-runtime.js`];
	const permission = process.allowedNodeEnvironmentFlags.has('--permission')
		? '--permission'
		: '--experimental-permission';
	const child = fork(entry, [runtime], {
		// Nothing of this process's own: its environment may hold keys.
		env: {},
		cwd: folder,
		serialization: 'advanced',
		stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		execArgv: [
			permission,
			`--allow-fs-read=${entry}`,
			`--allow-fs-read=${runtime}`,
			'--disallow-code-generation-from-strings',
			`--max-old-space-size=${HEAP_MB}`,
			'--no-warnings'
		]
	});
	let ended = false;
	const end = (reason: string): void => {
		if (ended) return;
		ended = true;
		clearInterval(watch);
		child.kill('SIGKILL');
		onEnd(reason);
	};
	const watch = setInterval(() => {
		const bytes = memoryOf(child.pid);
		if (bytes > MEMORY_BYTES) end(`it took more than ${MEMORY_BYTES / 1024 / 1024} MiB of memory`);
	}, LOOK_MS);
	watch.unref();
	child.on('message', (message) => {
		if (!ended) onMessage(message);
	});
	child.on('error', (error) => end(error.message));
	child.on('exit', (code, signal) => end(`its process ended with ${signal ?? `code ${code}`}`));
	return {
		post: (message) => {
			if (child.connected) child.send(message);
		},
		close: () => {
			ended = true;
			clearInterval(watch);
			child.kill('SIGKILL');
		}
	};
}

/** Bytes of memory that a process has; 0 where the system does not tell. */
function memoryOf(pid: number | undefined): number {
	try {
		return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
	} catch {
		return 0;
	}
}
